// Closed time in cases of fines: the lists of a calendar, whether inside one or side by side with the dates, and whether they matter.

import { z } from 'zod';
import type { OpeningTimes } from '../../../shared/rules/calendar/opening-times.ts';
import type { VectorCase } from '../vector-case.ts';
import { CalendarForm, readTimes } from './calendar-form.ts';

const { library: _, ...lists } = CalendarForm.shape;

/** Closed time in cases; each system has its own word for whether it counts. */
export const ClosedForm = z.strictObject({
  ...lists,
  calendar: CalendarForm.optional(),
  use_calendar: z.boolean().optional(),
  charge_when_closed: z.boolean().optional(),
  count_closed: z.boolean().nullish(),
});
export type ClosedForm = z.infer<typeof ClosedForm>;

/** The opening times of a case; where it lists nothing every day is open. */
export function readClosedTimes(one: VectorCase, input: ClosedForm): OpeningTimes {
  const { calendar, closed_dates, closed_weekdays, closed_yearly, open_exceptions, weekly_hours, days } = input;
  const beside = { closed_dates, closed_weekdays, closed_yearly, open_exceptions, weekly_hours, days };
  return readTimes(one, { ...beside, ...calendar });
}

/** The opening times where closed time does not count; null where it counts, or is not mentioned. */
export function readClosed(one: VectorCase, input: ClosedForm): OpeningTimes | null {
  const counts = input.use_calendar === false || input.charge_when_closed === true || input.count_closed === true;
  const saysNothing = Object.keys(CalendarForm.shape).every((key) => !(key in input)) && input.calendar === undefined;
  return counts || saysNothing ? null : readClosedTimes(one, input);
}
