// A seed that breaks is reduced to fewer steps and desks, which break the same.

import { PLANTS } from '../simulation/plants/plants.ts';
import { runSeed } from '../simulation/run-seed.ts';
import { parseSteps, shrink, stepsText } from '../simulation/shrink.ts';
import { makeTemplate } from '../simulation/world/template.ts';
import { required } from '../../shared/core/assert.ts';

test('a planted fault is shrunk to a few steps, which break the same invariant when they are run alone', async () => {
  const { make, faults } = required(PLANTS['skip-last-bump'], () => 'the fault is planted');
  const template = await makeTemplate();
  try {
    const options = { seed: 1, steps: 60, desks: 3, faults, plant: make, only: null };
    const shrunk = required(await shrink(template, options), () => 'the seed breaks');
    expect(shrunk.only.length).toBeLessThan(15);
    const only = new Set(parseSteps(stepsText(shrunk.only)));
    const again = await runSeed(template, { ...options, steps: shrunk.steps, desks: shrunk.desks, only });
    expect(again.broken).toEqual(shrunk.broken);
  } finally {
    template.remove();
  }
}, 300_000);

test('steps are told as ranges, and read as they are told', () => {
  expect(stepsText([3, 8, 10, 11, 12])).toBe('3,8,10..12');
  expect(parseSteps('3,8,10..12')).toEqual([3, 8, 10, 11, 12]);
  expect(parseSteps('3,a')).toBeNull();
});
