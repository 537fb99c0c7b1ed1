// Who paid for a loan has paid for others, which others paid for again: an act reads of these what its own fees and credits need, and no more.

import { itemId, loanId, patronId, type ItemId, type PatronId } from '../../../../shared/core/ids.ts';
import type { Act } from '../../../../shared/circ/acts.ts';
import { createOverlay } from '../../../../db/overlay/overlay.ts';
import { replicaSource } from '../../../../db/overlay/overlay-source.ts';
import { overlayDesk, type OverlayDesk } from '../support/test-overlay.ts';
import { checkinCommand, payCommand } from '../support/test-desk.ts';
import { tempDir } from '../support/temp-dir.ts';
import {
  checkinAct,
  checkoutAct,
  headerOf,
  itemRow,
  loanRow,
  put,
  startAt,
  type TestRow,
} from '../support/test-rows.ts';

const path = tempDir();
const day = 86_400_000;
const overdue = (loan: string) => ({ kind: 'overdue' as const, loanId: loanId(loan), after: null });

/** Each loan was paid for by its patron and by the patron of the next one. */
function chainOfPayments(length: number): TestRow[] {
  const row = (act: Act) => put('event', act.id, act);
  return Array.from({ length }, (_, index) => {
    const [out, back] = [headerOf(4 * index + 1, startAt), headerOf(4 * index + 2, startAt + 20 * day)];
    const [item, patron, loan] = [`i${index}`, `p${index}`, String(out.id)];
    const payment = (seq: number, payer: string) =>
      row({
        kind: 'pay',
        ...headerOf(seq, startAt + 21 * day),
        patronId: patronId(payer),
        amountMinor: 10,
        lines: [{ fee: overdue(loan), amountMinor: 10, settles: false }],
      });
    return [
      put('item', item, itemRow(item)),
      row(checkoutAct(out, item, patron, startAt + 14 * day)),
      row(checkinAct(back, item)),
      put('loan', loan, loanRow(loan, item, patron, { state: 'closed', how: 'checkin', inAt: startAt + 20 * day })),
      payment(4 * index + 3, patron),
      payment(4 * index + 4, `p${index + 1}`),
    ];
  }).flat();
}

/** Takes the overlay anew from a replica whose reads are noted. */
function noteReads(one: OverlayDesk): { readonly items: Set<ItemId>; readonly payers: Set<PatronId> } {
  const source = replicaSource(one.replica.reader);
  const read = { items: new Set<ItemId>(), payers: new Set<PatronId>() };
  one.overlay = createOverlay({
    ledger: one.desk.ledger,
    source: {
      ...source,
      eventsOfItem: (id) => {
        read.items.add(id);
        return source.eventsOfItem(id);
      },
      moneyEventsOfPatron: (id) => {
        read.payers.add(id);
        return source.moneyEventsOfPatron(id);
      },
    },
  });
  return read;
}

test('a scan of an item that payments lead from to thousands of others reads that item alone [I12]', () => {
  const one = overlayDesk(path('scan'), chainOfPayments(1_500));
  one.desk.at = startAt + 30 * day;
  const read = noteReads(one);
  const { act } = one.act(checkinCommand('i1'));
  expect(one.overlay.view.newestAct(itemId('i1'))).toBe(act.id);
  expect([...read.items]).toEqual(['i1']);
  expect([...read.payers]).toEqual([]);
  expect(one.rebuilt().view.newestAct(itemId('i1'))).toBe(act.id);
  one.close();
}, 60_000);

test('a payment reads whoever paid for the loans of its payer, and a start anew finds the same [I12]', () => {
  const one = overlayDesk(path('payment'), chainOfPayments(1_500));
  one.desk.at = startAt + 30 * day;
  const read = noteReads(one);
  one.act(payCommand('p3', [{ fee: overdue('B-1/13'), amountMinor: 700, settles: true }]));
  expect([...read.items]).toEqual([]);
  // p3 paid for the loans of p2 and p3, which p2 and p4 paid for too; what these paid for is read with who else did.
  expect([...read.payers].toSorted()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
  const [now, again] = [one.overlay.view, one.rebuilt().view];
  expect(now.creditMinor(patronId('p3'))).toBeGreaterThan(0);
  for (const id of ['p2', 'p3', 'p4'].map(patronId)) {
    expect(again.feesOfPatron(id)).toEqual(now.feesOfPatron(id));
    expect(again.creditMinor(id)).toBe(now.creditMinor(id));
  }
  one.close();
}, 60_000);
