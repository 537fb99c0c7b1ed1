// The steps of a recall's date: the time for bringing the item back, the guarantee of the loan, closed time.
// recall-due.ts computes the date itself; this file explains it.

import type { Instant } from '../../core/instant.ts';
import type { DueMoment } from '../../core/say-date.ts';
import { avoidClosed } from '../due/avoid-closed.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import type { PeriodUnit } from '../model/period.ts';
import type { RecallTerms } from '../model/policy/recall.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { guaranteedUntil, readIntervals, recalledTo, type RecallQuestion } from './recall-due.ts';

const BACK = {
  minutes: 'RECALL_BACK_MINUTES',
  hours: 'RECALL_BACK_HOURS',
  days: 'RECALL_BACK_DAYS',
  weeks: 'RECALL_BACK_WEEKS',
  months: 'RECALL_BACK_MONTHS',
} as const satisfies Readonly<Record<PeriodUnit, string>>;

const GUARANTEE = {
  minutes: 'RECALL_GUARANTEE_MINUTES',
  hours: 'RECALL_GUARANTEE_HOURS',
  days: 'RECALL_GUARANTEE_DAYS',
  weeks: 'RECALL_GUARANTEE_WEEKS',
  months: 'RECALL_GUARANTEE_MONTHS',
} as const satisfies Readonly<Record<PeriodUnit, string>>;

/** The steps to the date that a recall gives; none where its terms cannot be read. Total. */
export function recallSteps(terms: RecallTerms, question: RecallQuestion): TraceEntry[] {
  const { loan, now, grain } = question;
  const intervals = readIntervals(terms, loan.dueAt < now);
  if (!intervals.ok) return [];
  const { back, guaranteed } = intervals.value;
  const wantedAt = recalledTo(terms, back, question);
  const due = (at: Instant) => momentOf(question, at);
  const steps = [
    back === null ? traceEntry('RECALL_AT_ONCE') : traceEntry(BACK[back.unit], { n: back.n, due: due(wantedAt) }),
  ];
  const until = guaranteed === null ? null : guaranteedUntil(guaranteed, question);
  if (guaranteed !== null && until !== null) {
    steps.push(traceEntry(GUARANTEE[guaranteed.unit], { n: guaranteed.n, due: due(until) }));
  }
  const later = Math.max(wantedAt, until ?? wantedAt);
  return later > loan.dueAt ? steps : [...steps, ...avoidClosed(question, later, grain).steps];
}

function momentOf({ times, grain }: RecallQuestion, at: Instant): DueMoment {
  return { dueAt: clampInstant(at), grain, zone: times.clock.zone };
}
