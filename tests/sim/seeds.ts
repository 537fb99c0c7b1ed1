// Runs of many seeds by the built program, and the words for the end of a seed in a failed test.

import { z } from 'zod';
import type { Program } from '../integration/electron/cli/support/program.ts';
import type { SeedResult } from '../simulation/run-seed.ts';

/** The finding of a seed, in words. */
export function told({ seed, broken }: SeedResult): string {
  return broken === null ? `seed ${seed}` : `seed ${seed}, step ${broken.step}: [I${broken.invariant}] ${broken.what}`;
}

/** Throws when something broke, in one line that begins with the fault: logs cut long lines. */
export function expectWhole(result: SeedResult): void {
  if (result.broken !== null) throw new Error(`nothing may break in ${told(result)}`);
}

const SummarySchema = z.object({
  seeds: z.int(),
  traceHash: z.string(),
  broken: z.array(z.object({ seed: z.int(), invariant: z.int(), step: z.int(), what: z.string() })),
  coverage: z.record(z.string(), z.number()),
});

/** Runs so many seeds from one on, in two processes. */
export function simulateSeeds(
  program: Program,
  { from, count, steps }: Readonly<Record<'from' | 'count' | 'steps', number>>,
): Promise<z.infer<typeof SummarySchema>> {
  const seeds = ['--seeds', `${from}..${from + count - 1}`];
  return simulate(program, [...seeds, '--steps', String(steps), '--processes', '2']);
}

/** Runs `holdfast simulate` with these arguments. */
export async function simulate(program: Program, args: readonly string[]): Promise<z.infer<typeof SummarySchema>> {
  const { stdout, stderr } = await program.spawn(['simulate', ...args, '--json'], { entry: 'built' }).ended;
  expect(stderr).toBe('');
  return SummarySchema.parse(JSON.parse(stdout));
}
