// What a desk is told of an item that comes back, and where it goes.

import {
  judgeReturn,
  type ReturnedItem,
  type ReturnQuestion,
} from '../../../../../shared/rules/return/judge-return.ts';
import { PLAIN_RETURN_TERMS } from '../../../../../shared/rules/model/policy/return.ts';
import { MONDAY } from '../../../../support/small-library.ts';

const item = (over: Partial<ReturnedItem> = {}): ReturnedItem => ({
  home: 'main',
  holding: 'main',
  wasOnLoan: true,
  isWithdrawn: false,
  lostStatus: null,
  statusBecomes: null,
  transitTo: null,
  claim: 'none',
  bundle: null,
  isContradictory: false,
  ...over,
});

const judge = (over: Partial<ReturnQuestion>) =>
  judgeReturn({
    profile: 'holdfast',
    zone: 'America/New_York',
    currency: 'USD',
    desk: 'main',
    item: item(),
    terms: PLAIN_RETURN_TERMS,
    liftedMinor: null,
    otherOverdues: 0,
    ban: null,
    recallPickup: null,
    holdPickup: null,
    ...over,
  });
const codes = (over: Partial<ReturnQuestion>) => judge(over).findings.map(({ code }) => code);

describe('an item that comes back', () => {
  test('is told in the order in which things matter, and nothing of it asks for anything', () => {
    const answer = judge({
      item: item({
        home: 'annex',
        isWithdrawn: true,
        lostStatus: 'lost',
        statusBecomes: 'damaged',
        transitTo: 'east',
        claim: 'resolved',
        bundle: 'Kit 3',
        isContradictory: true,
      }),
      liftedMinor: 2500,
      otherOverdues: 2,
      ban: { kind: 'set', until: MONDAY },
      holdPickup: 'east',
    });
    expect(answer.findings.map(({ code }) => code)).toEqual([
      'WITHDRAWN',
      'RETURNED',
      'STATUS_CHANGED',
      'DATA_ERROR',
      'LOST_FOUND',
      'BILL_LIFTED',
      'WRONG_TRANSIT',
      'PATRON_STILL_OVERDUE',
      'BAN_SET',
      'HOLD_FOUND',
      'NEEDS_TRANSIT',
      'CLAIM_RESOLVED',
      'IN_BUNDLE',
    ]);
    expect(answer.findings.every(({ effect }) => effect === 'alert' || effect === 'message')).toBe(true);
    expect(answer).toMatchObject({ goesTo: 'east', isTurnedAway: false });
  });

  test('goes to whoever recalled it first, then to whoever waits, then where the library wants it', () => {
    expect(judge({ recallPickup: 'annex', holdPickup: 'east' }).goesTo).toBe('annex');
    expect(judge({ holdPickup: 'main', item: item({ home: 'annex' }) }).goesTo).toBeNull();
    expect(judge({ item: item({ home: 'annex' }) }).goesTo).toBe('annex');
    expect(judge({ item: item({ home: 'annex' }), terms: { ...PLAIN_RETURN_TERMS, goes: 'stay' } }).goesTo).toBeNull();
    const holding = { ...PLAIN_RETURN_TERMS, goes: 'holding' as const };
    expect(judge({ item: item({ holding: 'east' }), terms: holding }).goesTo).toBe('east');
  });

  test('is taken whatever the library forbids, and turned away only by the way of Koha', () => {
    const gates: Partial<ReturnQuestion>[] = [
      { item: item({ isWithdrawn: true }), terms: { ...PLAIN_RETURN_TERMS, blocksWithdrawn: true } },
      { item: item({ home: 'annex' }), terms: { ...PLAIN_RETURN_TERMS, allowedAt: 'home' } },
      { item: item({ lostStatus: 'lost' }), terms: { ...PLAIN_RETURN_TERMS, blocksLost: true } },
    ];
    const told = ['WITHDRAWN', 'RETURN_NOT_HERE', 'LOST_BLOCKED'];
    for (const [index, gate] of gates.entries()) {
      expect(judge(gate).isTurnedAway).toBe(false);
      expect(codes(gate)).toEqual(expect.arrayContaining([told[index], 'RETURNED']));
      expect(judge({ ...gate, profile: 'koha' })).toMatchObject({
        isTurnedAway: true,
        findings: [{ code: told[index], effect: 'block' }],
        goesTo: null,
      });
    }
  });

  test('that was not on loan counts as used here where the library counts that', () => {
    expect(codes({ item: item({ wasOnLoan: false }) })).toEqual(['NOT_ON_LOAN']);
    const counting = { ...PLAIN_RETURN_TERMS, countsLocalUse: true };
    expect(codes({ item: item({ wasOnLoan: false }), terms: counting })).toEqual(['NOT_ON_LOAN', 'LOCAL_USE']);
  });

  test('that was lost says what becomes of its bill', () => {
    const lost = { item: item({ lostStatus: 'lost' }) };
    const bill = (lostBill: 'refund' | 'keep' | 'recharge-overdue', liftedMinor: number | null) =>
      codes({ ...lost, liftedMinor, terms: { ...PLAIN_RETURN_TERMS, lostBill } }).slice(1);
    expect(bill('refund', 500)).toEqual(['LOST_FOUND', 'BILL_LIFTED']);
    expect(bill('refund', 0)).toEqual(['LOST_FOUND', 'LOST_FEE_KEPT']);
    expect(bill('keep', 500)).toEqual(['LOST_FOUND', 'LOST_FEE_KEPT']);
    expect(bill('recharge-overdue', 500)).toEqual(['LOST_FOUND', 'LOST_FEE_RECHARGED']);
    expect(bill('refund', null)).toEqual(['LOST_FOUND']);
  });

  test('tells the ban that it sets, one that ran before, and one without an end', () => {
    expect(codes({ ban: { kind: 'set', until: MONDAY } })).toContain('BAN_SET');
    expect(codes({ ban: { kind: 'before', until: MONDAY } })).toContain('BAN_BEFORE');
    expect(codes({ ban: { kind: 'set', until: null } })).toContain('BAN_FOREVER');
  });

  test('arrives from transit at the desk that it was sent to', () => {
    expect(codes({ item: item({ wasOnLoan: false, transitTo: 'main' }) })).toEqual(['NOT_ON_LOAN', 'TRANSIT_ARRIVED']);
  });

  test('that nobody knows is told as such', () => {
    expect(judge({ item: null })).toMatchObject({ findings: [{ code: 'ITEM_UNKNOWN' }], isTurnedAway: false });
  });
});
