// Properties of every judged checkout: all reasons at once, each on its own, and limits that only ever close.

import fc from 'fast-check';
import {
  PLAIN_ITEM,
  type CheckoutQuestion,
  type ItemStanding,
} from '../../../../shared/rules/judge/checkout-question.ts';
import { isAllowed } from '../../../../shared/rules/judge/finding.ts';
import { judgeCheckout } from '../../../../shared/rules/judge/judge-checkout.ts';
import { BLAMELESS, type PatronStanding } from '../../../../shared/rules/judge/patron-standing.ts';
import { countItemLimit, type TypedLoan } from '../../../../shared/rules/limits/item-limit.ts';
import { reachedLoanLimit, type AskedLoan, type OutNow } from '../../../../shared/rules/limits/loan-limit.ts';
import { ProfileNameSchema } from '../../../../shared/rules/model/profile-name.ts';
import { checkoutQuestion } from '../../../support/rule-questions.ts';
import { MONDAY } from '../../../support/small-library.ts';

type Blemish = (question: CheckoutQuestion) => CheckoutQuestion;

const ofPatron =
  (over: Partial<PatronStanding>): Blemish =>
  (question) => ({ ...question, patron: { ...(question.patron ?? BLAMELESS), ...over } });
const ofItem =
  (over: Partial<ItemStanding>): Blemish =>
  (question) => ({ ...question, item: { ...(question.item ?? PLAIN_ITEM), ...over } });
const ofTerms =
  (over: Partial<CheckoutQuestion['terms']>): Blemish =>
  (question) => ({ ...question, terms: { ...question.terms, ...over } });

/** Things that may be wrong, each of which makes one reason. */
const BLEMISHES: readonly Blemish[] = [
  ofPatron({ isExpired: true }),
  ofPatron({ isBarred: true }),
  ofPatron({ lacksAddress: true }),
  ofPatron({ hasLostCard: true }),
  ofPatron({ isInvalidProxy: true }),
  ofPatron({ restriction: { until: null, label: 'Banned' } }),
  ofPatron({ overdues: 2 }),
  ofPatron({ owedMinor: 5000 }),
  ofPatron({ guarantorsOweMinor: 5000 }),
  ofPatron({ otherOwedMinor: 1 }),
  ofItem({ isWithdrawn: true }),
  ofItem({ isRestricted: true }),
  ofItem({ lostStatus: 'lost' }),
  ofItem({ badStatus: 'damaged' }),
  ofItem({ inTransitTo: 'annex' }),
  ofItem({ parts: 'case' }),
  ofItem({ leastAge: 99 }),
  ofItem({ holder: { who: 'another' } }),
  ofItem({ held: 'another' }),
  ofItem({ recalled: 'another' }),
  ofItem({ bookings: [{ isOwn: false, startsAt: MONDAY + 1 }] }),
  ofTerms({ isLoanable: false }),
  ofTerms({ reachedLimit: { kind: 'loans', max: 3, count: 3 } }),
  ofTerms({ underPressure: { holds: 8, days: 3 } }),
  ofTerms({ reusableFrom: MONDAY + 1 }),
];

const told = (question: CheckoutQuestion) =>
  judgeCheckout(question)
    .map(({ code, effect }) => `${effect} ${code}`)
    .toSorted();

test('joint reasons are told together, each as it would be alone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('holdfast' as const, 'evergreen' as const),
      fc.subarray([...BLEMISHES]),
      (profile, some) => {
        const plain = checkoutQuestion({ profile });
        const together = some.reduce((question, spoil) => spoil(question), plain);
        expect(told(together)).toEqual(some.flatMap((spoil) => told(spoil(plain))).toSorted());
      },
    ),
  );
});

test('no override lets through what another reason asks for', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ProfileNameSchema.options), fc.subarray([...BLEMISHES]), (profile, some) => {
      const findings = judgeCheckout(some.reduce((question, spoil) => spoil(question), checkoutQuestion({ profile })));
      const asking = findings.filter(({ effect }) => effect === 'override').map(({ code }) => code);
      const isBlocked = findings.some(({ effect }) => effect === 'block');
      expect(isAllowed(findings, new Set(asking))).toBe(!isBlocked);
      for (const left of asking)
        expect(isAllowed(findings, new Set(asking.filter((code) => code !== left)))).toBe(false);
    }),
  );
});

const someCount = fc.nat({ max: 5 });
const someMost = fc.option(someCount, { nil: null });
const someOut: fc.Arbitrary<OutNow> = fc.record({ loans: someCount, onsite: someCount });
const someAsked: fc.Arbitrary<AskedLoan> = fc.record({
  isOnsite: fc.boolean(),
  isSwitch: fc.boolean(),
  onsiteCountsAsNormal: fc.boolean(),
});

test('a limit that is reached stays reached with more out, and one that is not stays open with more allowed', () => {
  fc.assert(
    fc.property(
      fc.record({ max: someMost, maxOnsite: someMost }),
      someOut,
      someAsked,
      fc.boolean(),
      (limit, out, asked, onsiteMore) => {
        const { max, maxOnsite } = limit;
        const isReached = (by: typeof limit, now: OutNow) =>
          reachedLoanLimit([{ limit: by, out: now }], asked) !== null;
        const more = { loans: out.loans + (onsiteMore ? 0 : 1), onsite: out.onsite + (onsiteMore ? 1 : 0) };
        const wider = { max: max === null ? null : max + 1, maxOnsite: maxOnsite === null ? null : maxOnsite + 1 };
        if (isReached(limit, out)) expect(isReached(limit, more)).toBe(true);
        else expect(isReached(wider, out)).toBe(false);
      },
    ),
  );
});

const someType = fc.option(fc.constantFrom('book', 'dvd'), { nil: null });
const someLoan: fc.Arbitrary<TypedLoan> = fc.record({
  materialType: someType,
  loanType: someType,
  isClaimed: fc.boolean(),
});

test('an item limit that asks for more counts less', () => {
  fc.assert(
    fc.property(fc.array(someLoan), someLoan, someCount, (loans, item, max) => {
      const count = (materialType: boolean, loanType: boolean) =>
        countItemLimit({ materialType, loanType, patronGroup: false }, max, { item, loans })?.count ?? 0;
      expect(count(true, true)).toBeLessThanOrEqual(Math.min(count(true, false), count(false, true)));
      expect(count(false, false)).toBe(0);
    }),
  );
});
