// The simulation at length: 2,000 seeds of 500 steps.

import { z } from 'zod';
import { openProgram } from '../integration/electron/cli/support/program.ts';

const SummarySchema = z.object({ seeds: z.int(), broken: z.array(z.unknown()) });

const program = openProgram();
afterAll(() => program.close());

test('2,000 seeds of 500 steps break no invariant [I1] [I4] [I7] [I9] [I12] [I13] [I15] [I16] [I17] [I24] [I26]', async () => {
  const args = ['simulate', '--seeds', '1..2000', '--steps', '500', '--processes', '2', '--json'];
  const { stdout, stderr } = await program.spawn(args, { entry: 'built' }).ended;
  expect(stderr).toBe('');
  expect(SummarySchema.parse(JSON.parse(stdout))).toMatchObject({ seeds: 2_000, broken: [] });
}, 4_500_000);
