// Modes for a due date on a closed day. The values are those of the rules; each gives the date that moves and the
// direction.

import { z } from 'zod';

export const ClosedDayModeSchema = z.enum([
  /** Stays; loans in days end with their day. */
  'ignore',
  /** Only open days are counted. */
  'skip_closed_days',
  /** Counts all days, then forward to an open one. */
  'next_open_day',
  /** Periods of whole weeks go forward a week at a time unless that weekday is always closed, others as `next_open_day`. */
  'next_same_weekday',
  /** Stays; only a date that a clamp moved goes back to an open day. */
  'plain_then_avoid_closed_on_clamp',
  /** Keeps date and time. */
  'keep_exact',
  /** The end of the day, open or not. */
  'end_of_due_day',
  /** The end of the day, or of the last open day before it. */
  'end_previous_open_day',
  /** The end of the day, or of the first open day after it. */
  'end_next_open_day',
  /** In closed time: the end of the opening that is running now, or of the next one. */
  'end_current_hours',
  /** In closed time: the start of the next opening, plus the offset. */
  'begin_next_hours',
  /** In a closure: the minute after it, over closures that adjoin and weekdays without hours. */
  'after_closure',
]);
export type ClosedDayMode = z.infer<typeof ClosedDayModeSchema>;
