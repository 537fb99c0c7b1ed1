// Runs a range of seeds as a test, and keeps what they met.

import { NO_PLANT } from '../../electron/cli/simulate/plants/plants.ts';
import type { SeedResult } from '../../electron/cli/simulate/run-seed.ts';
import { runSeeds } from '../../electron/cli/simulate/run-seeds.ts';

/** What a seed was found to break, as it is told where a test fails. */
export function told({ seed, broken }: SeedResult): string {
  return broken === null ? `seed ${seed}` : `seed ${seed}, step ${broken.step}: [I${broken.invariant}] ${broken.what}`;
}

/** Runs seeds in memory. */
export async function runAll(from: number, to: number, steps: number): Promise<SeedResult[]> {
  const results: SeedResult[] = [];
  const options = { from, to, steps, desks: null, faults: null, plant: NO_PLANT, folder: null };
  await runSeeds(options, (result) => results.push(result));
  return results;
}
