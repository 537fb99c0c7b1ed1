// Opening hours of the demo library: the main desk until one in the morning on weekdays, a small science branch, holidays, a winter break, and
// longer hours before finals, all around the present year.

import { Temporal } from 'temporal-polyfill';
import type { Calendar, Closure, Opening, WeeklyHours } from '../../shared/rules/model/calendar.ts';
import { fridayFrom, weekdayFrom, type DemoTime } from './demo-time.ts';

/** Calendars by branch. */
export type DemoCalendars = { readonly main: Calendar; readonly science: Calendar };

/** Makes both calendars. */
export function demoCalendars({ today, zone }: Pick<DemoTime, 'today' | 'zone'>): DemoCalendars {
  const years = [-1, 0, 1, 2].map((step) => today.year + step);
  const shared = {
    zone,
    yearly: [
      { day: '01-01', name: "New Year's Day" },
      { day: '07-04', name: 'Independence Day' },
      { day: '12-25', name: 'Christmas Day' },
    ],
    closures: years.flatMap(closuresOf),
  };
  return {
    main: { ...shared, weekly: mainHours, exceptions: years.flatMap(finalsHours) },
    science: { ...shared, weekly: scienceHours, exceptions: [] },
  };
}

const late: Opening[] = [{ open: '08:00', close: '01:00' }];
const mainHours: WeeklyHours = {
  mon: late,
  tue: late,
  wed: late,
  thu: late,
  fri: [{ open: '08:00', close: '22:00' }],
  sat: [{ open: '10:00', close: '22:00' }],
  sun: [{ open: '10:00', close: '01:00' }],
};

const day: Opening[] = [{ open: '09:00', close: '21:00' }];
const scienceHours: WeeklyHours = {
  mon: day,
  tue: day,
  wed: day,
  thu: day,
  fri: [{ open: '09:00', close: '18:00' }],
  sat: [{ open: '12:00', close: '17:00' }],
  sun: [],
};

function closuresOf(year: number): Closure[] {
  const date = (month: number, dayOfMonth: number) => Temporal.PlainDate.from({ year, month, day: dayOfMonth });
  const thanksgiving = weekdayFrom(date(11, 22), 4);
  return [
    closure(weekdayFrom(date(1, 15), 1), 1, 'Martin Luther King Jr. Day'),
    closure(weekdayFrom(date(5, 25), 1), 1, 'Memorial Day'),
    closure(weekdayFrom(date(9, 1), 1), 1, 'Labor Day'),
    closure(thanksgiving, 2, 'Thanksgiving'),
    closure(date(12, 24), 8, 'Winter break'),
  ];
}

function closure(from: Temporal.PlainDate, days: number, name: string): Closure {
  return { from: `${from.toString()}T00:00`, to: `${from.add({ days }).toString()}T00:00`, name };
}

/** Open until two in the week before the last day of fall and spring. */
function finalsHours(year: number): Calendar['exceptions'] {
  return [
    Temporal.PlainDate.from({ year, month: 12, day: 9 }),
    Temporal.PlainDate.from({ year, month: 5, day: 10 }),
  ].flatMap((about) => {
    const last = fridayFrom(about);
    return [4, 3, 2, 1].map((before) => ({
      date: last.subtract({ days: before }).toString(),
      hours: [{ open: '07:00', close: '02:00' }],
      name: 'Finals week',
    }));
  });
}
