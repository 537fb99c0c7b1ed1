// Fees, payments, waivers and refunds, and each of them taken back.

import type { ActId } from '../../../shared/core/ids.ts';
import { phoneCode } from '../../../db/keys/phone-code.ts';
import { challengeOf } from '../../../shared/circ/phone-code.ts';
import { staffId } from '../../../shared/core/ids.ts';
import { TEST_PEPPER } from '../../contract/server/support/test-desk.ts';
import { lend, takeIn, undo, DONE } from './words.ts';
import type { World } from './world.ts';

export async function tellMoney({ a, c, pass, send, clock }: World): Promise<void> {
  const fee = (id: string, patron: string) => ({
    feeId: id,
    patronId: patron,
    itemId: null,
    amountMinor: 500,
    note: '',
  });
  a.act(
    'addFee',
    { ...fee('fee-1', 'P12'), charge: 'damage', itemId: 'X24', barcode: 'barcode-X24', note: 'Torn' },
    DONE,
  );
  pass();
  a.act('addFee', { ...fee('fee-2', 'P12'), charge: 'missing-part', itemId: 'X24' }, DONE);
  pass();
  const later = a.act('addFee', { ...fee('fee-3', 'P12'), charge: 'charge-of-later' }, DONE);
  pass();
  const wrong = a.act(
    'addFee',
    { ...fee('fee-4', 'P12'), charge: 'card', report: { id: later, at: clock.at } },
    { ...DONE, beside: later },
  );
  pass();
  undo(a, wrong, { patron: 'P12' });
  pass();
  const loan = lend(a, { item: 'X24', patron: 'P12', now: clock.at, told: { dueAt: clock.at + 60_000 } });
  await send(a);
  pass(2 * 24 * 60);
  const overdue = (after: ActId | null) => ({ kind: 'overdue', loanId: loan, after });
  const line = (of: unknown, amountMinor: number, settles = false) => ({ fee: of, amountMinor, settles });
  const pay = { patronId: 'P12', reference: null };
  const settled = a.act(
    'pay',
    { ...pay, amountMinor: 50, method: 'cash', tenderedMinor: 100 },
    { ...DONE, lines: [line(overdue(null), 50, true)], slipNumber: 1, owedAfterMinor: 1_500 },
  );
  pass(24 * 60);
  const cameBack = takeIn(a, 'X24');
  pass();
  const lines = [line({ kind: 'manual', feeId: 'fee-1' }, 500), line(overdue(settled), 25), line(overdue(null), 0)];
  const byCard = { ...pay, amountMinor: 700, method: 'card', reference: 'terminal 1234' };
  const paid = a.act('pay', byCard, { ...DONE, lines, slipNumber: 2 });
  pass();
  const other = { ...pay, amountMinor: 100, method: 'method-of-later' };
  const wrongly = a.act('pay', other, { ...DONE, lines: [], slipNumber: 3, owedAfterMinor: 800 });
  pass();
  undo(a, wrongly, { patron: 'P12' }, { reason: 'Other account' });
  pass();
  const manual = (id: string) => ({ patronId: 'P12', fee: { kind: 'manual', feeId: id } });
  const asked = { deskId: a.kept.id, staffId: 'clerk', codes: [], rights: ['waive-fees' as const] };
  const challenge = challengeOf({ ...asked, minor: 200, patronId: 'P12', thing: 'fee-2', nonce: 'nonce-2' });
  const code = phoneCode(TEST_PEPPER, { deskId: a.kept.id, supervisorId: 'boss', challenge });
  const phone = { challenge, code, codes: [], minor: 200, nonce: 'nonce-2' };
  const word = { codes: [], reason: '', authoriserId: staffId('boss'), phone };
  a.act('waive', { ...manual('fee-2'), amountMinor: 200, reason: 'Good will' }, DONE, { override: word });
  pass();
  a.act(
    'waive',
    { ...manual('fee-3'), amountMinor: null, reason: 'Our mistake' },
    { ...DONE, beside: cameBack },
    { staff: 'lead' },
  );
  pass();
  const waived = a.act('waive', { ...manual('fee-2'), amountMinor: null, reason: '' }, DONE, { staff: 'boss' });
  pass();
  undo(a, waived, { patron: 'P12' }, { staff: 'boss' });
  pass();
  const refund = { patronId: 'P12', method: 'cash', reason: 'Paid twice' };
  const back = (payment: ActId, amountMinor: number) => ({ lines: [{ payment, amountMinor }] });
  a.act('refund', refund, { ...DONE, ...back(paid, 100), slipNumber: 4 }, { staff: 'lead' });
  pass();
  const refunded = a.act('refund', refund, { ...DONE, ...back(paid, 50), slipNumber: 5 }, { staff: 'lead' });
  pass();
  const takenBack = { method: 'cash', amountMinor: 50 };
  undo(a, refunded, { patron: 'P12' }, { staff: 'lead', reason: 'Took it again', takenBack });
  pass();
  c.act('pay', { ...pay, amountMinor: 300, method: 'check', reference: '77' }, { ...DONE, lines: [], slipNumber: 2 });
  await send(a);
  await send(c);
}
