// A day without a line: eight desks with 400 and 4,000 acts at random, and one with 20,000.

import { HANDED_IN_WITHIN_S, simulateDay } from '../simulation/day.ts';

test('4,000 acts of eight desks are handed in within a minute: nothing lost, nothing doubled, open exceptions are the model’s [I2] [I16] [I17] [I24] [I26]', async () => {
  const day = await simulateDay({ seed: 'the day', acts: 4_000, desks: 8, away: 8 });
  expect(day.acts).toBeGreaterThanOrEqual(4_000);
  expect(day.seconds).toBeLessThanOrEqual(HANDED_IN_WITHIN_S);
}, 3_600_000);

test('eight desks without a line for eight hours, 400 acts: handed in within a minute, the end and its exceptions are the model’s [I2] [I16] [I17] [I24] [I26]', async () => {
  const day = await simulateDay({ seed: 'a day', acts: 400, desks: 8, away: 8 });
  expect(day.acts).toBeGreaterThanOrEqual(400);
  expect(day.seconds).toBeLessThanOrEqual(HANDED_IN_WITHIN_S);
  expect(day.exceptions).toBeGreaterThan(0);
}, 600_000);

test('20,000 acts that wait at one desk are handed in within a minute: nothing lost, nothing doubled, the end is the model’s [I2] [I16] [I17] [I24] [I26]', async () => {
  const day = await simulateDay({ seed: 'one desk', acts: 20_000, desks: 2, away: 1 });
  expect(day.acts).toBeGreaterThanOrEqual(20_000);
  expect(day.seconds).toBeLessThanOrEqual(HANDED_IN_WITHIN_S);
}, 7_200_000);
