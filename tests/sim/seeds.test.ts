// The simulation at the length of every test run: 200 seeds, and those in which faults were found. What they did not meet they did not check, so
// each thing that must be met is counted.

import { z } from 'zod';
import { EVERY_RUN_MEETS } from '../simulation/world/coverage.ts';
import { openProgram } from '../integration/electron/cli/support/program.ts';
import { PINNED } from './pinned.ts';

const SummarySchema = z.object({
  seeds: z.int(),
  traceHash: z.string(),
  broken: z.array(z.object({ seed: z.int(), invariant: z.int(), step: z.int(), what: z.string() })),
  coverage: z.record(z.string(), z.number()),
});

const withinMs = 1_500_000;
const program = openProgram();
afterAll(() => program.close());

async function simulate(args: readonly string[]) {
  const { ended } = program.spawn(['simulate', ...args, '--json'], { entry: 'built' });
  const { stdout, stderr } = await ended;
  expect(stderr).toBe('');
  return SummarySchema.parse(JSON.parse(stdout));
}

test(
  '200 seeds break no invariant, and meet everything that must be met [I1] [I2] [I3] [I4] [I5] [I6] [I7] [I8] [I9] [I10] [I12] [I13] [I15] [I16] [I17] [I18] [I20] [I21] [I22] [I23] [I24] [I25] [I26] [I27] [I29] [I30] [I31] [I32]',
  async () => {
    const summary = await simulate(['--seeds', '1..200', '--steps', '300', '--processes', '2']);
    expect(summary.broken).toEqual([]);
    expect(summary.seeds).toBe(200);
    expect(EVERY_RUN_MEETS.filter((what) => (summary.coverage[what] ?? 0) === 0)).toEqual([]);
  },
  withinMs,
);

test.each(PINNED)(
  'seed $seed holds: $why',
  async ({ seed, steps, more }) => {
    const summary = await simulate(['--seed', String(seed), '--steps', String(steps), ...more]);
    expect(summary.broken).toEqual([]);
  },
  withinMs,
);
