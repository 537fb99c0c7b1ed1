// Chooses the seeds that every test run takes because they meet rare events (`RARE` in pinned.ts):
//   node build/run.mjs tests/sim/choose-rare.ts
// Runs the seeds 1 to 200 for some minutes and prints as few of them as meet everything twice.

import { noPlant } from '../simulation/plants/plants.ts';
import { runSeeds } from '../simulation/run-seeds.ts';
import { EVERY_RUN_MEETS } from './every-run-meets.ts';

const TIMES = 2;
const metBy = new Map<number, ReadonlySet<string>>();
const options = { from: 1, to: 200, steps: 300, folder: null, desks: null, faults: null, plant: noPlant, only: null };
await runSeeds(options, ({ seed, coverage }) => {
  metBy.set(seed, new Set(EVERY_RUN_MEETS.filter((what) => (coverage.get(what) ?? 0) > 0)));
});

const seedsOf = (what: string) => [...metBy].filter(([, met]) => met.has(what)).map(([seed]) => seed);
const commonness = new Map(EVERY_RUN_MEETS.map((what) => [what, seedsOf(what).length]));
const lacking = new Map([...commonness].map(([what, seeds]) => [what, Math.min(TIMES, seeds)]));
const chosen = new Set<number>();

/** The worth of a seed: the rarer its events, the more. */
function worthOf(met: ReadonlySet<string>): number {
  return [...met].reduce((sum, what) => sum + ((lacking.get(what) ?? 0) > 0 ? 1 / (commonness.get(what) ?? 1) : 0), 0);
}

while ([...lacking.values()].some((times) => times > 0)) {
  const [best] = [...metBy]
    .filter(([seed]) => !chosen.has(seed))
    .map(([seed, met]) => ({ seed, met, worth: worthOf(met) }))
    .toSorted((a, b) => b.worth - a.worth);
  if (best === undefined) break;
  chosen.add(best.seed);
  for (const what of best.met) lacking.set(what, (lacking.get(what) ?? 0) - 1);
}

for (const [what, seeds] of commonness) if (seeds < TIMES) console.log(`${what}: met by ${seeds} of the seeds`);
console.log([...chosen].toSorted((a, b) => a - b).join(', '));
