// The words for the end of a seed in a failed test.

import type { SeedResult } from '../simulation/run-seed.ts';

/** The finding of a seed, in words. */
export function told({ seed, broken }: SeedResult): string {
  return broken === null ? `seed ${seed}` : `seed ${seed}, step ${broken.step}: [I${broken.invariant}] ${broken.what}`;
}

/** Throws when something broke, in one line that begins with the fault: logs cut long lines. */
export function expectWhole(result: SeedResult): void {
  if (result.broken !== null) throw new Error(`nothing may break in ${told(result)}`);
}
