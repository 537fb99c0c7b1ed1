// Cases of the calendar: open days, day arithmetic, units.

import { z } from 'zod';
import { ClosedDayModeSchema } from '../../../shared/rules/calendar/closed-day-mode.ts';
import {
  addDays,
  closedDaysIn,
  hasOpenDayBetween,
  openDaysBetween,
} from '../../../shared/rules/calendar/count-days.ts';
import { joinTouching } from '../../../shared/rules/calendar/join-touching.ts';
import {
  dayOf,
  midnightOf,
  readTimeOfDay,
  writeDay,
  writeTimeOfDay,
} from '../../../shared/rules/calendar/local-time.ts';
import { wholeUnitsBetween } from '../../../shared/rules/calendar/units-between.ts';
import { periodMinutes, PeriodUnitSchema } from '../../../shared/rules/model/period.ts';
import { CalendarForm, HoursForm, readTimes } from '../forms/calendar-form.ts';
import { underOwnNames, type OtherNames } from '../forms/other-names.ts';
import { PeriodForm } from '../forms/period-form.ts';
import type { Operations } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';

const OnDateForm = z.strictObject({ calendar: CalendarForm.optional(), date: MomentForm });
/** Days are counted alike in every mode. */
const BetweenForm = z.strictObject({
  calendar: CalendarForm.optional(),
  start: MomentForm,
  end: MomentForm,
  closed_day_mode: ClosedDayModeSchema.optional(),
});
const BETWEEN_NAMES: OtherNames = { from: 'start', to: 'end' };
const AddForm = OnDateForm.extend({ days: z.int(), closed_day_mode: ClosedDayModeSchema });
const UnitsForm = z.strictObject({ start: MomentForm, end: MomentForm, unit: PeriodUnitSchema });

export const calendarOperations: Operations = {
  is_closed: (one) => {
    const { calendar, date } = readPart(OnDateForm, one.input);
    return { closed: !readTimes(one, calendar).isOpenDay(one.time.localDay(date)) };
  },
  add_days: (one) => {
    const { calendar, date, days, closed_day_mode } = readPart(AddForm, one.input);
    const at = one.time.localTime(date);
    const day = addDays(readTimes(one, calendar), dayOf(at), days, closed_day_mode);
    if (day === null) return { error: 'NO_OPEN_DAYS' };
    // A question with a time of day gets an answer with one.
    return { date: date.includes('T') ? writeSeconds(at + midnightOf(day - dayOf(at))) : writeDay(day) };
  },
  open_days_between: (one) => {
    const { calendar, start, end } = readPart(BetweenForm, underOwnNames(one.input, BETWEEN_NAMES));
    const { time } = one;
    return { days: openDaysBetween(readTimes(one, calendar), time.localDay(start), time.localDay(end)) };
  },
  has_open_day_strictly_between: (one) => {
    const { calendar, start, end } = readPart(BetweenForm, underOwnNames(one.input, BETWEEN_NAMES));
    const { time } = one;
    return { result: hasOpenDayBetween(readTimes(one, calendar), time.localDay(start), time.localDay(end)) };
  },
  closed_dates_in_range: (one) => {
    const { calendar, start, end } = readPart(BetweenForm, underOwnNames(one.input, BETWEEN_NAMES));
    const { time } = one;
    const closed = closedDaysIn(readTimes(one, calendar), time.localDay(start), time.localDay(end));
    return { dates: closed.map(writeDay) };
  },
  period_to_minutes: (one) => ({
    minutes: periodMinutes(readPart(z.strictObject({ period: PeriodForm }), one.input).period),
  }),
  whole_units_between: (one) => {
    const { start, end, unit } = readPart(UnitsForm, one.input);
    const { time } = one;
    return { n: wholeUnitsBetween(time.clock, time.instant(start), time.instant(end), unit) };
  },
  merge_open_periods: (one) => {
    const { periods } = readPart(z.strictObject({ periods: z.array(HoursForm) }), one.input);
    const stretches = periods.map(([open, close]) => ({ start: readTimeOfDay(open), end: readTimeOfDay(close) }));
    return { periods: joinTouching(stretches).map(({ start, end }) => [writeTimeOfDay(start), writeTimeOfDay(end)]) };
  },
};

function writeSeconds(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}
