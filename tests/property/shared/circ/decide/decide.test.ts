// Judging is total: for any facts it gives a decision that keeps its shape and its promises, and does not change the
// facts.

import fc from 'fast-check';
import { decideCheckin } from '../../../../../shared/circ/decide/checkin.ts';
import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import { decidePlaceHold } from '../../../../../shared/circ/decide/place-hold.ts';
import { decideRenew } from '../../../../../shared/circ/decide/renew.ts';
import { DecisionSchema, ReasonSchema, type Decision } from '../../../../../shared/circ/decision.ts';
import type { ItemFacts, LibraryFacts, PatronFacts } from '../../../../../shared/circ/facts.ts';
import { ItemStatusSchema } from '../../../../../shared/circ/model/item.ts';
import { branchId, holdId, itemId, locationId, patronId, titleId } from '../../../../../shared/core/ids.ts';
import { isReasonCode } from '../../../../../shared/core/codes/reasons.ts';
import { isTraceCode } from '../../../../../shared/core/codes/trace.ts';
import { sayReason } from '../../../../../shared/core/say-reason.ts';
import { sayTrace } from '../../../../../shared/core/say-trace.ts';
import { BRANCHES, GROUPS, KINDS, LOCATIONS, someInstant, someRuleSet } from '../../../../support/arbitrary-rules.ts';
import { someFolioRules, someKohaRules } from '../../../../support/arbitrary-system-rules.ts';
import { block, hold, item, loan, out, patron } from '../../../../support/small-library.ts';

const anyInstant = fc.oneof({ weight: 9, arbitrary: someInstant }, { weight: 1, arbitrary: fc.maxSafeInteger() });
/** Text without braces, which would look like a placeholder that was not filled. */
const someText = fc.string().map((text) => text.replaceAll('{', '('));
const someBranch = fc.constantFrom(...BRANCHES).map(branchId);
const somePatronId = fc.constantFrom('P', 'Q').map(patronId);
const someItemId = fc.constantFrom('X', 'Y').map(itemId);

const someLoan = fc
  .record({
    itemId: someItemId,
    patronId: somePatronId,
    branch: fc.option(someBranch),
    outAt: anyInstant,
    dueAt: anyInstant,
    state: fc.constantFrom('open' as const, 'lost' as const, 'in-question' as const),
    renewals: fc.nat({ max: 4 }),
    lostAt: fc.option(anyInstant),
  })
  .map((over) => loan('L', over));

const someHold = fc
  .record({
    id: fc.constantFrom('H', 'I').map(holdId),
    patronId: somePatronId,
    itemId: fc.option(someItemId),
    pickup: someBranch,
    suspended: fc.boolean(),
    state: fc.constantFrom('waiting' as const, 'captured' as const, 'filled' as const, 'cancelled' as const),
    capturedItem: fc.option(someItemId),
  })
  .map((over) => hold('H', over));

const someItem: fc.Arbitrary<ItemFacts> = fc.record({
  item: fc
    .record({
      over: fc.record({
        home: someBranch,
        owner: someBranch,
        location: fc.option(fc.constantFrom(...LOCATIONS).map(locationId)),
        kind: fc.option(fc.constantFrom(...KINDS)),
        loanGrade: fc.constantFrom('short' as const, 'normal' as const, 'extended' as const),
        circulates: fc.boolean(),
        holdable: fc.boolean(),
        priceMinor: fc.option(fc.nat()),
        addedAt: fc.option(anyInstant),
        parts: fc.array(someText, { maxLength: 2 }),
        alert: fc.option(someText),
      }),
      state: fc.record({
        status: fc.constantFrom(...ItemStatusSchema.options),
        branch: someBranch,
        to: fc.option(someBranch),
        hold: fc.option(fc.constantFrom('H', 'I').map(holdId)),
      }),
    })
    .map(({ over, state }) => item(over, state)),
  title: fc.constant(null),
  location: fc.constant(null),
  loan: fc.option(someLoan),
  holds: fc.array(someHold, { maxLength: 3 }),
});

const somePatron: fc.Arbitrary<PatronFacts> = fc.record({
  patron: fc
    .record({
      group: fc.constantFrom(...GROUPS),
      home: someBranch,
      expiresAt: fc.option(anyInstant),
      active: fc.boolean(),
      barred: fc.boolean(),
      juvenile: fc.boolean(),
      birthDate: fc.option(fc.constantFrom('2004-02-29', '1990-13-45', 'unknown')),
      blocks: fc.array(
        fc.constantFrom('PATRON_EXCEEDS_FINES', 'STAFF_C', 'constructor').map((kind) => block(kind)),
        { maxLength: 2 },
      ),
    })
    .map((over) => patron(over)),
  isOldCard: fc.boolean(),
  loansOut: fc.array(
    someLoan.map((over) => out('L', over, { kind: 'dvd' })),
    { maxLength: 3 },
  ),
  owedMinor: fc.nat(),
  returned: fc.array(fc.record({ itemId: someItemId, kind: fc.option(fc.constantFrom(...KINDS)), at: anyInstant }), {
    maxLength: 2,
  }),
});

