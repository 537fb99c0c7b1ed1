// The simulation at the length of every test run: some seeds of everything. The many are in the nightly form.

import { z } from 'zod';
import { openProgram } from '../integration/electron/cli/support/program.ts';

const SummarySchema = z.object({ seeds: z.int(), broken: z.array(z.unknown()) });

const program = openProgram();
afterAll(() => program.close());

test('15 seeds break no invariant [I1] [I3] [I4] [I5] [I6] [I7] [I9] [I10] [I12] [I15] [I16] [I17] [I18] [I24] [I26] [I30]', async () => {
  const args = ['simulate', '--seeds', '1..15', '--steps', '300', '--processes', '2', '--json'];
  const { stdout, stderr } = await program.spawn(args, { entry: 'built' }).ended;
  expect(stderr).toBe('');
  expect(SummarySchema.parse(JSON.parse(stdout))).toMatchObject({ seeds: 15, broken: [] });
}, 900_000);
