// The simulation at the length of every test run: seeds that meet rare events, others every day, and those in which faults were found. An event that
// was not met was not checked, so each required event is counted.

import { noPlant } from '../simulation/plants/plants.ts';
import { FIRST_OF_DEPARTMENT, runSeed } from '../simulation/run-seed.ts';
import { addCoverage, type Coverage } from '../simulation/world/coverage.ts';
import { EVERY_RUN_MEETS } from './every-run-meets.ts';
import { makeTemplate } from '../simulation/world/template.ts';
import { openProgram } from '../integration/electron/cli/support/program.ts';
import { PINNED, RARE } from './pinned.ts';
import { expectWhole, simulate, simulateSeeds } from './seeds.ts';

const DAY_MS = 86_400_000;
const STEPS = 300;
const SEEDS = 60;
const COUNT = SEEDS - RARE.length;
/** Nightly, all of these run. */
const NIGHTLY = 1_300;
/** Others every day. HOLDFAST_SEED=N begins with N. */
const first = Number(
  process.env['HOLDFAST_SEED'] ?? 1 + (Math.floor(Date.now() / DAY_MS) % Math.floor(NIGHTLY / COUNT)) * COUNT,
);

const withinMs = 1_500_000;
const program = openProgram();
afterAll(() => program.close());

const run = (from: number, count: number) => simulateSeeds(program, { from, count, steps: STEPS });

describe(`${SEEDS} seeds, of the day those from ${first}`, () => {
  const met: Coverage = new Map();
  const lacking = () => EVERY_RUN_MEETS.filter((what) => (met.get(what) ?? 0) === 0);

  test(
    'that meet what is rarely met break no invariant [I1] [I4] [I7] [I9] [I12] [I13] [I15] [I16] [I17] [I24] [I26]',
    async () => {
      const template = await makeTemplate(null);
      try {
        for (const seed of RARE) {
          const options = { seed, steps: STEPS, desks: null, faults: null, plant: noPlant, only: null };
          const result = await runSeed(template, options);
          expectWhole(result);
          addCoverage(met, result.coverage);
        }
      } finally {
        template.remove();
      }
    },
    withinMs,
  );

  test(
    'of the day break no invariant [I1] [I2] [I3] [I4] [I5] [I6] [I7] [I8] [I9] [I10] [I12] [I13] [I15] [I16] [I17] [I18] [I20] [I21] [I22] [I23] [I24] [I25] [I26] [I27] [I29] [I30] [I31] [I32]',
    async () => {
      const { broken, seeds, coverage } = await run(first, COUNT);
      expect(broken).toEqual([]);
      expect(seeds).toBe(COUNT);
      addCoverage(met, Object.entries(coverage));
    },
    withinMs,
  );

  test(
    'meet everything that must be met; where what is drawn has changed, with all the seeds from which the rare ones were chosen',
    async () => {
      if (lacking().length > 0) {
        console.log(`The rare seeds of tests/sim/pinned.ts no longer meet ${lacking().join(', ')}: choose others`);
        const { broken, coverage } = await run(1, 200);
        expect(broken).toEqual([]);
        addCoverage(met, Object.entries(coverage));
      }
      expect(lacking()).toEqual([]);
    },
    withinMs,
  );
});

/** Of a whole department, others every day of those that run nightly. */
const OF_DEPARTMENT = { each: 10, nightly: 200 };
const firstOfDepartment =
  FIRST_OF_DEPARTMENT +
  (Math.floor(Date.now() / DAY_MS) % (OF_DEPARTMENT.nightly / OF_DEPARTMENT.each)) * OF_DEPARTMENT.each;

test(
  `${OF_DEPARTMENT.each} seeds of a department, those from ${firstOfDepartment}, break no invariant [I1] [I2] [I4] [I7] [I9] [I12] [I13] [I16] [I17] [I24] [I26]`,
  async () => {
    const { broken, seeds } = await run(firstOfDepartment, OF_DEPARTMENT.each);
    expect({ seeds, broken }).toEqual({ seeds: OF_DEPARTMENT.each, broken: [] });
  },
  withinMs,
);

test.each(PINNED)(
  'seed $seed holds: $why',
  async ({ seed, steps, more }) => {
    const summary = await simulate(program, ['--seed', String(seed), '--steps', String(steps), ...more]);
    expect(summary.broken).toEqual([]);
  },
  withinMs,
);
