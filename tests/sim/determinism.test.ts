// A run depends on its seed and on nothing else.

import { noPlant } from '../simulation/plants/plants.ts';
import { runSeed } from '../simulation/run-seed.ts';
import { makeTemplate } from '../simulation/world/template.ts';
import { expectWhole } from './seeds.ts';

test('the same seed has the same trace, another seed another', async () => {
  const [first, second] = [await makeTemplate(), await makeTemplate()];
  try {
    const options = { steps: 60, desks: null, faults: null, plant: noPlant, only: null };
    const traceOf = async (template: typeof first, seed: number) => {
      const result = await runSeed(template, { ...options, seed });
      expectWhole(result);
      return result.traceHash;
    };
    const traces = [await traceOf(first, 7), await traceOf(first, 8), await traceOf(second, 7)];
    expect(traces[2]).toBe(traces[0]);
    expect(traces[1]).not.toBe(traces[0]);
  } finally {
    first.remove();
    second.remove();
  }
}, 120_000);