const someLibrary: fc.Arbitrary<LibraryFacts> = fc.record({
  rules: fc.oneof(someRuleSet, someKohaRules, someFolioRules),
  branches: fc.constant(new Map()),
  deskBranch: fc.option(
    fc.record({
      id: someBranch,
      name: fc.constant('Desk'),
      parent: fc.constant(null),
      kind: fc.constant('branch' as const),
      system: fc.constant(null),
      zone: fc.constantFrom('America/New_York', 'Middle/Earth'),
    }),
    { freq: 8 },
  ),
  patronsAsOf: fc.option(anyInstant),
});

const someFacts = fc.record({
  library: someLibrary,
  item: fc.option(someItem, { freq: 6 }),
  patron: fc.option(somePatron, { freq: 6 }),
});
const someAsk = fc.record({
  barcode: someText,
  card: someText,
  dueAt: fc.option(anyInstant, { freq: 1 }),
  overrides: fc.array(fc.constantFrom('PATRON_BARRED', 'LIMIT_REACHED', 'ITEM_UNKNOWN', 'NO_RULE'), { maxLength: 3 }),
});

function expectSound(decision: Decision, now: number): void {
  expect(DecisionSchema.safeParse(decision).error).toBeUndefined();
  expect(decision.terms === null).toBe(decision.outcome === 'refused');
  for (const reason of decision.reasons) {
    expect(isReasonCode(reason.code)).toBe(true);
    expect(reason.right !== null).toBe(reason.effect === 'override');
    for (const language of ['en', 'es'] as const) expect(sayReason({ language, now }, reason)).not.toMatch(/\{\w+\}/);
  }
  for (const entry of [...decision.trace.due, ...decision.trace.limits, ...decision.trace.data]) {
    expect(isTraceCode(entry.code)).toBe(true);
    expect(sayTrace({ language: 'en', now }, entry)).not.toMatch(/\{\w+\}/);
  }
}

/** Saying dates goes through the platform's own calendar, which ends sooner than integers do. */
const within = (at: number) => Math.max(-8e15, Math.min(8e15, at));

describe('judging', () => {
  test('a checkout always comes to a sound decision, the same each time', () => {
    fc.assert(
      fc.property(someFacts, someAsk, anyInstant, (facts, ask, at) => {
        const before = structuredClone(facts);
        const decision = decideCheckout(facts, ask, at);
        expectSound(decision, within(at));
        expect(decideCheckout(facts, ask, at)).toEqual(decision);
        expect(facts).toEqual(before);
        const isTyped = ask.dueAt !== null;
        // Koha asks about a date that has passed instead of refusing it.
        const isAsked = decision.reasons.some(({ code }) => code === 'DUE_INVALID');
        if (decision.terms !== null && !isTyped && !isAsked) expect(decision.terms.dueAt).toBeGreaterThan(at);
      }),
      { numRuns: 400 },
    );
  });

  test('a renewal always comes to a sound decision', () => {
    fc.assert(
      fc.property(someFacts, someAsk, anyInstant, (facts, ask, at) => {
        expectSound(decideRenew(facts, ask, at), within(at));
      }),
      { numRuns: 300 },
    );
  });

  test('a check-in is always done, and routed by one rule', () => {
    fc.assert(
      fc.property(someFacts, fc.option(anyInstant), anyInstant, ({ library, item: about }, returnedAt, at) => {
        const decision = decideCheckin({ library, item: about }, { barcode: '1', returnedAt }, at);
        expect(decision.outcome).toBe('done');
        expect(decision.reasons.every((reason) => ReasonSchema.safeParse(reason).success)).toBe(true);
        expect(decision.route === 'transit').toBe(decision.transitTo !== null);
        expect(decision.route === 'not-ours').toBe(about === null);
        if (decision.route === 'hold-shelf') expect(decision.hold).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test('a hold always comes to a sound decision; without a patron, a copy or a pickup it is refused [I22]', () => {
    const someHeld = fc.record({ hold: someHold, kinds: fc.array(fc.option(fc.constantFrom(...KINDS))) });
    const someAskForHold = fc.record({ card: someText, pickup: fc.option(someBranch), overrides: fc.array(someText) });
    fc.assert(
      fc.property(
        fc.record({
          library: someLibrary,
          patron: fc.option(somePatron, { freq: 6 }),
          copies: fc.array(someItem, { maxLength: 3 }),
          itemId: fc.option(someItemId),
          titleId: fc.constant(titleId('T')),
          held: fc.array(someHeld, { maxLength: 3 }),
        }),
        someAskForHold,
        anyInstant,
        (facts, ask, at) => {
          const before = structuredClone(facts);
          const decision = decidePlaceHold(facts, ask, at);
          expectSound({ ...decision, terms: null, outcome: 'refused' }, within(at));
          expect(decidePlaceHold(facts, ask, at)).toEqual(decision);
          expect(facts).toEqual(before);
          const canWait = facts.copies.some(({ item: { id } }) => facts.itemId === null || id === facts.itemId);
          if (facts.patron === null) expect(decision.outcome).toBe('refused');
          if (!canWait) expect(decision.reasons.map(({ code }) => code)).toContain('HOLD_NOT_ALLOWED');
          if (ask.pickup === null && canWait) expect(decision.outcome).not.toBe('done');
        },
      ),
      { numRuns: 300 },
    );
  });
});
