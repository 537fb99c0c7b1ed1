// The terms of a loan: the rules it falls under, its due date, its policy. Terms exist whenever a date can be computed, also when something
// else still needs an override.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Instant } from '../../core/instant.ts';
import { clampInstant, type ZoneClock } from '../../rules/calendar/zone-clock.ts';
import { dueByPolicy, type PolicyDueAnswer } from '../../rules/due/due-by-policy.ts';
import { NO_BOUNDS, type DueBounds } from '../../rules/due/due-run.ts';
import { endOfDay } from '../../rules/due/end-of-day.ts';
import type { LoanTerms } from '../../rules/judge/checkout-question.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import type { GivesField } from '../../rules/model/gives-fields.ts';
import type { Attribute } from '../../rules/model/criteria.ts';
import type { ShapingTerms } from '../../rules/model/policy/shaping.ts';
import type { StoredPeriod } from '../../rules/model/period.ts';
import { PROFILES } from '../../rules/model/profile.ts';
import type { FullPolicy, Resolved } from '../../rules/resolve/resolved.ts';
import type { PolicyTerms } from '../../rules/model/policy-terms.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import { recallDue } from '../../rules/recalls/recall-due.ts';
import { recallSteps } from '../../rules/recalls/recall-steps.ts';
import { generalGroup } from '../../rules/rule-set-parts.ts';
import { traceEntry, type TraceEntry } from '../../rules/trace.ts';
import type { Terms } from '../decision.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import { isLentInLibrary } from '../model/reserved-item.ts';
import { found } from './finding.ts';
import { othersWait } from './fitting-hold.ts';
import { pressureOf, saidPressure, type Pressure } from './hold-pressure.ts';
import { dueByBooking } from './judge-equipment.ts';
import { isRecalledFrom } from './open-recalls.ts';
import { branchName, type Scene } from './scene.ts';
import { gradeOf, gradesOf, subjectOf } from './subject.ts';

/** The question that terms answer: item, patron, typed date. */
export type TermsQuestion = {
  readonly item: ItemFacts | null;
  readonly patron: PatronFacts | null;
  /** A date that staff typed; null = by the rules. */
  readonly typedDueAt: Instant | null;
};

export type TermsJudgement = {
  readonly findings: readonly Finding[];
  readonly terms: Terms | null;
  readonly due: readonly TraceEntry[];
};

/** The rules resolved for a loan or a renewal at the desk; null = the desk has no branch. */
export function resolveFor(
  scene: Scene,
  about: { readonly item: ItemFacts | null; readonly patron: PatronFacts | null; readonly renewal: boolean },
): Resolved | null {
  if (scene.desk === null) return null;
  return scene.engine.resolve({ subject: subjectOf(scene, scene.desk.id, about), item: gradesOf(about.item) });
}

/** The terms of a checkout, with the effect of other patrons' holds on them. */
export type CheckoutTerms = TermsJudgement & Pick<LoanTerms, 'underPressure'>;

/** Judges the terms of a checkout under the resolved rules. */
export function judgeTerms(scene: Scene, question: TermsQuestion, resolved: Resolved | null): CheckoutTerms {
  if (resolved === null) return { findings: [], terms: null, due: [], underPressure: null };
  const { policy } = resolved;
  // The finding that no rule matches is made with the limits and the other blocks.
  if (policy === null) {
    return { findings: [], terms: null, due: resolved.missing.flatMap(lacking), underPressure: null };
  }
  const pressure = pressureOf(scene.rules.profile, question, resolved);
  const date = judgeDate(scene, question, { policy, calendarOf: resolved.calendarOf, pressure });
  return {
    findings: [...judgeLending(scene, question, { resolved, policy }), ...date.findings],
    terms: date.dueAt === null ? null : termsOf(scene, { ...date, dueAt: date.dueAt }, { policy, resolved }),
    due: date.due,
    underPressure: pressure === null ? null : saidPressure(pressure, date.isPressed),
  };
}

/** Terms with a date. */
export function termsOf(
  { rules }: Scene,
  date: { readonly dueAt: Instant; readonly grain: Terms['grain']; readonly zone: string },
  { policy, resolved }: { readonly policy: FullPolicy; readonly resolved: Pick<Resolved, 'rowIds'> },
): Terms {
  const { dueAt, grain, zone } = date;
  return { dueAt, grain, zone, policy, rulesVersion: rules.version, rowIds: [...resolved.rowIds] };
}

/** Findings where the rules never lend an item, or only with a message. An item that they never lend goes out only with a date that staff typed. */
function judgeLending(
  { rules }: Scene,
  { typedDueAt }: TermsQuestion,
  { resolved, policy }: { readonly resolved: Resolved; readonly policy: FullPolicy },
): Finding[] {
  const { circulates } = policy.terms.lend;
  if (circulates === 'yes') return [];
  const code =
    rules.profile === 'folio' ? 'ITEM_NOT_LOANABLE' : notLentReason(generalGroup(rules), resolved.circulatesBy);
  return [circulates === 'never' && typedDueAt === null ? foundAs('block', code) : found(rules.profile, code)];
}

