// Findings against a later date for a loan, all at once: the loan itself, its count and window, the patron, and waiting
// patrons. Source: loan rules, sections 4.2 and 5. The code that computes the new date checks whether it gains
// anything.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Instant } from '../../core/instant.ts';
import type { Param, Params } from '../../core/say.ts';
import type { Grain } from '../../core/say-date.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import { foundAs, foundIn, type Finding } from '../judge/finding.ts';
import { expiredParams, judgeGroupLimits } from '../judge/judge-group-limits.ts';
import type { PatronStanding } from '../judge/patron-standing.ts';
import type { ProfileName } from '../model/profile-name.ts';
import type { RenewTerms } from '../model/policy/renew.ts';
import { latestAutoRenewal, soonestAutoRenewal, soonestRenewal } from './renewal-window.ts';
import { isHeld, isHoldInTheWay, isRecalled, type WaitingQuestion } from './waiting-requests.ts';

/** The loan that is to go on. */
export type RenewedLoan = {
  readonly issuedAt: Instant;
  readonly dueAt: Instant;
  /** How it is due; absent = at a time. */
  readonly grain?: Grain | undefined;
  readonly renewals: number;
  /** Renewals in a row without the item being shown. */
  readonly unseenRenewals: number;
  readonly isOverdue: boolean;
  readonly isOnsite: boolean;
  readonly isOfOtherPatron: boolean;
  readonly item: 'out' | 'lost' | 'claimed';
  /** Reminders were sent at a fee that is not paid. */
  readonly hasReminderFees: boolean;
};

export type RenewalQuestion = Omit<WaitingQuestion, 'profile'> & {
  readonly profile: ProfileName;
  readonly now: Instant;
  readonly clock: ZoneClock;
  /** ISO 4217 code, for amounts that are shown. */
  readonly currency: string;
  /** Null: there is no open loan of the item. */
  readonly loan: RenewedLoan | null;
  readonly patron: PatronStanding;
  readonly terms: RenewTerms;
  /** Whether the policy lends at all. */
  readonly isLoanable: boolean;
  /** Loans in fixed ranges, whose policies may not name periods for renewals. */
  readonly isFixed: boolean;
  /** A person asks, or the loan renews by itself. */
  readonly way: 'asked' | 'automatic';
  /** The item was shown, which begins the count of unseen renewals anew. */
  readonly isSeen: boolean;
  /** The next booking of another person begins within the new period; null = none does. */
  readonly bookedFrom: Instant | null;
  /** Reasons that a setting of the library lets pass for renewals. */
  readonly ignored: ReadonlySet<ReasonCode>;
};

/** Judges a renewal. Total. */
export function judgeRenewal(question: RenewalQuestion): Finding[] {
  const { loan } = question;
  if (loan === null) return [found(question, 'LOAN_NOT_FOUND')];
  const findings = [
    ...judgeLoan(question, loan),
    ...judgePolicy(question),
    ...judgeCount(question, loan),
    ...(question.way === 'automatic' ? judgeAutoWindow(question, loan) : judgeWindow(question, loan)),
    ...judgePatron(question, loan),
    ...judgeWaiting(question),
  ];
  const blocked = findings.filter(({ code }) => !question.ignored.has(code));
  return blocked.length === 0 && question.way === 'automatic' ? [automatic(question, loan)] : blocked;
}

type Judged = RenewalQuestion;

function found({ profile }: Judged, code: ReasonCode, params: Params = {}): Finding {
  return foundIn(profile, code, params);
}

function judgeLoan(question: Judged, loan: RenewedLoan): Finding[] {
  const item: Readonly<Record<RenewedLoan['item'], readonly ReasonCode[]>> = {
    out: [],
    lost: ['RENEW_ITEM_LOST'],
    claimed: ['RENEW_ITEM_CLAIMED'],
  };
  const codes: ReasonCode[] = [
    ...(loan.isOnsite ? (['RENEW_ONSITE'] as const) : []),
    ...(loan.isOfOtherPatron ? (['OTHER_PATRON'] as const) : []),
    ...item[loan.item],
    ...(loan.hasReminderFees ? (['RENEW_REMINDER_FEES'] as const) : []),
  ];
  return codes.map((code) => found(question, code));
}

/** A policy that does not lend is the whole reason: that it does not renew either is no reason of its own. */
function judgePolicy(question: Judged): Finding[] {
  const { isLoanable, isFixed, terms } = question;
  if (!isLoanable) return [found(question, 'ITEM_NOT_LOANABLE')];
  if (!terms.allowed) return [found(question, 'RENEW_NOT_ALLOWED')];
  if (!isFixed || question.profile !== 'folio' || !isHeld(question)) return [];
  return [
    ...(terms.period === null ? [] : [found(question, 'POLICY_FIXED_WITH_PERIOD')]),
    ...(terms.withHoldPeriod === null ? [] : [found(question, 'POLICY_FIXED_WITH_ALTERNATE')]),
  ];
}

