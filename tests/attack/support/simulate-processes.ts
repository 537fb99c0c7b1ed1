// `holdfast simulate --tier c`: seeds with real programs.

import { z } from 'zod';
import { openProgram } from '../../integration/electron/cli/support/program.ts';

const SummarySchema = z.object({
  broken: z.array(z.object({ seed: z.int(), invariant: z.int(), step: z.int(), what: z.string() })),
  coverage: z.record(z.string(), z.number()),
});

/** Runs seeds and returns their results. */
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

/** The same as an attack: throws with the broken invariant, else returns its counts. */
export async function attackByKills(size: { readonly seeds: string; readonly steps: number }) {
  const { broken, coverage } = await simulateProcesses(size);
  expect(broken).toEqual([]);
  const isKill = (name: string) => name.endsWith(' killed');
  const isCut = (name: string) => name.startsWith('line ') && name !== 'line up';
  const of = (isOne: (name: string) => boolean) => Object.entries(coverage).filter(([name]) => isOne(name));
  const sum = (some: readonly (readonly [string, number])[]) => some.reduce((all, [, count]) => all + count, 0);
  return {
    kills: sum(of(isKill)),
    'kinds of kills': of(isKill).length,
    cuts: sum(of(isCut)),
    'kinds of cuts': of(isCut).length,
    'acts acknowledged': coverage['acts acknowledged'] ?? 0,
    'cents taken': coverage['cents taken'] ?? 0,
    lost: 0,
    doubled: 0,
  };
}
