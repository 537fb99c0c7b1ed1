// The findings against a renewal: every reason at once, each with the effect of the profile.

import { BLAMELESS } from '../../../../../shared/rules/judge/patron-standing.ts';
import { isAllowed } from '../../../../../shared/rules/judge/finding.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../../../../../shared/rules/model/policy/renew.ts';
import { judgeRenewal, type RenewalQuestion } from '../../../../../shared/rules/renewal/judge-renewal.ts';
import { days, MONDAY } from '../../../../support/small-library.ts';
import { renewalQuestion, renewedLoan } from '../../../../support/rule-questions.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';

const terms = (over: Partial<RenewTerms>): RenewTerms => ({ ...PLAIN_RENEW_TERMS, ...over });
const codes = (over: Partial<RenewalQuestion>) => judgeRenewal(renewalQuestion(over)).map(({ code }) => code);

describe('judging a renewal', () => {
  test('finds nothing against a loan that nothing stands in the way of', () => {
    expect(codes({})).toEqual([]);
  });

  test('without a loan says only that there is none', () => {
    expect(codes({ loan: null, requests: [{ kind: 'recall', wants: 'this-item' }] })).toEqual(['LOAN_NOT_FOUND']);
  });

  test('tells every reason at once', () => {
    const found = codes({
      loan: renewedLoan({ renewals: 2, isOverdue: true, isOnsite: true, item: 'claimed', hasReminderFees: true }),
      terms: terms({
        maxCount: 2,
        whenOverdue: 'item',
        blocksRestricted: true,
        notBefore: { period: days(1), precision: 'exact' },
      }),
      patron: { ...BLAMELESS, restriction: { until: null, label: 'Gone' }, isActive: false, isBarred: true },
      requests: [
        { kind: 'hold', wants: 'title' },
        { kind: 'recall', wants: 'this-item' },
      ],
      bookedFrom: MONDAY,
    });
    expect(found).toEqual([
      'RENEW_ONSITE',
      'RENEW_ITEM_CLAIMED',
      'RENEW_REMINDER_FEES',
      'RENEW_LIMIT_REACHED',
      'RENEW_TOO_SOON',
      'PATRON_RESTRICTED',
      'PATRON_OVERDUES',
      'PATRON_INACTIVE',
      'PATRON_BARRED',
      'RENEW_RECALLED',
      'RENEW_ON_HOLD',
      'RENEW_BOOKED',
    ]);
  });

  test('a limit of none is not one of zero', () => {
    expect(codes({ terms: terms({ maxCount: null }), loan: renewedLoan({ renewals: 99 }) })).toEqual([]);
    expect(codes({ terms: terms({ maxCount: 0 }) })).toEqual(['RENEW_LIMIT_REACHED']);
    expect(codes({ terms: terms({ maxCount: 3 }), loan: renewedLoan({ renewals: 2 }) })).toEqual([]);
  });

  test('counts renewals without the item only where it is not shown', () => {
    const unseen = { terms: terms({ maxUnseen: 1 }), loan: renewedLoan({ unseenRenewals: 1 }) };
    expect(codes({ ...unseen, isSeen: false })).toEqual(['RENEW_UNSEEN_LIMIT']);
    expect(codes({ ...unseen, isSeen: true })).toEqual([]);
  });

  test('an expired account stands in the way where the rules say so, and in FOLIO always and once', () => {
    const patron = { ...BLAMELESS, isExpired: true, isActive: false };
    expect(codes({ patron })).toEqual(['PATRON_INACTIVE']);
    expect(codes({ patron, terms: terms({ blocksExpired: true }) })).toEqual(['PATRON_EXPIRED', 'PATRON_INACTIVE']);
    expect(codes({ patron, profile: 'folio' })).toEqual(['PATRON_EXPIRED']);
    expect(codes({ patron: { ...patron, isActive: true }, profile: 'folio' })).toEqual(['PATRON_EXPIRED']);
    expect(codes({ patron: { ...patron, isExpired: false }, profile: 'folio' })).toEqual(['PATRON_EXPIRED']);
  });

  test('a restriction stands in the way where the rules say so, and in FOLIO always', () => {
    const patron = { ...BLAMELESS, restriction: { until: null, label: 'manual' } };
    expect(codes({ patron })).toEqual([]);
    expect(codes({ patron, terms: terms({ blocksRestricted: true }) })).toEqual(['PATRON_RESTRICTED']);
    expect(codes({ patron, profile: 'folio' })).toEqual(['PATRON_RESTRICTED']);
  });

  test('a policy that does not lend says nothing besides of renewing', () => {
    expect(codes({ isLoanable: false, terms: terms({ allowed: false }) })).toEqual(['ITEM_NOT_LOANABLE']);
    expect(codes({ terms: terms({ allowed: false }) })).toEqual(['RENEW_NOT_ALLOWED']);
  });

  test('an overdue loan stands in its own way, or any loan in the way of all', () => {
    const other = { ...BLAMELESS, overdues: 1 };
    expect(codes({ patron: other, terms: terms({ whenOverdue: 'all' }) })).toEqual(['PATRON_OVERDUES']);
    expect(codes({ patron: other, terms: terms({ whenOverdue: 'item' }) })).toEqual([]);
    expect(codes({ loan: renewedLoan({ isOverdue: true }), terms: terms({ whenOverdue: 'none' }) })).toEqual([]);
  });

  test('more items out than allowed stop no renewal, debts do unless the library lets them pass', () => {
    const penalties = ['PATRON_EXCEEDS_CHECKOUT_COUNT', 'PATRON_EXCEEDS_FINES'].map((name) => ({
      name,
      blocks: name === 'PATRON_EXCEEDS_FINES' ? (['CIRC', 'RENEW'] as const) : (['CIRC'] as const),
    }));
    expect(codes({ patron: { ...BLAMELESS, penalties } })).toEqual(['PATRON_FINES']);
    expect(codes({ patron: { ...BLAMELESS, penalties }, ignored: new Set(['PATRON_FINES']) })).toEqual([]);
  });

  test('a policy of fixed dates that names periods is told only when somebody waits', () => {
    const fixed = {
      profile: 'folio' as const,
      isFixed: true,
      terms: terms({ period: days(1), withHoldPeriod: days(2), withHold: 'yes' as const }),
    };
    expect(codes(fixed)).toEqual([]);
    expect(codes({ ...fixed, requests: [{ kind: 'hold', wants: 'this-item' }] })).toEqual([
      'POLICY_FIXED_WITH_PERIOD',
      'POLICY_FIXED_WITH_ALTERNATE',
    ]);
  });

  test('the override of a limit never covers somebody who waits', () => {
    const findings = judgeRenewal(
      renewalQuestion({ terms: terms({ maxCount: 0 }), requests: [{ kind: 'hold', wants: 'title' }] }),
    );
    expect(isAllowed(findings, new Set(['RENEW_LIMIT_REACHED']))).toBe(false);
    expect(isAllowed(findings, new Set(['RENEW_LIMIT_REACHED', 'RENEW_ON_HOLD']))).toBe(true);
    const inKoha = judgeRenewal(renewalQuestion({ profile: 'koha', requests: [{ kind: 'hold', wants: 'title' }] }));
    expect(isAllowed(inKoha, new Set(['RENEW_ON_HOLD']))).toBe(false);
  });
});

