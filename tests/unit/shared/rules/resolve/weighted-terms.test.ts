// The policy of one loan: rates and periods by grade, caps, grace, renewals, lost items.

import { DAY_MS, HOUR_MS } from '../../../../../shared/core/instant.ts';
import type { Gives } from '../../../../../shared/rules/model/rule-set.ts';
import type { GradedItem } from '../../../../../shared/rules/resolve/graded-item.ts';
import { policyOf } from '../../../../../shared/rules/resolve/plain-policy.ts';
import { weightedTerms } from '../../../../../shared/rules/resolve/weighted-terms.ts';
import { ways } from '../../../../support/due-by-gives.ts';
import { days, duration, fine, hours, maxFine } from '../../../../support/small-library.ts';

const plain: GradedItem = { loanGrade: 'normal', fineGrade: 'normal', priceMinor: 2000 };

const resolve = (gives: Gives = {}, item: Partial<GradedItem> = {}) =>
  policyOf(
    weightedTerms(
      { circulates: true, duration: duration(days(14)), fine, maxFine, ...gives },
      { ...plain, ...item },
      { ...ways, closedDays: 'skip-closed-ends' },
    ),
  );

describe('a resolved policy', () => {
  test('takes period and rate by the grades of the item', () => {
    const periods = { short: hours(4), normal: days(14), extended: days(21) };
    const gives = { duration: { ...duration(days(14)), periods } };
    expect(resolve(gives)).toMatchObject({ grain: 'day', period: days(14), overdue: { rateMinor: 10 } });
    expect(resolve(gives, { loanGrade: 'short', fineGrade: 'high' })).toMatchObject({
      grain: 'time',
      period: hours(4),
      overdue: { rateMinor: 50 },
    });
    expect(resolve(gives, { loanGrade: 'extended', fineGrade: 'low' })).toMatchObject({ overdue: { rateMinor: 5 } });
  });

  test('counts rate and grace in elapsed time, a month as 31 days', () => {
    expect(resolve()).toMatchObject({
      overdue: { perMs: DAY_MS, graceMs: DAY_MS, maxMinor: 500, closedDays: 'skip-closed-ends' },
    });
    const month = { n: 1, unit: 'months' as const };
    expect(resolve({ fine: { ...fine, per: hours(1) }, grace: month })).toMatchObject({
      overdue: { perMs: HOUR_MS, graceMs: 31 * DAY_MS },
    });
  });

  test('caps at a percentage of the price', () => {
    const half = { maxFine: { ...maxFine, amountMinor: 5000, percentOfPrice: true } };
    expect(resolve(half)).toMatchObject({ overdue: { maxMinor: 1000 } });
    // Where the price is not known the cap is 0, as in the system that this comes from.
    expect(resolve(half, { priceMinor: null })).toMatchObject({ overdue: { rateMinor: 0 } });
  });

  test('a cap of nothing charges nothing; without a cap there is none', () => {
    expect(resolve({ maxFine: { ...maxFine, amountMinor: 0 } })).toMatchObject({ overdue: { rateMinor: 0 } });
    expect(resolve({ maxFine: undefined })).toMatchObject({ overdue: { rateMinor: 10, maxMinor: 0 } });
    expect(resolve({ fine: undefined })).toMatchObject({ overdue: { rateMinor: 0, maxMinor: 0 } });
  });

  test('takes the renewals of the row before those of the duration', () => {
    expect(resolve().maxRenewals).toBe(2);
    expect(resolve({ renewals: 0 }).maxRenewals).toBe(0);
  });

  test('never ages to lost where no rule says so', () => {
    expect(resolve().lost).toMatchObject({ afterMs: null, bill: 'price', processingMinor: 0 });
  });
});
