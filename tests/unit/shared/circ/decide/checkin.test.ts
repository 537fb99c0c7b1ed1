// Judging a check-in: where the copy goes, the remarks to the desk, and the fine to expect. It is always done.

import { decideCheckin, type CheckinAsk } from '../../../../../shared/circ/decide/checkin.ts';
import type { CheckinFacts, ItemFacts } from '../../../../../shared/circ/facts.ts';
import type { Item, ItemState } from '../../../../../shared/circ/model/item.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import { actId, branchId, holdId, itemId, locationId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import type { Policy } from '../../../../../shared/rules/model/policy.ts';
import { policyOf } from '../../../../../shared/rules/resolve/plain-policy.ts';
import { weightedTerms } from '../../../../../shared/rules/resolve/weighted-terms.ts';
import { ways } from '../../../../support/due-by-gives.ts';
import {
  checkoutFacts,
  days,
  duration,
  fine,
  hold,
  inNewYork,
  item,
  itemFacts,
  loan,
  maxFine,
  MONDAY,
} from '../../../../support/small-library.ts';

type Case = {
  item?: Partial<Item>;
  state?: Partial<ItemState>;
  about?: Partial<ItemFacts>;
  desk?: string | null;
  policy?: Policy;
};

function checkinFacts({ item: over, state, about, desk, policy }: Case = {}): CheckinFacts {
  const facts = checkoutFacts(desk === undefined ? {} : { desk });
  return { library: facts.library, item: itemFacts({ item: item(over, state), ...about }), policy };
}

const decide = (one: Case = {}, over: Partial<CheckinAsk> = {}, at = MONDAY) =>
  decideCheckin(checkinFacts(one), { barcode: '3100', ...over }, at);
const codes = (one: Case) => decide(one).reasons.map(({ code, effect }) => `${code} ${effect}`);
const onLoan = { status: 'on-loan' as const };

describe('where a copy goes', () => {
  test('is its shelf, when it is at home and nobody waits', () => {
    expect(decide({ state: onLoan })).toMatchObject({
      outcome: 'done',
      route: 'reshelve',
      hold: null,
      transitTo: null,
    });
    expect(codes({ state: onLoan })).toEqual(['RETURNED message']);
  });

  test('is home, when it is elsewhere', () => {
    const away = decide({ state: onLoan, desk: 'east' });
    expect(away).toMatchObject({ route: 'transit', transitTo: 'main' });
    expect(away.reasons.at(-1)).toMatchObject({ code: 'NEEDS_TRANSIT', params: { branch: 'Main Library' } });
  });

  test('is the hold shelf for the first who waits here, or their pickup branch', () => {
    const holds = [
      hold('S', { suspended: true }),
      hold('C', { state: 'captured', capturedItem: itemId('Y') }),
      hold('O', { itemId: itemId('Y') }),
      hold('H', { position: 4 }),
      hold('Z', { position: 5 }),
    ];
    const here = decide({ state: onLoan, about: { holds } });
    expect(here).toMatchObject({ route: 'hold-shelf', hold: { id: 'H' }, transitTo: null });
    expect(here.reasons.map(({ code }) => code)).toEqual(['RETURNED', 'HOLD_FOUND']);
    const there = decide({ state: onLoan, about: { holds: [hold('H', { pickup: branchId('east') })] } });
    expect(there).toMatchObject({ route: 'transit', hold: { id: 'H' }, transitTo: 'east' });
  });

  test('stays with the hold that it is trapped for already', () => {
    const holds = [hold('A'), hold('B', { state: 'captured', capturedItem: itemId('X'), suspended: true })];
    const shelved = { status: 'on-hold-shelf' as const, hold: holdId('B') };
    expect(decide({ state: shelved, about: { holds } })).toMatchObject({ route: 'hold-shelf', hold: { id: 'B' } });
    const gone = [hold('A'), hold('B', { state: 'cancelled' })];
    expect(decide({ state: shelved, about: { holds: gone } })).toMatchObject({ hold: { id: 'A' } });
  });

  test('is never a hold for a copy that fills none', () => {
    const holds = [hold('H')];
    expect(decide({ item: { holdable: false }, about: { holds } }).route).toBe('reshelve');
    const location = { id: locationId('S'), name: '', branch: branchId('main'), circulates: true, holdable: false };
    expect(decide({ about: { holds, location } }).route).toBe('reshelve');
  });

  test('is the desk of whoever checks the shelf, when two desks disagree about it', () => {
    const inQuestion = { state: { status: 'in-question' as const } };
    expect(decide(inQuestion)).toMatchObject({ route: 'check-shelf', hold: null });
    expect(codes(inQuestion)).toEqual(['ITEM_IN_QUESTION alert']);
  });

  test('is nowhere of ours for a barcode that nobody has', () => {
    const { library } = checkoutFacts();
    expect(decideCheckin({ library, item: null }, { barcode: '999' }, MONDAY)).toMatchObject({
      outcome: 'done',
      route: 'not-ours',
      reasons: [{ code: 'ITEM_UNKNOWN', effect: 'alert', params: { barcode: '999' } }],
    });
  });

  test('without a branch of the desk is the shelf, or where a hold says', () => {
    expect(decide({ desk: null, state: onLoan })).toMatchObject({ route: 'reshelve' });
    expect(decide({ desk: null, about: { holds: [hold('H')] } })).toMatchObject({
      route: 'transit',
      transitTo: 'main',
    });
    expect(codes({ desk: null, state: onLoan })).toEqual(['DESK_MISSING alert', 'RETURNED message']);
  });
});

