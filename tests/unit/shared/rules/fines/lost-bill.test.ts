// The bill for an item that did not come back, and what is left of it when it does.

import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { lostBill, lostSchedule, refundOf, settleFound } from '../../../../../shared/rules/fines/lost-bill.ts';
import type { LostTerms } from '../../../../../shared/rules/model/policy/lost.ts';
import { inNewYork } from '../../../../support/small-library.ts';

const lostTerms = (over: Partial<LostTerms> = {}): LostTerms => ({
  aging: { lostAfter: { n: 30, unit: 'days' }, billAfter: { n: 1, unit: 'weeks' } },
  recalledAging: null,
  cost: 'price',
  setMinor: 5000,
  defaultPriceMinor: 1000,
  processingMinor: 250,
  processingWhen: { declared: true, aged: false },
  refundWithin: { n: 60, unit: 'days' },
  onReturn: { cost: 'refund', processing: 'refund', overdue: 'recharge' },
  ...over,
});
const dueAt = inNewYork('2022-06-10T23:59:59');

describe('a lost loan', () => {
  test('ages and is billed some time later, sooner when it was recalled', () => {
    expect(lostSchedule(lostTerms(), dueAt, false)).toEqual({
      lostAt: dueAt + 30 * DAY_MS,
      billedAt: dueAt + 37 * DAY_MS,
    });
    const sooner = lostTerms({ recalledAging: { lostAfter: { n: 10, unit: 'days' }, billAfter: null } });
    expect(lostSchedule(sooner, dueAt, true)).toEqual({ lostAt: dueAt + 10 * DAY_MS, billedAt: dueAt + 10 * DAY_MS });
  });

  test('never ages where no time is set', () => {
    const never = lostTerms({ aging: { lostAfter: null, billAfter: { n: 1, unit: 'days' } } });
    expect(lostSchedule(never, dueAt, true)).toEqual({ lostAt: null, billedAt: null });
  });

  test('is billed by price, by a set amount, by what somebody works out, or not', () => {
    const bill = (cost: LostTerms['cost'], priceMinor: number | null) =>
      lostBill(lostTerms({ cost }), 'aged', priceMinor).costMinor;
    expect([bill('price', 2400), bill('price', 400), bill('price', null)]).toEqual([2400, 1000, 1000]);
    expect([bill('set', 2400), bill('actual', 2400), bill('none', 2400)]).toEqual([5000, null, 0]);
  });

  test('has a processing fee when the patron declares the loss, or when it ages, as the policy says', () => {
    expect(lostBill(lostTerms(), 'declared', 2400).processingMinor).toBe(250);
    expect(lostBill(lostTerms(), 'aged', 2400).processingMinor).toBe(0);
  });
});

describe('a lost item that comes back', () => {
  test('is settled as the policy says while there is time, and not at all after it', () => {
    expect(settleFound(lostTerms(), dueAt, dueAt + 60 * DAY_MS)).toEqual(lostTerms().onReturn);
    expect(settleFound(lostTerms(), dueAt, dueAt + 60 * DAY_MS + 1)).toEqual({
      cost: 'keep',
      processing: 'keep',
      overdue: 'none',
    });
    expect(settleFound(lostTerms({ refundWithin: null }), dueAt, dueAt + 9000 * DAY_MS).cost).toBe('refund');
  });

  test('gives back what was paid, takes off what is owed, and leaves what was forgiven', () => {
    expect(refundOf({ amountMinor: 1000, paidMinor: 300, forgivenMinor: 200 })).toEqual({
      creditMinor: 500,
      paidBackMinor: 300,
    });
    expect(refundOf({ amountMinor: 1000, paidMinor: 0, forgivenMinor: 1000 })).toEqual({
      creditMinor: 0,
      paidBackMinor: 0,
    });
  });
});
