// The simulation at length: 2,000 seeds of 500 steps, and 200 of a whole department.

import { z } from 'zod';
import { FIRST_OF_DEPARTMENT } from '../simulation/run-seed.ts';
import { EVERY_DEPARTMENT_MEETS, EVERY_RUN_MEETS } from './every-run-meets.ts';
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

test('200 seeds of a department break no invariant, and every act of theirs is taken [I1] [I2] [I4] [I7] [I9] [I12] [I13] [I16] [I17] [I24] [I26]', async () => {
  const range = `${FIRST_OF_DEPARTMENT}..${FIRST_OF_DEPARTMENT + 199}`;
  const args = ['simulate', '--seeds', range, '--steps', '300', '--processes', '2', '--json'];
  const { stdout, stderr } = await program.spawn(args, { entry: 'built' }).ended;
  expect(stderr).toBe('');
  const { seeds, broken, coverage } = SummarySchema.parse(JSON.parse(stdout));
  expect({ seeds, broken }).toEqual({ seeds: 200, broken: [] });
  expect(EVERY_DEPARTMENT_MEETS.filter((what) => (coverage[what] ?? 0) === 0)).toEqual([]);
}, 1_500_000);
