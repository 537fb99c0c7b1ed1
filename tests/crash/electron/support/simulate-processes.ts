// `holdfast simulate --tier c`: seeds with real programs.

import { z } from 'zod';
import { openProgram } from '../../../integration/electron/cli/support/program.ts';

const SummarySchema = z.object({
  broken: z.array(z.object({ seed: z.int(), invariant: z.int(), step: z.int(), what: z.string() })),
  coverage: z.record(z.string(), z.number()),
});

/** Runs seeds and returns what they came to. */
export async function simulateProcesses({ seeds, steps }: { readonly seeds: string; readonly steps: number }) {
  const program = openProgram();
  try {
    const args = ['simulate', '--tier', 'c', '--seeds', seeds, '--steps', String(steps), '--json'];
    const { stdout, stderr } = await program.spawn(args, { entry: 'built' }).ended;
    expect(stderr).toBe('');
    return SummarySchema.parse(JSON.parse(stdout));
  } finally {
    await program.close();
  }
}