function judgeCount(question: Judged, { renewals, unseenRenewals }: RenewedLoan): Finding[] {
  const { maxCount, maxUnseen } = question.terms;
  const findings: Finding[] = [];
  if (maxCount !== null && renewals >= maxCount) {
    // "0 of 0 times" would be meaningless; without its count the reason has other words.
    const params: Params = maxCount === 0 ? { limit: maxCount } : { count: renewals, limit: maxCount };
    findings.push(found(question, 'RENEW_LIMIT_REACHED', params));
  }
  if (maxUnseen !== null && !question.isSeen && unseenRenewals >= maxUnseen) {
    findings.push(found(question, 'RENEW_UNSEEN_LIMIT', { count: unseenRenewals, limit: maxUnseen }));
  }
  return findings;
}

function judgeWindow(question: Judged, { dueAt }: RenewedLoan): Finding[] {
  const soonest = soonestRenewal(question.clock, dueAt, question.terms);
  if (soonest === null || question.now >= soonest) return [];
  return [found(question, 'RENEW_TOO_SOON', { from: moment(question, soonest) })];
}

/** The window of an automatic renewal: its last moment is out of it already, and so is the moment of the hard date. */
function judgeAutoWindow(question: Judged, { issuedAt, dueAt }: RenewedLoan): Finding[] {
  const { now, clock, patron } = question;
  const { auto } = question.terms;
  const latest = latestAutoRenewal(clock, issuedAt, auto);
  const { finesLimitMinor: limit } = auto;
  const owes = { owed: { amountMinor: patron.owedMinor, currency: question.currency } };
  return [
    ...(latest !== null && now >= latest ? [found(question, 'AUTO_TOO_LATE')] : []),
    ...(limit !== null && patron.owedMinor > limit ? [found(question, 'AUTO_FINES', owes)] : []),
    ...(auto.blocksExpired && patron.isExpired ? [found(question, 'AUTO_EXPIRED')] : []),
    ...(now < soonestAutoRenewal(clock, dueAt, auto) ? [found(question, 'AUTO_TOO_SOON')] : []),
  ];
}

function judgePatron(question: Judged, { isOverdue }: RenewedLoan): Finding[] {
  const { profile, terms, patron, ignored, currency } = question;
  const isLate =
    terms.whenOverdue === 'all' ? isOverdue || patron.overdues > 0 : terms.whenOverdue === 'item' && isOverdue;
  const { restriction } = patron;
  const findings = [
    // A person who is blocked in FOLIO renews nothing either.
    ...(restriction !== null && (terms.blocksRestricted || profile === 'folio')
      ? [found(question, 'PATRON_RESTRICTED', { label: restriction.label })]
      : []),
    ...(isLate ? [found(question, 'PATRON_OVERDUES', { count: Math.max(patron.overdues, 1), limit: 0 })] : []),
    ...judgeAccount(question),
    ...(patron.isBarred ? [found(question, 'PATRON_BARRED')] : []),
  ];
  return [...findings, ...judgeGroupLimits({ profile, currency, act: 'RENEW', ignored }, patron, findings)];
}

/** FOLIO renews for no account that expired, and has one state for that and for one that was switched off. */
function judgeAccount(question: Judged): Finding[] {
  const { profile, terms, patron, clock } = question;
  const isFolio = profile === 'folio';
  const isExpired = patron.isExpired && (terms.blocksExpired || isFolio);
  const expired = isExpired ? [found(question, 'PATRON_EXPIRED', expiredParams(patron, clock.zone))] : [];
  if (patron.isActive || (isExpired && isFolio)) return expired;
  return [...expired, found(question, isFolio ? 'PATRON_EXPIRED' : 'PATRON_INACTIVE')];
}

function judgeWaiting(question: Judged): Finding[] {
  const { bookedFrom } = question;
  return [
    ...(isRecalled(question) ? [found(question, 'RENEW_RECALLED')] : []),
    ...(isHoldInTheWay(question, question.terms) ? [found(question, 'RENEW_ON_HOLD')] : []),
    ...(bookedFrom === null ? [] : [found(question, 'RENEW_BOOKED', { from: moment(question, bookedFrom) })]),
  ];
}

function automatic({ terms: { maxCount } }: Judged, { renewals }: RenewedLoan): Finding {
  return foundAs('message', maxCount !== null && renewals + 1 >= maxCount ? 'RENEW_OK_AUTO_FINAL' : 'RENEW_OK_AUTO');
}

function moment({ clock }: Judged, at: Instant): Param {
  return { dueAt: at, grain: 'time', zone: clock.zone };
}
