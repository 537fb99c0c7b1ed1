// The first answer to an act stays; an act held by a lost server alone is held no longer when another has taken it in. [I5] [I18]

import { takeReceipts } from '../../../../../electron/core/link/take-receipts.ts';
import { heldPlaces, receiptAt } from '../../../../../db/ledger/receipts.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import { checkinCommand, receiptText, testDesk } from '../../../db/support/test-desk.ts';

const path = tempDir();

test('an act that a lost server held is held no longer when a restored one has taken it in, and keeps its first answer', () => {
  const desk = testDesk(path('held.db'));
  const { ledger } = desk;
  const act = desk.act(checkinCommand('X1'));
  const other = desk.act(checkinCommand('X2'));
  takeReceipts(ledger, [receiptText(act, { outcome: 'held' }), receiptText(other, { outcome: 'held' })]);
  const held = () => heldPlaces(ledger).map(({ seq }) => seq);
  expect(held()).toEqual([act.seq, other.seq]);
  expect(takeReceipts(ledger, [receiptText(act, { outcome: 'held', receivedAt: 5 })])).toEqual([]);
  expect(held()).toEqual([act.seq, other.seq]);
  expect(takeReceipts(ledger, [receiptText(act, { receivedAt: 5 })])).toMatchObject([{ seq: act.seq }]);
  expect(held()).toEqual([other.seq]);
  expect(receiptAt(ledger, act)?.outcome).toBe('held');
  ledger.close();
});

test('an answer to another act of the same number lets nothing go', () => {
  const desk = testDesk(path('other.db'));
  const { ledger } = desk;
  const act = desk.act(checkinCommand('X1'));
  takeReceipts(ledger, [receiptText(act, { outcome: 'held' })]);
  expect(takeReceipts(ledger, [receiptText({ ...act, hash: '0'.repeat(64) })])).toEqual([]);
  expect(heldPlaces(ledger)).toHaveLength(1);
  ledger.close();
});
