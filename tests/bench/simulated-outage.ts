// How long, in simulated time, eight desks take to hand in a day of an outage. That nothing is lost or doubled, and that the end is the plain
// model's, is checked on the way.

import { HANDED_IN_WITHIN_S, simulateDay } from '../simulation/day.ts';
import type { Bench } from './bench.ts';

const acts = Number(process.env['HOLDFAST_OUTAGE_ACTS'] ?? 4_000);

export const simulatedOutage: Bench = {
  name: 'simulated-outage',
  run: async () => {
    const started = performance.now();
    const day = await simulateDay({ seed: 'outage', acts, desks: 8, away: 8 });
    const took = Math.round((performance.now() - started) / 1_000);
    return [
      {
        name: `${day.acts} acts of ${day.desks} desks handed in`,
        unit: 's',
        figure: day.seconds,
        floor: null,
        bar: HANDED_IN_WITHIN_S,
        side: 'most',
        note: `simulated time; nothing lost, nothing doubled, the end and the ${day.exceptions} open exceptions are the model's; it took ${took} s`,
      },
    ];
  },
};