type DateJudgement = {
  readonly dueAt: Instant | null;
  readonly grain: Terms['grain'];
  readonly zone: string;
  readonly findings: readonly Finding[];
  readonly due: readonly TraceEntry[];
};

function judgeDate(
  scene: Scene,
  question: TermsQuestion,
  {
    policy,
    calendarOf,
    pressure,
  }: { readonly policy: FullPolicy; readonly calendarOf: string | null; readonly pressure: Pressure | null },
): DateJudgement & { readonly isPressed: boolean } {
  const times = calendarOf === null ? null : scene.engine.timesOf(calendarOf);
  const clock = times?.clock ?? scene.clock;
  if (question.typedDueAt !== null) {
    return { ...dateByStaff(scene, { policy, clock, typed: question.typedDueAt }), isPressed: false };
  }
  if (times === null) {
    const missing = found(scene.rules.profile, 'CALENDAR_MISSING', { branch: branchName(scene, calendarOf ?? '') });
    return { dueAt: null, grain: policy.grain, zone: clock.zone, findings: [missing], due: [], isPressed: false };
  }
  const { terms } = policy;
  const { plain, isPressed } = dueUnder(scene, question, { terms, times, period: pressure?.period ?? null });
  const answer = dueByBooking(cutByRecall(scene, question, { plain, terms, times }), question.item?.booked, scene);
  return {
    dueAt: answer.dueAt,
    grain: answer.grain,
    zone: clock.zone,
    findings: dateFindings(scene, answer, { clock, branch: calendarOf ?? '' }),
    due: answer.steps,
    isPressed,
  };
}

/** The date by the period of the rules, or by that of titles that many wait for where it comes out earlier. */
function dueUnder(
  scene: Scene,
  { item, patron }: TermsQuestion,
  {
    terms,
    times,
    period,
  }: { readonly terms: PolicyTerms; readonly times: OpeningTimes; readonly period: StoredPeriod | null },
): { readonly plain: PolicyDueAnswer; readonly isPressed: boolean } {
  const asked = {
    now: scene.now,
    from: scene.now,
    name: terms.name,
    lend: terms.lend,
    shaping: shapingFor(terms.shaping, item),
    times,
    grade: gradeOf(item),
    holdWaiting: item !== null && othersWait(item, patron?.patron.id ?? null),
    bounds: boundsOf(patron, item, scene.now),
  };
  const plain = dueByPolicy(asked);
  if (period === null || plain.dueAt === null) return { plain, isPressed: false };
  const pressed = dueByPolicy({ ...asked, pressurePeriod: period });
  const isPressed = pressed.dueAt !== null && pressed.dueAt < plain.dueAt;
  return { plain: isPressed ? pressed : plain, isPressed };
}

/** A copy that another person called back is lent for as long as the recall leaves: the new loan is cut at once, and never lengthened. */
function cutByRecall(
  { now }: Scene,
  { item, patron }: TermsQuestion,
  {
    plain,
    terms,
    times,
  }: { readonly plain: PolicyDueAnswer; readonly terms: PolicyTerms; readonly times: OpeningTimes },
): PolicyDueAnswer {
  const { dueAt, grain, steps } = plain;
  if (item === null || dueAt === null || terms.recall === null) return plain;
  if (!isRecalledFrom(item, patron?.patron.id ?? null)) return plain;
  const loan = { loanAt: now, dueAt, changedByRecall: false };
  const asked = { loan, grain, now, times, shaping: terms.shaping };
  const cut = recallDue(terms.recall, asked);
  if (!cut.ok || cut.value.dueAt >= dueAt || cut.value.dueAt <= now) return plain;
  const due = { dueAt: clampInstant(cut.value.dueAt), grain, zone: times.clock.zone };
  return {
    ...plain,
    dueAt: cut.value.dueAt,
    steps: [...steps, ...recallSteps(terms.recall, asked), traceEntry('DUE_RECALLED', { due })],
  };
}

/**
 * An item lent for use in the building is due when the building closes, however late it is lent. Equipment that can be
 * booked is due before its next booking, even if the library's system ignores bookings.
 */
export function shapingFor(shaping: ShapingTerms, facts: ItemFacts | null): ShapingTerms {
  if (facts === null) return shaping;
  const clampToBooking = shaping.clampToBooking || facts.equipment !== undefined;
  if (!isLentInLibrary(facts.item)) return { ...shaping, clampToBooking };
  return { ...shaping, clampToBooking, hoursMode: 'cut_to_closing', overnight: null };
}

