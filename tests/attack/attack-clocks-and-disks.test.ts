// The short form of shifted clocks and full disks. The long form is attack.nightly.test.ts.

import { chanceOf } from '../simulation/world/chance.ts';
import { openLibrary } from './support/attacked-library.ts';
import { sayCounts } from './support/counts.ts';
import { attackByFullDisks } from './support/full-disks.ts';
import { attackByClocks, SHIFTS } from './support/shifted-clocks.ts';

test('clocks ten years and forty days off stop no act, and where the offset is known no date is wrong, seed 31 [I31]', async () => {
  const library = await openLibrary();
  try {
    const counts = await attackByClocks(library, { chance: chanceOf('attack 31'), shifts: SHIFTS, acts: 5 });
    sayCounts('clock shifts', counts);
  } finally {
    await library.close();
  }
}, 240_000);

test('full and read-only disks at desk and server lose nothing that was acknowledged, and heal, seed 41 [I1] [I17] [I26] [I30]', async () => {
  sayCounts('full disks', await attackByFullDisks({ chance: chanceOf('attack 41'), rounds: 1 }));
}, 240_000);
