// A day without a line, at the length of every test run. The whole day is in the nightly form.

import { HANDED_IN_WITHIN_S, simulateDay } from '../../electron/cli/simulate/day.ts';

test('eight desks without a line for eight hours, 400 acts: handed in within a minute, the end and its exceptions are the model’s [I2] [I16] [I17] [I24] [I26]', async () => {
  const day = await simulateDay('a day', 400);
  expect(day.acts).toBeGreaterThanOrEqual(400);
  expect(day.seconds).toBeLessThanOrEqual(HANDED_IN_WITHIN_S);
  expect(day.exceptions).toBeGreaterThan(0);
}, 600_000);
