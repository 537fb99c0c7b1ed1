// The simulation at length: 1,300 seeds, 500 of more steps in turn of 8,500, and 200 of a whole department.

import { FIRST_OF_DEPARTMENT } from '../simulation/run-seed.ts';
import { EVERY_DEPARTMENT_MEETS, EVERY_RUN_MEETS } from './every-run-meets.ts';
import { simulateSeeds } from './seeds.ts';
import { openProgram } from '../integration/electron/cli/support/program.ts';

const DAY_MS = 86_400_000;
/** The seeds from which every push takes some run here every night. */
const STANDING = 1_300;
/** In turn of those between the standing ones and a department's. HOLDFAST_SEED=N begins with N. */
const FRESH = 500;
const nights = Math.floor((FIRST_OF_DEPARTMENT - 1 - STANDING) / FRESH);
const fresh = Number(process.env['HOLDFAST_SEED'] ?? STANDING + 1 + (Math.floor(Date.now() / DAY_MS) % nights) * FRESH);

const program = openProgram();
afterAll(() => program.close());

test('1,300 seeds of 300 steps break no invariant [I1] [I4] [I7] [I9] [I12] [I13] [I15] [I16] [I17] [I24] [I26]', async () => {
  const { seeds, broken, coverage } = await simulateSeeds(program, { from: 1, count: STANDING, steps: 300 });
  expect({ seeds, broken }).toEqual({ seeds: STANDING, broken: [] });
  expect(EVERY_RUN_MEETS.filter((what) => (coverage[what] ?? 0) === 0)).toEqual([]);
}, 3_600_000);

test(`500 seeds of 500 steps, of this night those from ${fresh}, break no invariant [I1] [I4] [I7] [I9] [I12] [I13] [I15] [I16] [I17] [I24] [I26]`, async () => {
  const { seeds, broken } = await simulateSeeds(program, { from: fresh, count: FRESH, steps: 500 });
  expect({ seeds, broken }).toEqual({ seeds: FRESH, broken: [] });
}, 3_600_000);

test('200 seeds of a department break no invariant, and every act of theirs is taken [I1] [I2] [I4] [I7] [I9] [I12] [I13] [I16] [I17] [I24] [I26]', async () => {
  const { seeds, broken, coverage } = await simulateSeeds(program, {
    from: FIRST_OF_DEPARTMENT,
    count: 200,
    steps: 300,
  });
  expect({ seeds, broken }).toEqual({ seeds: 200, broken: [] });
  expect(EVERY_DEPARTMENT_MEETS.filter((what) => (coverage[what] ?? 0) === 0)).toEqual([]);
}, 1_500_000);