describe('the message of a check-in', () => {
  test('is what the copy was', () => {
    expect(codes({})).toEqual(['NOT_ON_LOAN message']);
    expect(codes({ state: { status: 'lost' } })).toEqual(['LOST_FOUND alert']);
    expect(codes({ state: { status: 'in-transit', to: branchId('main') } })).toEqual(['TRANSIT_ARRIVED message']);
    const sentEast = { state: { status: 'in-transit' as const, to: branchId('east') } };
    expect(codes(sentEast)).toEqual(['WRONG_TRANSIT alert']);
    expect(decide(sentEast).reasons[0]?.params).toEqual({ branch: 'East Library' });
    expect(codes({ ...sentEast, desk: null })).toEqual(['DESK_MISSING alert']);
    expect(codes({ state: { status: 'on-hold-shelf' } })).toEqual([]);
    expect(codes({ state: { status: 'reserves' } })).toEqual(['ITEM_BAD_STATUS alert', 'STATUS_CHANGED message']);
    expect(codes({ state: { status: 'reserves' }, about: { holds: [hold('H')] } })).not.toContain(
      'STATUS_CHANGED message',
    );
    expect(codes({ item: { home: branchId('east') }, state: { status: 'reserves' } })).not.toContain(
      'STATUS_CHANGED message',
    );
    expect(codes({ state: { status: 'on-loan-unknown' } })).toEqual(['RETURNED message']);
  });

  test.each([
    ['damaged', 'repair', 'ITEM_BAD_STATUS alert'],
    ['bindery', 'repair', 'ITEM_BAD_STATUS alert'],
    ['in-process', 'in-process', 'ITEM_BAD_STATUS alert'],
    ['on-order', 'in-process', 'ITEM_BAD_STATUS alert'],
    ['cataloging', 'in-process', 'ITEM_BAD_STATUS alert'],
    ['discarded', 'withdrawn', 'WITHDRAWN alert'],
  ] as const)('a copy that is %s is for nobody before it is taken care of: %s', (status, route, code) => {
    const base = { foldedTo: null, where: { status, branch: branchId('main') } };
    expect(decide({ state: { status } })).toMatchObject({ route, hold: null, transitTo: null });
    expect(codes({ state: { status } })).toEqual([code]);
    // Also where it was lent as it is, and where a patron waits.
    expect(decide({ item: { base }, state: onLoan, about: { holds: [hold('H')] } })).toMatchObject({
      route,
      hold: null,
    });
    expect(codes({ item: { base }, state: onLoan })).toEqual(expect.arrayContaining(['RETURNED message', code]));
    // Further steps with it are done at home.
    const away = { item: { home: branchId('east'), base }, state: { status } };
    expect(decide(away)).toMatchObject({ route: 'transit', hold: null, transitTo: 'east' });
  });

  test('is what else whoever had it has overdue, and nobody is named', () => {
    const own = loan('L', { itemId: itemId('X'), dueAt: MONDAY - DAY_MS });
    const other = (id: string, over: Partial<Loan> = {}) => loan(id, { itemId: itemId(id), ...over });
    const back = (holderLoans: readonly Loan[]) => {
      const { library } = checkoutFacts();
      const facts = { library, item: itemFacts({ item: item({}, onLoan), loan: own }), holderLoans };
      return decideCheckin(facts, { barcode: '3100' }, MONDAY).reasons.filter(
        ({ code }) => code === 'PATRON_STILL_OVERDUE',
      );
    };
    const late = { dueAt: MONDAY - 1 };
    expect(back([own, other('A', late), other('B', late), other('C', { dueAt: MONDAY })])).toMatchObject([
      { effect: 'message', params: { count: 2 } },
    ]);
    expect(back([own])).toEqual([]);
    const claim = { kind: 'returned' as const, at: MONDAY - 1, by: actId('A/1') };
    expect(back([own, other('A', { ...late, claim })])).toEqual([]);
    expect(back([own, other('A', { ...late, state: 'lost' }), other('B', { ...late, state: 'in-question' })])).toEqual(
      [],
    );
  });

  test('is what must have come with it', () => {
    expect(decide({ item: { parts: ['charger'], alert: 'Never magnetize' } }).reasons.slice(1)).toMatchObject([
      { code: 'ITEM_PARTS_BACK', params: { parts: 'charger' } },
      { code: 'ITEM_ALERT', params: { text: 'Never magnetize' } },
    ]);
  });
});

