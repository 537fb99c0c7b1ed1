// The attack at length: `npm run test:nightly -- attack`. Kills and cuts take other seeds every night, as HOLDFAST_SEED=N does by hand; so does
// everything that is drawn by chance in the other parts. Each part prints its counts at the end of the run.

import { chanceOf } from '../simulation/world/chance.ts';
import { CUT_MODES } from '../simulation/processes/cut-line.ts';
import { openLibrary, type AttackedLibrary } from './support/attacked-library.ts';
import { sayCounts } from './support/counts.ts';
import { attackByFlips } from './support/flipped-bytes.ts';
import { attackByFullDisks } from './support/full-disks.ts';
import { fuzzEnvelopes } from './support/fuzzed-envelopes.ts';
import { attackByRequests } from './support/hostile-requests.ts';
import { attackByClocks, SHIFTS } from './support/shifted-clocks.ts';
import { attackByKills } from './support/simulate-processes.ts';
import { attackByForwarder } from './support/tampering.ts';

const DAY_MS = 86_400_000;
const first = Number(process.env['HOLDFAST_SEED'] ?? Math.floor(Date.now() / DAY_MS) * 10);
/** A part that hangs ends the night. */
const WITHIN_MS = 1_200_000;
const chance = (part: string) => chanceOf(`attack ${first}, ${part}`);

/** Attacks a library of its own, and prints the counts. */
async function onLibrary(part: string, work: (library: AttackedLibrary) => Promise<Record<string, number>>) {
  const library = await openLibrary();
  try {
    sayCounts(part, await work(library));
  } finally {
    await library.close();
  }
}

describe(`attack from seed ${first}`, () => {
  test(
    'kills and cuts: three seeds with 80 things that go wrong in each break no invariant and meet all that can go wrong [I1] [I2] [I4] [I5] [I6] [I9] [I15] [I16] [I17] [I23] [I24]',
    async () => {
      const counts = await attackByKills({ seeds: `${first}..${first + 2}`, steps: 80 });
      sayCounts('kills and cuts', counts);
      expect(counts['kinds of kills']).toBe(4);
      expect(counts['kinds of cuts']).toBe(CUT_MODES.length - 1);
    },
    2 * WITHIN_MS,
  );

  test(
    'shifted clocks stop no act, and where the offset is known no date is wrong [I31]',
    () =>
      onLibrary('clock shifts', (library) => {
        const shifts = [...SHIFTS, -40, 1, -1, 400];
        return attackByClocks(library, { chance: chance('clocks'), shifts, acts: 40 });
      }),
    WITHIN_MS,
  );

  test(
    'full and read-only disks at desk and server lose nothing that was acknowledged, and heal [I1] [I17] [I26] [I30]',
    async () => sayCounts('full disks', await attackByFullDisks({ chance: chance('disks'), rounds: 12 })),
    WITHIN_MS,
  );

  test(
    'a byte flipped in any file of a desk or a server is noticed or harmless [I1] [I17] [I23]',
    () =>
      onLibrary('flipped bytes', (library) =>
        attackByFlips(library, { chance: chance('flips'), size: { each: 5, oneIn: 1, inLogs: 10 } }),
      ),
    WITHIN_MS,
  );

  test(
    'every trick of a forwarder ends in a refusal or in the same act [I2] [I17] [I20] [I21] [I26]',
    () =>
      onLibrary('forwarder', (library) =>
        attackByForwarder(library, { chance: chance('forwarder'), size: { rounds: 2, oneIn: 1 } }),
      ),
    WITHIN_MS,
  );

  test(
    'no request without a right is answered with data or records an act, and no flood keeps a desk out [I20] [I21] [I26]',
    () =>
      onLibrary('hostile requests', async (library) => {
        const desk = await library.joinDesk('desk');
        const size = { oneIn: 1, flood: 3_200, bodies: 5, slow: true };
        return attackByRequests(library, desk, { chance: chance('requests'), size });
      }),
    WITHIN_MS,
  );

  test(
    'an envelope with any field mutated is refused, or is the same act [I2] [I6] [I20] [I21]',
    () =>
      onLibrary('fuzzed envelopes', (library) =>
        fuzzEnvelopes(library, { chance: chance('fuzz'), size: { seed: first, runs: 4_000 } }),
      ),
    WITHIN_MS,
  );
});