describe('a renewal that nobody asks for', () => {
  const auto = (over: Partial<RenewTerms['auto']>): RenewTerms =>
    terms({ auto: { ...PLAIN_RENEW_TERMS.auto, on: true, notBefore: days(3), ...over } });
  const automatic = (over: Partial<RenewTerms['auto']>, more: Partial<RenewalQuestion> = {}) =>
    codes({ way: 'automatic', terms: auto(over), ...more });

  test('is made within its window, and told as the last one where it is', () => {
    expect(automatic({})).toEqual(['RENEW_OK_AUTO']);
    const last = { ...auto({}), maxCount: 1 };
    expect(codes({ way: 'automatic', terms: last })).toEqual(['RENEW_OK_AUTO_FINAL']);
  });

  test('comes too soon before it, and too late at its last moment already', () => {
    expect(automatic({ notBefore: days(1) })).toEqual(['AUTO_TOO_SOON']);
    expect(automatic({ notBefore: null })).toEqual(['AUTO_TOO_SOON']);
    expect(automatic({ notAfter: days(5) })).toEqual(['AUTO_TOO_LATE']);
    expect(automatic({ notAfter: days(5) }, { now: MONDAY - 1 })).toEqual(['RENEW_OK_AUTO']);
    expect(automatic({ hardDate: '2022-06-13' })).toEqual(['AUTO_TOO_LATE']);
    expect(automatic({ hardDate: '2022-06-14' })).toEqual(['RENEW_OK_AUTO']);
  });

  test('stops for more debt than the limit, not for as much', () => {
    const owing = (owedMinor: number) => automatic({ finesLimitMinor: 500 }, { patron: { ...BLAMELESS, owedMinor } });
    expect(owing(500)).toEqual(['RENEW_OK_AUTO']);
    expect(owing(501)).toEqual(['AUTO_FINES']);
  });

  test('stops for an expired account only where the library says so', () => {
    const patron = { ...BLAMELESS, isExpired: true };
    expect(automatic({ blocksExpired: true }, { patron })).toEqual(['AUTO_EXPIRED']);
    expect(automatic({ blocksExpired: false }, { patron })).toEqual(['RENEW_OK_AUTO']);
  });

  test('does not look at the window of renewals by hand', () => {
    const both = { ...auto({}), notBefore: { period: days(1), precision: 'exact' as const } };
    expect(codes({ way: 'automatic', terms: both })).toEqual(['RENEW_OK_AUTO']);
    expect(codes({ way: 'asked', terms: both, now: MONDAY + 1.5 * DAY_MS })).toEqual([]);
  });
});
