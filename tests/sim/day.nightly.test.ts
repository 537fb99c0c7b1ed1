// A whole day without a line: eight desks, eight hours, 4,000 acts at random.

import { HANDED_IN_WITHIN_S, simulateDay } from '../../electron/cli/simulate/day.ts';

test('4,000 acts of eight desks are handed in within a minute: nothing lost, nothing doubled, open exceptions are the model’s [I2] [I16] [I17] [I24] [I26]', async () => {
  const day = await simulateDay('the day', 4_000);
  expect(day.acts).toBeGreaterThanOrEqual(4_000);
  expect(day.seconds).toBeLessThanOrEqual(HANDED_IN_WITHIN_S);
}, 3_600_000);
