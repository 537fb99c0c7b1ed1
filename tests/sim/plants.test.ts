// Teeth: every planted fault is found within a dozen seeds, and the whole one is not found faulty where the planted one is.

import { noPlant, PLANTS } from '../simulation/plants/plants.ts';
import { runSeed, type SeedResult } from '../simulation/run-seed.ts';
import { makeTemplate } from '../simulation/world/template.ts';
import { expectWhole, told } from './seeds.ts';

/** Steps of each seed. */
const STEPS = 150;

/** The rarest fault breaks one seed in four; the events of a seed move with every act that the simulation learns. */
const WITHIN = 12;

async function firstBroken(name: string): Promise<SeedResult | null> {
  const planted = PLANTS[name] ?? fail(`a fault named ${name}`);
  const template = await makeTemplate(null);
  try {
    for (let seed = 1; seed <= WITHIN; seed += 1) {
      const options = { seed, steps: STEPS, desks: 3, faults: planted.faults, only: null };
      const result = await runSeed(template, { ...options, plant: planted.make });
      if (result.broken === null) continue;
      // The same events in a whole world break nothing: the finding is the planted fault.
      expectWhole(await runSeed(template, { ...options, plant: noPlant }));
      return result;
    }
    return null;
  } finally {
    template.remove();
  }
}

test.each(Object.keys(PLANTS))(
  'the planted fault %s is found',
  async (name) => {
    const found = await firstBroken(name);
    expect(found === null ? `${name} was not found` : told(found)).toMatch(/\[I\d+\]/);
  },
  300_000,
);
