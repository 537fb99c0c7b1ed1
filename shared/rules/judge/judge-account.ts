// Findings on a patron for a loan: the account itself, its blocks, and its debts. Source: loan rules, 4.1.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Param, Params } from '../../core/say.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import type { CheckoutQuestion } from './checkout-question.ts';
import { asked, foundAs, foundIn, type Finding } from './finding.ts';
import { expiredParams, judgeGroupLimits } from './judge-group-limits.ts';
import type { PatronStanding, Restriction } from './patron-standing.ts';

/** Judges the account of a patron for a checkout. */
export function judgeAccount(question: CheckoutQuestion, patron: PatronStanding): Finding[] {
  const found = [...judgeState(question, patron), ...judgeOverdues(question, patron), ...judgeDebts(question, patron)];
  const { profile, currency } = question;
  return [...found, ...judgeGroupLimits({ profile, currency, act: 'CIRC', ignored: new Set() }, patron, found)];
}

/** Findings on the account itself, for every kind of request. */
export function judgeState(
  { profile, clock }: Pick<CheckoutQuestion, 'profile' | 'clock'>,
  patron: PatronStanding,
): Finding[] {
  // FOLIO has one state for an account that expired and one that was switched off.
  const inactive: ReasonCode = profile === 'folio' ? 'PATRON_EXPIRED' : 'PATRON_INACTIVE';
  const codes: ReasonCode[] = [
    ...(patron.isExpired ? (['PATRON_EXPIRED'] as const) : []),
    ...(patron.isActive || (patron.isExpired && profile === 'folio') ? [] : [inactive]),
    ...(patron.isBarred ? (['PATRON_BARRED'] as const) : []),
    ...(patron.lacksAddress ? (['PATRON_ADDRESS'] as const) : []),
    ...(patron.hasLostCard ? (['PATRON_CARD_LOST'] as const) : []),
    ...(patron.isOfOtherLibrary ? (['PATRON_OTHER_LIBRARY'] as const) : []),
    ...(patron.isInvalidProxy ? (['PROXY_INVALID'] as const) : []),
  ];
  const expired = expiredParams(patron, clock.zone);
  const { cardIs } = patron;
  const params: Readonly<Partial<Record<ReasonCode, Params>>> = {
    PATRON_EXPIRED: expired,
    PATRON_CARD_LOST: cardIs === undefined ? {} : { cardIs },
  };
  return codes.map((code) => foundIn(profile, code, params[code] ?? {}));
}

/** A restriction stands for it all: in Koha overdue loans are not shown besides. */
function judgeOverdues({ profile, settings, clock }: CheckoutQuestion, patron: PatronStanding): Finding[] {
  const { restriction, overdues } = patron;
  const restricted =
    restriction === null ? [] : [foundIn(profile, 'PATRON_RESTRICTED', restrictionParams(restriction, clock.zone))];
  if (overdues === 0 || (restriction !== null && profile === 'koha')) return restricted;
  return [...restricted, ...asked(settings.overdues, 'PATRON_OVERDUES', { count: overdues, limit: 0 })];
}

function judgeDebts(question: CheckoutQuestion, patron: PatronStanding): Finding[] {
  const { finesLimitMinor, mayOverride, confirmsAnyDebt, guaranteesLimitMinor, guarantorsLimitMinor } =
    question.settings.money;
  const effect = mayOverride ? 'override' : 'block';
  const money = (amountMinor: MinorUnits): Param => ({ amountMinor, currency: question.currency });
  const over = (owed: MinorUnits, limit: MinorUnits | null, code: ReasonCode, more: Params = {}): Finding[] =>
    limit !== null && owed > limit ? [foundAs(effect, code, { owed: money(owed), limit: money(limit), ...more })] : [];
  const own = over(patron.owedMinor, finesLimitMinor, 'PATRON_FINES');
  const anyDebt = own.length === 0 && confirmsAnyDebt && patron.owedMinor > 0;
  return [
    ...own,
    ...(anyDebt ? [foundAs('override', 'PATRON_FINES', { owed: money(patron.owedMinor), limit: money(0) })] : []),
    ...familyDebt(
      over(patron.guaranteesOweMinor, guaranteesLimitMinor, 'PATRON_FAMILY_FINES'),
      over(patron.guarantorsOweMinor, guarantorsLimitMinor, 'PATRON_FAMILY_FINES', { by: 'guarantors' }),
    ),
    ...(patron.otherOwedMinor > 0
      ? [foundAs('alert', 'PATRON_OTHER_FEES', { owed: money(patron.otherOwedMinor) })]
      : []),
  ];
}

function familyDebt(guarantees: readonly Finding[], guarantors: readonly Finding[]): readonly Finding[] {
  return guarantees.length > 0 ? guarantees : guarantors;
}

function restrictionParams({ label, until }: Restriction, zone: string): Params {
  return until === null ? { label } : { label, until: { dateOf: clampInstant(until), zone } };
}
