// The cost of a loss by the policy of a loan: the bill while the item is away, and the rest of it after a return.

import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { lossCost, lostSchedule, type Loss } from '../../../../../shared/rules/fines/lost-bill.ts';
import type { LostPolicy } from '../../../../../shared/rules/model/policy.ts';
import type { LostTerms } from '../../../../../shared/rules/model/policy/lost.ts';
import { inNewYork } from '../../../../support/small-library.ts';

const lostTerms = (over: Partial<LostTerms> = {}): LostTerms => ({
  aging: { lostAfter: { n: 30, unit: 'days' }, billAfter: { n: 1, unit: 'weeks' } },
  recalledAging: null,
  cost: 'price',
  setMinor: 5000,
  defaultPriceMinor: 1000,
  processingMinor: 250,
  processingWhen: { declared: true, aged: true },
  refundWithin: { n: 60, unit: 'days' },
  onReturn: { cost: 'refund', processing: 'refund', overdue: 'recharge' },
  ...over,
});
/** Plain figures beside full terms, which must not be read where there are terms. */
const lost: LostPolicy = {
  afterMs: 30 * DAY_MS,
  bill: 'price',
  defaultPriceMinor: 1000,
  processingMinor: 250,
  refundWithinMs: 60 * DAY_MS,
  removeProcessing: false,
  chargeOverdue: true,
};
const byTerms = (over: Partial<LostTerms> = {}) => ({ lost, terms: { lost: lostTerms(over) } });
const dueAt = inNewYork('2022-06-10T23:59:59');
const lostAt = dueAt + 30 * DAY_MS;
const loss = (over: Partial<Loss> = {}): Loss => ({
  lostAt,
  returnedAt: null,
  priceMinor: 2400,
  recalled: false,
  ...over,
});

describe('a lost loan', () => {
  test('ages and is billed some time later, sooner when it was recalled', () => {
    expect(lostSchedule(byTerms(), dueAt, false)).toEqual({ lostAt, billedAt: dueAt + 37 * DAY_MS });
    const sooner = byTerms({ recalledAging: { lostAfter: { n: 10, unit: 'days' }, billAfter: null } });
    expect(lostSchedule(sooner, dueAt, true)).toEqual({ lostAt: dueAt + 10 * DAY_MS, billedAt: dueAt + 10 * DAY_MS });
  });

  test('never ages where the policy says so', () => {
    const never = byTerms({ aging: { lostAfter: null, billAfter: null } });
    expect(lostSchedule(never, dueAt, true)).toEqual({ lostAt: null, billedAt: null });
  });

  test.each([
    ['the price', 'price', 2400, 2400],
    ['the default where the price is less', 'price', 0, 1000],
    ['the default where there is no price', 'price', null, 1000],
    ['a set amount', 'set', 2400, 5000],
    ['nothing yet where somebody works it out', 'actual', 2400, 0],
    ['nothing', 'none', 2400, 0],
  ] as const)('costs %s', (_what, cost, priceMinor, costMinor) => {
    expect(lossCost(byTerms({ cost }), loss({ priceMinor }))).toEqual({
      costMinor,
      processingMinor: 250,
      billedAt: lostAt + 7 * DAY_MS,
      lateUntil: null,
    });
  });

  test('costs no processing fee where that is for losses that patrons declare', () => {
    const declared = byTerms({ processingWhen: { declared: true, aged: false } });
    expect(lossCost(declared, loss()).processingMinor).toBe(0);
  });
});

describe('a lost loan that came back', () => {
  const back = (days: number, over: Partial<LostTerms> = {}) =>
    lossCost(byTerms(over), loss({ returnedAt: lostAt + days * DAY_MS }));

  test('in time costs what the policy keeps, and lateness as it says', () => {
    expect(back(60)).toMatchObject({ costMinor: 0, processingMinor: 0, lateUntil: lostAt + 60 * DAY_MS });
    const onReturn = { cost: 'keep', processing: 'keep', overdue: 'restore' } as const;
    expect(back(60, { onReturn })).toMatchObject({ costMinor: 2400, processingMinor: 250, lateUntil: lostAt });
    expect(back(60, { onReturn: { ...onReturn, cost: 'refund', overdue: 'none' } })).toMatchObject({
      costMinor: 0,
      processingMinor: 250,
      lateUntil: null,
    });
  });

  test('too late costs the whole bill and no fine besides', () => {
    expect(back(61)).toMatchObject({ costMinor: 2400, processingMinor: 250, lateUntil: null });
    expect(back(9000, { refundWithin: null }).costMinor).toBe(0);
  });

  test('before it was billed is not billed', () => {
    const onReturn = { cost: 'keep', processing: 'keep', overdue: 'recharge' } as const;
    expect(back(6, { onReturn })).toMatchObject({ costMinor: 0, processingMinor: 0, lateUntil: lostAt + 6 * DAY_MS });
    expect(back(7, { onReturn })).toMatchObject({ costMinor: 2400, processingMinor: 250 });
  });
});

describe('a loan that keeps plain figures alone', () => {
  test('ages, costs and is settled by them', () => {
    const plain = { lost };
    expect(lostSchedule(plain, dueAt, false)).toEqual({ lostAt, billedAt: lostAt });
    expect(lossCost(plain, loss())).toEqual({
      costMinor: 2400,
      processingMinor: 250,
      billedAt: lostAt,
      lateUntil: null,
    });
    const returnedAt = lostAt + 60 * DAY_MS;
    expect(lossCost(plain, loss({ returnedAt }))).toMatchObject({
      costMinor: 0,
      processingMinor: 250,
      lateUntil: returnedAt,
    });
    expect(lossCost(plain, loss({ returnedAt: returnedAt + 1 }))).toMatchObject({ costMinor: 2400, lateUntil: null });
  });
});
