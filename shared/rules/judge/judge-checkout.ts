// A checkout, judged: everything that stands in the way, all of it at once, each reason with its own effect. Source: loan rules, 4.1.
// An unknown item or patron ends it, because there are no more facts to judge; otherwise nothing here stops at the first reason.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Params } from '../../core/say.ts';
import type { ReachedLimit } from '../limits/loan-limit.ts';
import type { CheckoutQuestion, LoanTerms } from './checkout-question.ts';
import { asked, foundAs, foundIn, type Finding } from './finding.ts';
import { judgeAccount } from './judge-account.ts';
import { judgeLentItem, momentOf } from './judge-lent-item.ts';
import { lendingPrice } from './rental.ts';

/** Judges a checkout. Total. */
export function judgeCheckout(question: CheckoutQuestion): Finding[] {
  const { profile, patron, item } = question;
  if (patron === null || item === null) {
    return [
      ...(item === null ? [foundIn(profile, 'ITEM_UNKNOWN')] : []),
      ...(patron === null ? [foundIn(profile, 'PATRON_UNKNOWN')] : []),
    ];
  }
  // A card that only counts use is lent nothing, so nothing else about it matters.
  if (patron.isForStatistics) return [foundIn(profile, 'PATRON_STATS')];
  return [
    ...(question.desk === null ? [foundIn(profile, 'DESK_MISSING')] : []),
    ...judgeAccount(question, patron),
    ...judgeLentItem(question, item),
    ...judgeTitle(question),
    ...judgeTerms(question),
    ...judgePrice(question),
  ];
}

function judgeTitle({ history, settings }: CheckoutQuestion): Finding[] {
  return [
    ...(history.hasCopy ? asked(settings.sameTitleOut, 'SAME_TITLE_OUT') : []),
    ...(history.isOutNow ? asked(settings.borrowedBefore, 'OUT_NOW') : []),
    ...(history.hadBefore ? asked(settings.borrowedBefore, 'BORROWED_BEFORE') : []),
  ];
}

function judgeTerms(question: CheckoutQuestion): Finding[] {
  const { profile, terms } = question;
  const { isLoanable, underPressure, reusableFrom, duePast, dueFailure } = terms;
  return [
    ...(isLoanable === null ? [foundIn(profile, 'NO_RULE')] : []),
    ...(isLoanable === false ? [foundIn(profile, 'ITEM_NOT_LOANABLE')] : []),
    ...judgeLimits(question),
    ...(underPressure === null ? [] : [foundIn(profile, 'HIGH_HOLDS', pressureParams(underPressure))]),
    ...(reusableFrom !== null && question.now < reusableFrom
      ? [foundIn(profile, 'REUSE_TOO_SOON', { again: momentOf(question, reusableFrom) })]
      : []),
    ...(dueFailure === null ? [] : [foundIn(profile, dueReason(dueFailure), { branch: question.desk ?? '' })]),
    ...(duePast === null ? [] : [foundIn(profile, 'DUE_INVALID', { due: momentOf(question, duePast) })]),
  ];
}

function pressureParams({ holds, days }: NonNullable<LoanTerms['underPressure']>): Params {
  return days === undefined ? { holds } : { holds, days };
}

/** Fixed dates that name none for this day give no valid date. */
function dueReason(failure: NonNullable<CheckoutQuestion['terms']['dueFailure']>): ReasonCode {
  return failure === 'LOAN_DATE_OUTSIDE_SCHEDULES' ? 'DUE_INVALID' : failure;
}

function judgeLimits(question: CheckoutQuestion): Finding[] {
  const { profile, terms } = question;
  const { reachedLimit, itemLimit, limitSets } = terms;
  return [
    ...(reachedLimit === null ? [] : [limitFinding(question, reachedLimit)]),
    ...(itemLimit?.isReached === true
      ? [foundIn(profile, itemLimit.code, { count: itemLimit.count, limit: itemLimit.max })]
      : []),
    ...limitSets.map(({ name, count, limit }) => foundIn(profile, 'LIMIT_SET', { count, limit, name })),
  ];
}

const LIMIT_CODES: Readonly<Record<ReachedLimit['kind'], ReasonCode>> = {
  'no-rule': 'NO_RULE',
  loans: 'LIMIT_REACHED',
  onsite: 'LIMIT_ONSITE',
};

/** A limit of 0 is not one that was reached: the group does not borrow such items at all. */
function limitFinding({ profile }: CheckoutQuestion, { kind, max, count, isFinal }: ReachedLimit): Finding {
  const code = kind === 'loans' && max === 0 ? 'PATRON_CANT' : LIMIT_CODES[kind];
  if (isFinal === true) return foundAs('block', code, { count, limit: max });
  return foundIn(profile, code, { count, limit: max });
}

function judgePrice(question: CheckoutQuestion): Finding[] {
  const { profile, settings, currency } = question;
  const { rentalMinor, depositMinor } = lendingPrice(question);
  const money = (amountMinor: number) => ({ amount: { amountMinor, currency } });
  return [
    ...(settings.money.rental.confirm && rentalMinor > 0 ? [foundIn(profile, 'RENTAL_FEE', money(rentalMinor))] : []),
    ...(depositMinor > 0 ? [foundIn(profile, 'DEPOSIT', money(depositMinor))] : []),
  ];
}