/** Moments that end a loan to a patron before its period does. A booking that leaves no time at all is shown, and ends nothing. */
export function boundsOf(patron: PatronFacts | null, item: ItemFacts | null, now: Instant): DueBounds {
  const expiresAt = patron?.patron.expiresAt ?? null;
  const backBy = item?.booked?.next?.backBy ?? null;
  const bookingStarts = backBy !== null && backBy > now ? backBy : null;
  const patronExpires = expiresAt === null ? null : clampInstant(expiresAt);
  return { ...NO_BOUNDS, bookingStarts, patronExpires, lenderWants: item?.item.borrowed?.dueAt ?? null };
}

/**
 * Findings about a date by the rules, or about why there is none. Without a date nothing is lent, and no override
 * changes that.
 */
function dateFindings(
  scene: Scene,
  answer: PolicyDueAnswer,
  { clock, branch }: { readonly clock: ZoneClock; readonly branch: string },
): Finding[] {
  const { dueAt, grain, failure } = answer;
  // An item that is not lent at all has this finding alone, with or without a date.
  if (failure === 'ITEM_NOT_LOANABLE') return [];
  if (failure !== null) {
    return [foundAs('block', failureReason(scene, failure), { branch: branchName(scene, branch) })];
  }
  if (dueAt === null) return [];
  const due = { dueAt: clampInstant(dueAt), grain, zone: clock.zone };
  const past = dueAt <= scene.now ? [found(scene.rules.profile, 'DUE_INVALID', { due })] : [];
  return [...shortenedFinding(answer, clock.zone), ...past];
}

/** Where rules are weighed, one that names a period or schedule that nothing can be lent by is as good as no rule. */
function failureReason(
  { rules }: Scene,
  failure: Exclude<PolicyDueAnswer['failure'], 'ITEM_NOT_LOANABLE' | null>,
): ReasonCode {
  if (failure === 'NO_OPEN_DAYS' || failure === 'DUE_TOO_SOON') return failure;
  if (PROFILES[rules.profile].blocks === 'final') return 'NO_RULE';
  return failure === 'LOAN_DATE_OUTSIDE_SCHEDULES' ? 'DUE_INVALID' : failure;
}

/** A date that came out earlier than the period says. */
export function shortenedFinding(
  { shortened, dueAt, grain }: Pick<PolicyDueAnswer, 'shortened' | 'dueAt' | 'grain'>,
  zone: string,
): Finding[] {
  if (shortened === null || dueAt === null) return [];
  const moment = (at: Instant) => ({ dueAt: clampInstant(at), grain, zone });
  const moments = { due: moment(dueAt), plain: moment(shortened.plain) };
  const codes = { closing: 'DUE_SHORTENED', booking: 'DUE_BOOKED_AFTER', lender: 'DUE_LENDER' } as const;
  const { by } = shortened;
  const code = by === 'closing' || by === 'booking' || by === 'lender' ? codes[by] : 'DUE_LATEST';
  return [foundAs('message', code, moments)];
}

/** A typed date skips every step; a loan in days still ends with its day. */
export function dateByStaff(
  { rules, now }: Scene,
  { policy, clock, typed }: { readonly policy: FullPolicy; readonly clock: ZoneClock; readonly typed: Instant },
): DateJudgement & { readonly dueAt: Instant } {
  const { grain, terms } = policy;
  const dueAt = grain === 'day' ? endOfDay({ times: { clock }, shaping: terms.shaping }, typed) : clampInstant(typed);
  const due = { dueAt, grain, zone: clock.zone };
  const past = dueAt <= now ? [found(rules.profile, 'DUE_INVALID', { due })] : [];
  return {
    dueAt,
    grain,
    zone: clock.zone,
    findings: [found(rules.profile, 'DUE_SET_BY_STAFF', { due }), ...past],
    due: [traceEntry('DUE_BY_STAFF', { due })],
  };
}

function lacking(field: GivesField): TraceEntry[] {
  switch (field) {
    case 'circulates':
      return [traceEntry('RULE_LACKS_CIRCULATES')];
    case 'duration':
      return [traceEntry('RULE_LACKS_DURATION')];
    case 'fine':
      return [traceEntry('RULE_LACKS_FINE')];
    case 'maxFine':
      return [traceEntry('RULE_LACKS_MAX_FINE')];
    default:
      return [];
  }
}

const ITEM_ATTRIBUTES = [
  'itemHome',
  'itemOwner',
  'itemKind',
  'location',
  'recordType',
  'recordForm',
  'recordLevel',
  'videoFormat',
  'reference',
  'itemAge',
] as const satisfies readonly Attribute[];

/** The reason: under a rule for some items and every patron the item does not circulate, under any other this group may not have it. */
function notLentReason(general: string | null, rule: Resolved['circulatesBy']): ReasonCode {
  const group = rule?.criteria.patronGroup;
  const isForEverybody = group === undefined || ('in' in group && general !== null && group.in.includes(general));
  const isForSomeItems = ITEM_ATTRIBUTES.some((attribute) => rule?.criteria[attribute] !== undefined);
  return isForEverybody && isForSomeItems ? 'ITEM_NOT_LOANABLE' : 'PATRON_CANT';
}