describe('the fine to expect', () => {
  const policy = policyOf(
    weightedTerms(
      { circulates: true, duration: duration(days(14)), fine, maxFine },
      { loanGrade: 'normal', fineGrade: 'normal', priceMinor: null },
      ways,
    ),
  );
  const late = loan('L', { itemId: itemId('X'), dueAt: inNewYork('2022-06-09T23:59:59') });
  const returned = (over: Partial<CheckinAsk> = {}, about: Partial<ItemFacts> = {}) =>
    decide({ state: onLoan, about: { loan: late, ...about }, policy }, over).fine;

  test('is what lateness makes it', () => {
    expect(returned()).toEqual({ amountMinor: 40, currency: 'USD' });
  });

  test('counts to the book drop, never before the loan nor after the scan', () => {
    expect(returned({ returnedAt: MONDAY - 2 * DAY_MS })).toEqual({ amountMinor: 20, currency: 'USD' });
    expect(returned({ returnedAt: 0 })).toBeNull();
    expect(returned({ returnedAt: MONDAY + 9 * DAY_MS })).toEqual({ amountMinor: 40, currency: 'USD' });
  });

  test('of a loan that had aged to lost is its lateness, where the policy says so', () => {
    const lost = { ...late, state: 'lost' as const, lostAt: MONDAY - DAY_MS };
    expect(returned({}, { loan: lost })).toEqual({ amountMinor: 40, currency: 'USD' });
  });

  test('takes the bill of a lost item away, which is told, and nothing where none was billed or it stays owed', () => {
    const lost = { ...late, state: 'lost' as const, lostAt: MONDAY - DAY_MS };
    const billing = (more: Partial<Policy['lost']> = {}): Policy => ({
      ...policy,
      // Its plain figures alone count.
      terms: undefined,
      lost: { ...policy.lost, bill: 'price', processingMinor: 500, removeProcessing: true, ...more },
    });
    const lifted = (loanNow: Loan, lostPolicy = billing()) => {
      const decision = decide({ state: onLoan, about: { loan: loanNow }, policy: lostPolicy });
      const told = decision.reasons.filter(({ code }) => code === 'LOST_FEE_RECHARGED');
      expect(told.map(({ params }) => params['amount'])).toEqual(decision.lifted === null ? [] : [decision.lifted]);
      return decision.lifted?.amountMinor ?? null;
    };
    expect(lifted(lost)).toBe(2_500);
    expect(lifted(late)).toBeNull();
    expect(lifted(lost, billing({ removeProcessing: false }))).toBe(2_000);
    const kept = billing({ refundWithinMs: 0, removeProcessing: false });
    expect(lifted(lost, kept)).toBeNull();
    const told = decide({ state: { status: 'lost' }, about: { loan: lost }, policy: kept }).reasons;
    expect(told.map(({ code }) => code)).toEqual(['LOST_FOUND', 'LOST_FEE_KEPT']);
    expect(lifted(lost, billing({ bill: 'none', processingMinor: 0 }))).toBeNull();
  });

  test('says whether lateness is due in the place of the bill that is taken away', () => {
    const lost = { ...late, state: 'lost' as const, lostAt: MONDAY - DAY_MS };
    const told = (chargeOverdue: boolean) => {
      const billed: Policy = { ...policy, terms: undefined, lost: { ...policy.lost, bill: 'price', chargeOverdue } };
      const decision = decide({ state: onLoan, about: { loan: lost }, policy: billed });
      const codesTold = decision.reasons.map(({ code }) => code);
      return [decision.fine?.amountMinor ?? 0, codesTold.filter((code) => /^(BILL|LOST_FEE)/.test(code))];
    };
    expect(told(true)).toEqual([40, ['LOST_FEE_RECHARGED']]);
    expect(told(false)).toEqual([0, ['BILL_LIFTED']]);
  });

  test('is not guessed without the policy of the loan', () => {
    expect(decide({ state: onLoan, about: { loan: late } }).fine).toBeNull();
    expect(decide({ state: onLoan, policy }).fine).toBeNull();
  });
});
