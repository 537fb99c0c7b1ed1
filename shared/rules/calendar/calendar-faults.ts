// Faults of a calendar that its schema cannot find: closures that end before they begin, dates with two exceptions,
// hours that overlap, zones.

import { fieldFault, type RuleFault } from '../rule-fault.ts';
import type { Calendar, Opening } from '../model/calendar.ts';
import { DAY_MS } from '../../core/instant.ts';
import { readTimeOfDay, WEEKDAYS } from './local-time.ts';
import { zoneClock } from './zone-clock.ts';

/** Faults of the calendar at a path. */
export function calendarFaults(path: string, calendar: Calendar): RuleFault[] {
  const { zone, weekly, closures, exceptions } = calendar;
  return [
    ...zoneFaults(`${path}.zone`, zone),
    ...(weekly === null ? [] : WEEKDAYS.flatMap((day) => hoursFaults(`${path}.weekly.${day}`, weekly[day]))),
    ...closures.flatMap(({ from, to }, index) =>
      from < to ? [] : [fieldFault('RANGE_BACKWARDS', `${path}.closures.${index}.to`, { from, to })],
    ),
    ...exceptions.flatMap(({ date, hours }, index) => [
      ...(exceptions.findIndex((other) => other.date === date) < index
        ? [fieldFault('DATE_TWICE', `${path}.exceptions.${index}.date`, { date })]
        : []),
      ...hoursFaults(`${path}.exceptions.${index}.hours`, hours),
    ]),
  ];
}

/** Faults of the name of a time zone. */
export function zoneFaults(path: string, zone: string): RuleFault[] {
  return zoneClock(zone) === null ? [fieldFault('ZONE_UNKNOWN', path, { zone })] : [];
}

/** Openings of one day, in any order, may touch and not overlap. */
function hoursFaults(path: string, hours: readonly Opening[]): RuleFault[] {
  const spans = hours.map(({ open, close }, index) => {
    const [start, end] = [readTimeOfDay(open), readTimeOfDay(close)];
    return { start, end: end <= start ? end + DAY_MS : end, index, said: `${open}–${close}` };
  });
  const inOrder = spans.toSorted((one, other) => one.start - other.start);
  return inOrder.flatMap(({ start, index, said }, place) => {
    const before = inOrder[place - 1];
    if (before === undefined || before.end <= start) return [];
    return [fieldFault('HOURS_OVERLAP', `${path}.${index}`, { hours: said, others: before.said })];
  });
}
