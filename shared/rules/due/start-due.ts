// The first steps of a due date: may it be lent, which period or fixed date, and the limits that are chosen by the start of the loan.

import { HOUR_MS, MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { Param } from '../../core/say.ts';
import { addToDay, dayOf, midnightOf, readDay, writeDay } from '../calendar/local-time.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import { isDayGranular, periodMinutes, readPeriod, type Period, type StoredPeriod } from '../model/period.ts';
import type { Schedule } from '../model/policy/lend.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { addOpenDaysTo, addPeriod, daysOf } from './add-period.ts';
import { endOfDay } from './end-of-day.ts';
import { noOpenDays, sayable, sayableTime, type DueFault, type DueQuestion, type DueRun } from './due-run.ts';

/** Refuses an item that is never lent. */
export function checkLoanable(_run: DueRun, { lend }: DueQuestion): DueFault | null {
  return lend.circulates === 'never' ? 'ITEM_NOT_LOANABLE' : null;
}

/** Counts the period, or takes the date that stands for it. */
export function countPeriod(run: DueRun, question: DueQuestion): DueFault | null {
  run.steps.push(traceEntry('DUE_COUNTED_FROM', { from: sayableTime(question, question.from) }));
  const alternate = alternatePeriod(question);
  if (alternate !== null) {
    run.steps.push(traceEntry(alternate.why));
    return addRolling(run, question, alternate.period);
  }
  switch (question.lend.profile) {
    case 'rolling':
      return addRolling(run, question, periodOf(question));
    case 'fixed':
      return takeSchedule(run, question);
    case 'until':
      return takeDay(run, question);
    case 'open-ended':
      run.dueAt = endOfDay(question, question.times.clock.toInstant(midnightOf(readDay(OPEN_END))));
      run.steps.push(traceEntry('DUE_OPEN_ENDED', { due: sayable(run, question, run.dueAt) }));
      return null;
  }
}

/** The day that stands for a loan without end. */
const OPEN_END = '2099-01-01';

function periodOf({ lend, grade }: DueQuestion): StoredPeriod | null {
  return lend.gradedPeriods === null ? lend.period : lend.gradedPeriods[grade ?? 'normal'];
}

function alternatePeriod({ lend, holdWaiting, pressurePeriod }: DueQuestion) {
  if (holdWaiting === true && lend.holdWaitingPeriod !== null) {
    return { period: lend.holdWaitingPeriod, why: 'DUE_HOLD_WAITING' } as const;
  }
  return pressurePeriod === null || pressurePeriod === undefined
    ? null
    : ({ period: pressurePeriod, why: 'DUE_HOLD_PRESSURE' } as const);
}

/** Whether a loan of this period is due on a day, by the system's distinction. */
export function grainOf({ shaping }: Pick<DueQuestion, 'shaping'>, period: Period): DueRun['grain'] {
  const isDay = shaping.dayGrain === 'by-unit' ? isDayGranular(period) : periodMinutes(period) % 1440 === 0;
  return isDay ? 'day' : 'time';
}

const PERIOD_CODES = {
  minutes: 'DUE_PERIOD_MINUTES',
  hours: 'DUE_PERIOD_HOURS',
  days: 'DUE_PERIOD_DAYS',
  weeks: 'DUE_PERIOD_WEEKS',
  months: 'DUE_PERIOD_MONTHS',
} as const;

const UNNAMED_PERIOD_CODES = {
  minutes: 'DUE_LENGTH_MINUTES',
  hours: 'DUE_LENGTH_HOURS',
  days: 'DUE_LENGTH_DAYS',
  weeks: 'DUE_LENGTH_WEEKS',
  months: 'DUE_LENGTH_MONTHS',
} as const;

function periodEntry(name: string, { n, unit }: Period, due: Param): TraceEntry {
  return name === ''
    ? traceEntry(UNNAMED_PERIOD_CODES[unit], { n, due })
    : traceEntry(PERIOD_CODES[unit], { name, n, due });
}

function noPeriodEntry(name: string, n: number | null): TraceEntry {
  if (n === null) return name === '' ? traceEntry('DUE_NO_LENGTH') : traceEntry('DUE_NO_PERIOD', { name });
  return name === '' ? traceEntry('DUE_BAD_LENGTH', { n }) : traceEntry('DUE_BAD_PERIOD', { name, n });
}

function addRolling(run: DueRun, question: DueQuestion, stored: StoredPeriod | null): DueFault | null {
  const { name, from, lend, shaping, times } = question;
  const period = readPeriod(stored, lend.zeroPeriod);
  if (typeof period === 'string') {
    run.steps.push(noPeriodEntry(name, stored?.n ?? null));
    return period;
  }
  run.period = period;
  run.grain = grainOf(question, period);
  const days = daysOf(period);
  const onlyOpen = shaping.closedDayMode === 'skip_closed_days' || !shaping.closedDaysCount;
  const dueAt =
    onlyOpen && days !== null
      ? addOpenDaysTo(times, from, days)
      : addPeriod(times.clock, from, period, shaping.arithmetic);
  if (dueAt === null) return noOpenDays(run);
  run.dueAt = dueAt;
  run.steps.push(periodEntry(name, period, sayable(run, question, run.dueAt)));
  return null;
}

function takeSchedule(run: DueRun, question: DueQuestion): DueFault | null {
  const { name, lend } = question;
  // A fixed loan may name a period besides, which decides between a day and a time.
  const stored = periodOf(question);
  const period = readPeriod({ ...stored, n: Math.max(stored?.n ?? 1, 1) });
  if (typeof period !== 'string') run.grain = grainOf(question, period);
  const schedule = scheduleFor(question, lend.schedules ?? []);
  if (schedule === null) return outsideSchedules(run, question);
  run.dueAt = clampInstant(schedule.due);
  if (question.shaping.fixedDateIsLimit) run.limit = run.dueAt;
  run.steps.push(traceEntry('DUE_FIXED', { name, due: sayable(run, question, run.dueAt) }));
  return null;
}

function scheduleFor({ scheduleAt, from }: DueQuestion, schedules: readonly Schedule[]): Schedule | null {
  const at = scheduleAt ?? from;
  return schedules.find((schedule) => schedule.from <= at && at <= schedule.to) ?? null;
}

function outsideSchedules(run: DueRun, question: DueQuestion): 'LOAN_DATE_OUTSIDE_SCHEDULES' {
  const { name, scheduleAt, from } = question;
  run.steps.push(traceEntry('DUE_NO_SCHEDULE', { name, from: sayableTime(question, scheduleAt ?? from) }));
  return 'LOAN_DATE_OUTSIDE_SCHEDULES';
}

/** Until a date, or until the first day of the year of that name after the start. */
function takeDay(run: DueRun, question: DueQuestion): DueFault | null {
  const { until } = question.lend;
  if (until === null) return 'PERIOD_MISSING';
  const { clock } = question.times;
  const start = dayOf(clock.toLocal(question.from));
  const day = 'date' in until ? readDay(until.date) : nextYearly(start, until.yearly);
  run.dueAt = endOfDay(question, clock.toInstant(midnightOf(day)));
  run.steps.push(traceEntry('DUE_UNTIL', { due: sayable(run, question, run.dueAt) }));
  return null;
}

function nextYearly(start: number, monthAndDay: string): number {
  const thisYear = readDay(`${writeDay(start).slice(0, 4)}-${monthAndDay}`);
  return thisYear > start ? thisYear : addToDay(thisYear, { n: 12, unit: 'months' });
}

/** Rounds a due time up to the full minute or hour. */
export function roundUp(run: DueRun, question: DueQuestion): DueFault | null {
  const { rounding } = question.shaping;
  if (rounding === 'none' || run.grain === 'day') return null;
  const step = rounding === 'hour' ? HOUR_MS : MINUTE_MS;
  const { clock } = question.times;
  const local = clock.toLocal(run.dueAt);
  const rounded = Math.ceil(local / step) * step;
  if (rounded === local) return null;
  run.dueAt = clock.toInstant(rounded);
  run.steps.push(traceEntry('DUE_ROUNDED', { due: sayableTime(question, run.dueAt) }));
  return null;
}

/** Finds the limit of the schedules, chosen by the start and not by the result, and goes no later. */
export function limitBySchedule(run: DueRun, question: DueQuestion): DueFault | null {
  const { lend } = question;
  const schedules = lend.limitSchedules ?? (run.period === null ? null : lend.schedules);
  if (schedules === null) return null;
  const schedule = scheduleFor(question, schedules);
  if (schedule === null) return outsideSchedules(run, question);
  run.limit = clampInstant(schedule.due);
  if (run.limit >= run.dueAt) return null;
  run.dueAt = run.limit;
  run.shortenedBy = 'latest-date';
  run.steps.push(traceEntry('DUE_CEILING', { due: sayable(run, question, run.dueAt) }));
  return null;
}

/** The hard date. One that passed before the loan has no effect, save where a system applies it all the same. */
export function applyHardDate(run: DueRun, question: DueQuestion): DueFault | null {
  const { lend, shaping, from } = question;
  const { hardDate } = lend;
  if (hardDate === null) return null;
  const due = sayable(run, question, hardDate.at);
  if (hardDate.at <= from && shaping.hardDatePast !== 'apply') {
    run.steps.push(traceEntry('DUE_HARD_DATE_PAST', { date: due }));
    return shaping.hardDatePast === 'refuse' ? 'DUE_INVALID' : null;
  }
  if (!hardDateCounts(hardDate, run.dueAt)) return null;
  if (hardDate.at < run.dueAt) run.shortenedBy = 'latest-date';
  run.dueAt = clampInstant(hardDate.at);
  run.steps.push(traceEntry(HARD_DATE_CODES[hardDate.mode], { due }));
  return null;
}

const HARD_DATE_CODES = { ceiling: 'DUE_CEILING', exact: 'DUE_EXACT', floor: 'DUE_FLOOR' } as const;

function hardDateCounts({ at, mode }: NonNullable<DueQuestion['lend']['hardDate']>, dueAt: Instant): boolean {
  if (mode === 'exact') return true;
  return mode === 'ceiling' ? at < dueAt : at > dueAt;
}
