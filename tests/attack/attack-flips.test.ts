// The short form of flipped bytes: one in each file, a few in each log. The long form is attack.nightly.test.ts.

import { chanceOf } from '../simulation/world/chance.ts';
import { openLibrary } from './support/attacked-library.ts';
import { sayCounts } from './support/counts.ts';
import { attackByFlips } from './support/flipped-bytes.ts';

test('a byte flipped in any file of a desk or a server is noticed or harmless, and no act is lost in silence, seed 51 [I1] [I17] [I23]', async () => {
  const library = await openLibrary();
  try {
    const size = { each: 1, oneIn: 5, inLogs: 1 };
    sayCounts('flipped bytes', await attackByFlips(library, { chance: chanceOf('attack 51'), size }));
  } finally {
    await library.close();
  }
}, 300_000);
