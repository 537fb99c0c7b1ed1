// Questions to the judges of the rules without any reason against; a test adds them.

import { DAY_MS } from '../../shared/core/instant.ts';
import { openingTimes, type OpeningTimes } from '../../shared/rules/calendar/opening-times.ts';
import {
  PLAIN_ITEM,
  PLAIN_LOAN_TERMS,
  type CheckoutQuestion,
  type CheckoutSettings,
} from '../../shared/rules/judge/checkout-question.ts';
import { BLAMELESS } from '../../shared/rules/judge/patron-standing.ts';
import { NO_MONEY_GATE } from '../../shared/rules/model/policy/money-gate.ts';
import { PLAIN_RENEW_TERMS } from '../../shared/rules/model/policy/renew.ts';
import type { RenewalQuestion, RenewedLoan } from '../../shared/rules/renewal/judge-renewal.ts';
import { calendar, MONDAY } from './small-library.ts';

/** The opening times of the main library. */
export function mainTimes(): OpeningTimes {
  const times = openingTimes(calendar());
  if (times === null) throw new Error('the zone of the small library does not exist');
  return times;
}

/** A setting that asks about everything that it can ask about. */
export const asksAll: CheckoutSettings = {
  overdues: 'override',
  lostItems: 'override',
  parts: 'override',
  ageLimits: 'override',
  borrowedBefore: 'override',
  sameTitleOut: 'override',
  takesBackByItself: false,
  switchesOnsite: false,
  money: { ...NO_MONEY_GATE, finesLimitMinor: 1000, guaranteesLimitMinor: 1000, guarantorsLimitMinor: 1000 },
  returns: { allowedAt: 'anywhere' },
};

/** A checkout at the main desk that nothing stands in the way of. */
export const checkoutQuestion = (over: Partial<CheckoutQuestion> = {}): CheckoutQuestion => ({
  profile: 'holdfast',
  now: MONDAY,
  clock: mainTimes().clock,
  currency: 'USD',
  desk: 'main',
  patron: BLAMELESS,
  patronGroup: 'students',
  patronAge: 20,
  history: { hadBefore: false, isOutNow: false, hasCopy: false },
  item: { ...PLAIN_ITEM, home: 'main', holding: 'main' },
  terms: PLAIN_LOAN_TERMS,
  settings: asksAll,
  rentedMs: DAY_MS,
  depositMinor: 0,
  ...over,
});

/** A loan of a week that is due in two days. */
export const renewedLoan = (over: Partial<RenewedLoan> = {}): RenewedLoan => ({
  issuedAt: MONDAY - 5 * DAY_MS,
  dueAt: MONDAY + 2 * DAY_MS,
  renewals: 0,
  unseenRenewals: 0,
  isOverdue: false,
  isOnsite: false,
  isOfOtherPatron: false,
  item: 'out',
  hasReminderFees: false,
  ...over,
});

/** A renewal that nothing stands in the way of. */
export const renewalQuestion = (over: Partial<RenewalQuestion> = {}): RenewalQuestion => ({
  profile: 'holdfast',
  now: MONDAY,
  clock: mainTimes().clock,
  currency: 'USD',
  loan: renewedLoan(),
  patron: BLAMELESS,
  terms: PLAIN_RENEW_TERMS,
  isLoanable: true,
  isFixed: false,
  way: 'asked',
  isSeen: true,
  requests: [],
  copies: [],
  onShelfHolds: true,
  bookedFrom: null,
  ignored: new Set(),
  ...over,
});
