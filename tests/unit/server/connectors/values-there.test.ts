// Times, due dates and names as other library systems write them.

import { UTC, zoneClock } from '../../../../shared/rules/calendar/zone-clock.ts';
import { dueThere, momentThere, TextThereSchema } from '../../../../server/connectors/values-there.ts';

const newYork = zoneClock('America/New_York') ?? UTC;

test.each([
  ['2026-12-24T10:00:00Z', Date.UTC(2026, 11, 24, 10)],
  ['2026-12-24T10:00:00.123+0000', Date.UTC(2026, 11, 24, 10, 0, 0, 123)],
  [' 2026-12-24 10:00:00 ', Date.UTC(2026, 11, 24, 15)],
  ['2026-12-24T10:00', Date.UTC(2026, 11, 24, 15)],
  ['2026-12-24', null],
  ['2026-13-24T10:00:00', null],
  ['24 Dec 2026', null],
  ['', null],
  [null, null],
  [undefined, null],
])('the time %p', (text, at) => {
  expect(momentThere(text, newYork)).toBe(at);
});

test.each([
  ['2026-12-24', Date.UTC(2026, 11, 25, 4, 59, 59)],
  ['2026-12-24T10:00:00', Date.UTC(2026, 11, 24, 15)],
  ['2026-13-24', null],
  [null, null],
])('the due date %p, whose day ends with it', (text, at) => {
  expect(dueThere(text, newYork)).toBe(at);
});

test('a name is one line that can be shown', () => {
  expect(TextThereSchema.parse(' Main\u0085\u202Elibrary\n')).toBe('Main library');
  expect(TextThereSchema.parse('x'.repeat(500))).toHaveLength(200);
});
