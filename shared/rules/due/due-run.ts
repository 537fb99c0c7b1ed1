// The shared state of the steps of a due date: the question, the moment reached so far, and the trace.

import type { Instant } from '../../core/instant.ts';
import type { DueMoment, Grain } from '../../core/say-date.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import type { Period, PeriodFault, StoredPeriod } from '../model/period.ts';
import type { LendTerms } from '../model/policy/lend.ts';
import type { ShapingTerms } from '../model/policy/shaping.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';

/** Why there is no due date. */
export type DueFault =
  | 'ITEM_NOT_LOANABLE'
  | PeriodFault
  | 'LOAN_DATE_OUTSIDE_SCHEDULES'
  | 'NO_OPEN_DAYS'
  | 'DUE_TOO_SOON'
  | 'DUE_INVALID';

/** Limits that end a loan before its period does; null = no such limit. */
export type DueBounds = {
  readonly patronExpires: Instant | null;
  readonly bookingStarts: Instant | null;
  readonly courseEnds: Instant | null;
  /** When the library that lends it to us wants it back. */
  readonly lenderWants?: Instant | null;
};

export const NO_BOUNDS: DueBounds = { patronExpires: null, bookingStarts: null, courseEnds: null };

/** Input of a due date. A renewal asks with the period, schedules and limits that its renewal terms name. */
export type DueQuestion = {
  /** The moment of the act. */
  readonly now: Instant;
  /** The start of the loan, or the moment that a renewal counts from. */
  readonly from: Instant;
  /** The moment that schedules are chosen by; absent = `from`. */
  readonly scheduleAt?: Instant;
  /** The period's name in the trace. */
  readonly name: string;
  readonly lend: LendTerms;
  readonly shaping: ShapingTerms;
  readonly times: OpeningTimes;
  /** The loan grade of the item; absent = `normal`. */
  readonly grade?: 'short' | 'normal' | 'long';
  /** A hold waits for this item, or for its title and for no copy in particular. */
  readonly holdWaiting?: boolean;
  /** The shorter period of a title that many wait for; null = no such pressure. */
  readonly pressurePeriod?: StoredPeriod | null;
  readonly bounds?: DueBounds;
};

/** The reason for a loan shorter than its period. */
export type ShortenedBy = 'closing' | 'latest-date' | 'course-end' | 'booking' | 'lender' | 'expiry';

/** Where the computation stands. Made and changed inside one computation only. */
export type DueRun = {
  readonly steps: TraceEntry[];
  dueAt: Instant;
  /** How the loan is due; known once its period is. */
  grain: Grain;
  /** Null for loans that have none, such as those with a fixed date. */
  period: Period | null;
  /** The limit of the schedules, for the steps after it. */
  limit: Instant | null;
  shortenedBy: ShortenedBy | null;
  /** Where the period ended before anything moved the date; null until it is known. */
  plain: Instant | null;
};

/** The clock for showing moments, that of the library. */
type Told = { readonly times: Pick<OpeningTimes, 'clock'> };

/** A moment as shown: a day for loans in days. */
export function sayable(run: Pick<DueRun, 'grain'>, { times }: Told, dueAt: Instant): DueMoment {
  return { dueAt: clampInstant(dueAt), grain: run.grain, zone: times.clock.zone };
}

/** A moment with its time of day, also for a loan that is due by the day. */
export function sayableTime({ times }: Told, at: Instant): DueMoment {
  return { dueAt: clampInstant(at), grain: 'time', zone: times.clock.zone };
}

/** The calendar ended before an open day was found. */
export function noOpenDays(run: Pick<DueRun, 'steps'>): 'NO_OPEN_DAYS' {
  run.steps.push(traceEntry('DUE_NO_OPEN_DAYS'));
  return 'NO_OPEN_DAYS';
}
