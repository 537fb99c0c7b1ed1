// `holdfast simulate --tier c`: seeds with real programs.

import { z } from 'zod';
import { openProgram } from '../../integration/electron/cli/support/program.ts';

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

/** The same as an attack: throws with what broke, else returns its counts. */
export async function attackByKills(size: { readonly seeds: string; readonly steps: number }) {
  const { broken, coverage } = await simulateProcesses(size);
  expect(broken).toEqual([]);
  const sum = (names: RegExp) =>
    Object.entries(coverage).reduce((all, [name, count]) => (names.test(name) ? all + count : all), 0);
  return {
    kills: sum(/ killed$/),
    'kinds of kills': Object.keys(coverage).filter((name) => name.endsWith(' killed')).length,
    cuts: sum(/^line (?!up$)/),
    'kinds of cuts': Object.keys(coverage).filter((name) => /^line (?!up$)/.test(name)).length,
    'acts acknowledged': coverage['acts acknowledged'] ?? 0,
    'cents taken': coverage['cents taken'] ?? 0,
    lost: 0,
    doubled: 0,
  };
}
