// A day without a line: eight desks, eight hours, 400 and 4,000 acts at random.

import { HANDED_IN_WITHIN_S, simulateDay } from '../../electron/cli/simulate/day.ts';

test('4,000 acts of eight desks are handed in within a minute: nothing lost, nothing doubled, open exceptions are the model’s [I2] [I16] [I17] [I24] [I26]', async () => {
  const day = await simulateDay('the day', 4_000);
  expect(day.acts).toBeGreaterThanOrEqual(4_000);
  expect(day.seconds).toBeLessThanOrEqual(HANDED_IN_WITHIN_S);
}, 3_600_000);

test('eight desks without a line for eight hours, 400 acts: handed in within a minute, the end and its exceptions are the model’s [I2] [I16] [I17] [I24] [I26]', async () => {
  const day = await simulateDay('a day', 400);
  expect(day.acts).toBeGreaterThanOrEqual(400);
  expect(day.seconds).toBeLessThanOrEqual(HANDED_IN_WITHIN_S);
  expect(day.exceptions).toBeGreaterThan(0);
}, 600_000);
