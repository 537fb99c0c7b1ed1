// The short form of hostile requests: some of each kind. The long form is attack.nightly.test.ts.

import { chanceOf } from '../simulation/world/chance.ts';
import { openLibrary } from './support/attacked-library.ts';
import { sayCounts } from './support/counts.ts';
import { attackByRequests } from './support/hostile-requests.ts';

test('no request without a right is answered with data or records an act, and no flood keeps a desk out, seed 7 [I20] [I21] [I26]', async () => {
  const library = await openLibrary();
  try {
    const chance = chanceOf('attack 7');
    const desk = await library.joinDesk('desk');
    await desk.acts(chance, 5);
    const size = { oneIn: 8, flood: 320, bodies: 1, slow: false };
    sayCounts('hostile requests', await attackByRequests(library, desk, { chance, size }));
  } finally {
    await library.close();
  }
}, 240_000);
