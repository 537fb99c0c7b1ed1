// Terms and calendars of the demo library, whenever it is made.

import { demoCalendars } from '../../../../server/demo/demo-calendars.ts';
import { demoTime, dueIn } from '../../../../server/demo/demo-time.ts';
import { CalendarSchema } from '../../../../shared/rules/model/calendar.ts';

const zone = 'America/Los_Angeles';
const days = (text: string) => Date.parse(text);

describe('terms', () => {
  test.each([
    ['2026-10-14T20:00:00Z', '2026-12-12T07:59:59Z'],
    ['2026-11-25T20:00:00Z', '2027-05-15T06:59:59Z'],
    ['2027-02-01T20:00:00Z', '2027-05-15T06:59:59Z'],
    ['2027-05-01T20:00:00Z', '2027-09-04T06:59:59Z'],
  ])('a loan of %s by the semester runs until %s', (at, due) => {
    const time = demoTime(days(at), zone);
    expect(dueIn(time.semesters, days(at))?.due).toBe(days(due));
  });

  test('have no gap and no overlap, and give every loan at least three weeks', () => {
    for (const ranges of [
      demoTime(days('2026-10-14T20:00:00Z'), zone).semesters,
      demoTime(days('2031-03-01T20:00:00Z'), zone).years,
    ]) {
      for (const [index, range] of ranges.entries()) {
        expect(range.due - range.to).toBeGreaterThan(20 * 86_400_000);
        const next = ranges[index + 1];
        if (next !== undefined) expect(next.from).toBe(range.to + 1);
      }
    }
  });
});

describe('calendars', () => {
  test('fit their schema, close on holidays, and run past midnight on weekdays', () => {
    const { main, science } = demoCalendars(demoTime(days('2026-10-14T20:00:00Z'), zone));
    expect(CalendarSchema.safeParse(main).success).toBe(true);
    expect(main.weekly?.wed).toEqual([{ open: '08:00', close: '01:00' }]);
    expect(science.weekly?.sun).toEqual([]);
    expect(main.closures).toContainEqual({ from: '2026-11-26T00:00', to: '2026-11-28T00:00', name: 'Thanksgiving' });
    expect(main.closures).toContainEqual({ from: '2026-09-07T00:00', to: '2026-09-08T00:00', name: 'Labor Day' });
    expect(main.exceptions).toContainEqual({
      date: '2026-12-08',
      hours: [{ open: '07:00', close: '02:00' }],
      name: 'Finals week',
    });
  });
});
