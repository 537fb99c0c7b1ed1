// The simulation at length: 2,000 seeds of 500 steps.

import { z } from 'zod';
import { EVERY_RUN_MEETS } from '../simulation/world/coverage.ts';
import { openProgram } from '../integration/electron/cli/support/program.ts';

const SummarySchema = z.object({
  seeds: z.int(),
  broken: z.array(z.unknown()),
  coverage: z.record(z.string(), z.number()),
});

const program = openProgram();
afterAll(() => program.close());

test('2,000 seeds of 500 steps break no invariant [I1] [I4] [I7] [I9] [I12] [I13] [I15] [I16] [I17] [I24] [I26]', async () => {
  const args = ['simulate', '--seeds', '1..2000', '--steps', '500', '--processes', '2', '--json'];
  const { stdout, stderr } = await program.spawn(args, { entry: 'built' }).ended;
  expect(stderr).toBe('');
  const { seeds, broken, coverage } = SummarySchema.parse(JSON.parse(stdout));
  expect({ seeds, broken }).toEqual({ seeds: 2_000, broken: [] });
  expect(EVERY_RUN_MEETS.filter((what) => (coverage[what] ?? 0) === 0)).toEqual([]);
}, 4_500_000);
