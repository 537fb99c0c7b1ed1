// Accounts are folded after items, from their results: a late act on one loan changes the account of the person who
// paid for it. [I16] [I24]

import { branchId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { hashPolicy, type Policy } from '../../../shared/rules/model/policy.ts';
import { receiptsOf } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, testPolicy, testRules } from './support/test-library.ts';

const ORDERS = [[['a', 'b', 'c']], [['c', 'b', 'a']], [['b', 'a', 'c']], [['a', 'c', 'b']]] satisfies (
  | 'a'
  | 'b'
  | 'c'
)[][][];

describeStores('accounts', (use) => {
  test('a loan that was undone leaves no fee, and what was paid for it is credit beside what still covers another', async () => {
    const { scene, a, b, pay, send } = await openStory(await use());
    const gone = a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
    const kept = a.checkout('X1', 'P0', { at: at(9, 1), dueAt: at(10) });
    a.checkin('X1', { at: at(12) });
    a.checkin('X0', { at: at(12, 1) });
    await send(a);
    const fines = new Map((await scene.rows('fee')).map((fee) => [String(fee.loanId), fee.amountMinor]));
    const [ofGone = 0, ofKept = 0] = [fines.get(gone), fines.get(kept)];
    expect(Math.min(ofGone, ofKept)).toBeGreaterThan(0);
    pay(b, gone, ofGone, at(13));
    pay(b, kept, ofKept, at(13, 1));
    await send(b);
    expect(await scene.rows('credit')).toEqual([]);
    a.undo(gone, { item: 'X0', patron: 'P0' }, { at: at(14) });
    await send(a);
    expect((await scene.rows('fee')).map((fee) => [fee.loanId, fee.outstandingMinor])).toEqual([[kept, 0]]);
    expect(await scene.rows('credit')).toEqual([{ patronId: 'P0', amountMinor: ofGone }]);
  });

  test('a sum too large for one payment is held, and does not stand in the way of later acts of the patron', async () => {
    const { scene, a, b, pay, addFee } = await openStory(await use());
    const enormous = Number.MAX_SAFE_INTEGER;
    for (const minute of [0, 1]) pay(a, 'no such loan', enormous, at(9, minute));
    addFee(a, { id: 'F', patron: 'P0' }, enormous, at(9, 2));
    b.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
    addFee(b, { id: 'G', patron: 'P0' }, 40, at(9, 1));
    const outcomes = async (desk: TestDesk) =>
      receiptsOf(await scene.send(desk, desk.request())).map((one) => one.outcome);
    scene.clock.set(at(9, 10));
    expect(await outcomes(a)).toEqual(['held', 'held', 'held']);
    expect(await outcomes(b)).toEqual(['applied', 'applied']);
    expect(await scene.rows('credit')).toEqual([]);
    expect((await scene.rows('fee')).map(({ id, outstandingMinor }) => [id, outstandingMinor])).toEqual([['G', 40]]);
  });

  test('rules that come after the loans under them count their closed days, as if they had been there', async () => {
    const policy: Policy = { ...testPolicy, overdue: { ...testPolicy.overdue, closedDays: 'skip-closed-ends' } };
    const hash = hashPolicy(policy);
    // Closed on the day after the loan is due.
    const closures = [{ from: '2026-01-06T00:00', to: '2026-01-07T00:00', name: 'Snow' }];
    const rules = testRules('rules-later', {
      branches: ['main', 'east'].map((id) => ({
        id: branchId(id),
        parent: null,
        calendar: { zone: 'UTC', weekly: null, yearly: [], closures, exceptions: [] },
      })),
    });
    const fines: number[] = [];
    for (const when of ['before', 'after']) {
      const { scene, a } = await openStory(await use());
      if (when === 'before') await scene.writer.activateRuleSet(rules, at(1));
      a.checkout('X0', 'P0', { at: at(9), dueAt: at(10), policyHash: hash, rulesVersion: 'rules-later' });
      a.checkin('X0', { at: at(10) + 3 * DAY_MS });
      scene.clock.set(at(10) + 4 * DAY_MS);
      await scene.send(a, { ...a.request(), policies: [{ hash, policy }] });
      if (when === 'after') {
        expect((await scene.rows('fee')).map((fee) => fee.amountMinor)).toEqual([75]);
        await scene.writer.activateRuleSet(rules, at(1));
      }
      fines.push(...(await scene.rows('fee')).map((fee) => fee.amountMinor));
    }
    expect(fines).toEqual([50, 50]);
  });

  test.each(ORDERS)('money that one patron paid is given back to no other patron, in the order %s', async (order) => {
    const story = await openStory(await use());
    const { scene, a, b, c, pay, payFee, addFee, refund, send } = story;
    addFee(a, { id: 'F', patron: 'P0' }, 100, at(9));
    const paid = payFee(a, { id: 'F', patron: 'P0' }, 300, at(9, 5));
    const cause = refund(b, { payment: paid, patron: 'P1' }, 250, at(10));
    // Both pay for one loan, so that their accounts are folded together from then on.
    const loan = c.checkout('X0', 'P2', { at: at(9), dueAt: at(10) });
    c.checkin('X0', { at: at(12) });
    pay(c, { loan, patron: 'P1' }, 20, at(13));
    pay(c, { loan, patron: 'P0' }, 20, at(13, 1));
    await send(...order.map((name) => story[name]));
    expect(await paidOf(story, 'F')).toEqual([['P0', 100, 100]]);
    expect(await scene.rows('credit')).toEqual([{ patronId: 'P0', amountMinor: 215 }]);
    expect(await openOf(story, 'refunded-twice')).toEqual([['P1', cause]]);
  });

  test.each(ORDERS)('an undo takes nothing out of the account of another, in the order %s', async (order) => {
    const story = await openStory(await use());
    const { a, b, c, pay, addFee, send } = story;
    const added = addFee(a, { id: 'F', patron: 'P0' }, 100, at(9));
    const undo = a.undo(added, { patron: 'P1' }, { at: at(9, 5) });
    const loan = c.checkout('X0', 'P2', { at: at(9), dueAt: at(10) });
    c.checkin('X0', { at: at(12) });
    pay(b, { loan, patron: 'P1' }, 20, at(13));
    pay(c, { loan, patron: 'P0' }, 20, at(13, 1));
    await send(...order.map((name) => story[name]));
    expect(await paidOf(story, 'F')).toEqual([['P0', 100, 0]]);
    expect(await openOf(story, 'undo-void')).toEqual([['P1', undo]]);
  });

  test.each(ORDERS)('a fee of an id that another has already stays theirs, in the order %s', async (order) => {
    const story = await openStory(await use());
    const { a, b, c, payFee, addFee, send } = story;
    addFee(a, { id: 'F', patron: 'P0' }, 100, at(9));
    addFee(b, { id: 'F', patron: 'P1' }, 300, at(9, 30));
    payFee(c, { id: 'F', patron: 'P0' }, 40, at(10));
    await send(...order.map((name) => story[name]));
    expect(await paidOf(story, 'F')).toEqual([['P0', 100, 40]]);
  });

  test.each(ORDERS)(
    'a fee of an id that another had is theirs once that other charge is undone, in the order %s',
    async (order) => {
      const story = await openStory(await use());
      const { a, b, c, payFee, addFee, send } = story;
      const first = addFee(a, { id: 'F', patron: 'P0' }, 100, at(9));
      addFee(b, { id: 'F', patron: 'P1' }, 300, at(9, 30));
      payFee(c, { id: 'F', patron: 'P1' }, 40, at(10));
      await send(...order.map((name) => story[name]));
      expect(await paidOf(story, 'F')).toEqual([['P0', 100, 0]]);
      a.undo(first, { patron: 'P0' }, { at: at(11) });
      await send(a);
      expect(await paidOf(story, 'F')).toEqual([['P1', 300, 40]]);
    },
  );
});

/** Debtor and paid amount of a fee. */
async function paidOf({ scene }: Story, id: string): Promise<unknown[]> {
  const fees = (await scene.rows('fee')).filter((fee) => String(fee.id) === id);
  return fees.map(({ patronId, amountMinor, paidMinor }) => [patronId, amountMinor, paidMinor]);
}

async function openOf({ scene }: Story, code: string): Promise<unknown[]> {
  const open = (await scene.rows('exception')).filter((row) => row.code === code && row.state === 'open');
  return open.map(({ patronId, cause }) => [patronId, cause]);
}
