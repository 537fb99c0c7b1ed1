// The findings on a returned item, and its destination.

import { judgeReturn } from '../../../../../shared/rules/return/judge-return.ts';
import type { ReturnedItem, ReturnQuestion } from '../../../../../shared/rules/return/return-question.ts';
import { PLAIN_RETURN_TERMS } from '../../../../../shared/rules/model/policy/return.ts';
import { MONDAY } from '../../../../support/small-library.ts';

const item = (over: Partial<ReturnedItem> = {}): ReturnedItem => ({
  home: 'main',
  holding: 'main',
  from: 'loan',
  badStatus: null,
  isInQuestion: false,
  isWithdrawn: false,
  lostStatus: null,
  statusBecomes: null,
  transitTo: null,
  claim: 'none',
  bundle: null,
  isContradictory: false,
  parts: '',
  alert: '',
  ...over,
});

const judge = (over: Partial<ReturnQuestion>) =>
  judgeReturn({
    profile: 'holdfast',
    isTakenAnyway: false,
    zone: 'America/New_York',
    currency: 'USD',
    desk: 'main',
    branchName: (id) => `Branch ${id}`,
    barcode: '3100',
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

  test('is taken by a desk that has it in hand, by the way of Koha too, and goes where it may come back', () => {
    const stay = { ...PLAIN_RETURN_TERMS, allowedAt: 'home' as const, goes: 'stay' as const };
    const answer = judge({ profile: 'koha', isTakenAnyway: true, item: item({ home: 'annex' }), terms: stay });
    expect(answer).toMatchObject({ isTurnedAway: false, goesTo: 'annex' });
    expect(answer.findings).toMatchObject([
      { code: 'RETURN_NOT_HERE', effect: 'alert', params: { branch: 'Branch annex' } },
      { code: 'RETURNED' },
      { code: 'NEEDS_TRANSIT', params: { branch: 'Branch annex' } },
    ]);
    expect(judge({ profile: 'koha', isTakenAnyway: true, item: null }).isTurnedAway).toBe(false);
  });

  test('in the hands of a desk without a branch goes only where somebody waits for it', () => {
    const lost = { desk: null, item: item({ home: 'annex', transitTo: 'east' }), terms: PLAIN_RETURN_TERMS };
    expect(judge(lost).goesTo).toBeNull();
    expect(codes(lost)).toEqual(['DESK_MISSING', 'RETURNED']);
    expect(judge({ ...lost, holdPickup: 'east' }).goesTo).toBe('east');
    expect(codes({ ...lost, terms: { ...PLAIN_RETURN_TERMS, allowedAt: 'home' } })).not.toContain('RETURN_NOT_HERE');
  });

  test('that was sent here is held here', () => {
    const holding = { ...PLAIN_RETURN_TERMS, goes: 'holding' as const };
    const sent = item({ from: 'elsewhere', holding: 'east', transitTo: 'main' });
    expect(judge({ item: sent, terms: holding })).toMatchObject({
      findings: [{ code: 'TRANSIT_ARRIVED' }],
      goesTo: null,
    });
  });

  test('that is in question stays until somebody looked, whoever waits', () => {
    const asked = item({ home: 'annex', isInQuestion: true, parts: 'charger', alert: 'Count the pieces' });
    expect(judge({ item: asked, holdPickup: 'east' }).goesTo).toBeNull();
    expect(codes({ item: asked, holdPickup: 'east' })).toEqual(['ITEM_IN_QUESTION', 'ITEM_PARTS_BACK', 'ITEM_ALERT']);
  });

  test('that was not on loan counts as used here where the library counts that', () => {
    expect(codes({ item: item({ from: 'shelf' }) })).toEqual(['NOT_ON_LOAN']);
    const counting = { ...PLAIN_RETURN_TERMS, countsLocalUse: true };
    expect(codes({ item: item({ from: 'shelf' }), terms: counting })).toEqual(['NOT_ON_LOAN', 'LOCAL_USE']);
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
    expect(codes({ item: item({ from: 'shelf', transitTo: 'main' }) })).toEqual(['NOT_ON_LOAN', 'TRANSIT_ARRIVED']);
  });

  test('that nobody knows is told as such', () => {
    expect(judge({ item: null })).toMatchObject({ findings: [{ code: 'ITEM_UNKNOWN' }], isTurnedAway: false });
  });
});
