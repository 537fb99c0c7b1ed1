// Chains of payments: the payer of a loan has paid for other loans, which have other payers. An act reads only the part
// that its own fees and credits need.

import {
  actId,
  deskId,
  itemId,
  loanId,
  patronId,
  streamId,
  type ItemId,
  type PatronId,
} from '../../../../shared/core/ids.ts';
import type { Act } from '../../../../shared/circ/acts.ts';
import type { FeeRef } from '../../../../shared/circ/model/fee.ts';
import { ReceiptSchema } from '../../../../shared/wire/receipt.ts';
import { markReleased } from '../../../../db/ledger/receipts.ts';
import { createOverlay } from '../../../../db/overlay/overlay.ts';
import { replicaSource } from '../../../../db/overlay/overlay-source.ts';
import { chainOfPayments, overdue } from '../support/chain-of-payments.ts';
import { overlayDesk, type OverlayDesk } from '../support/test-overlay.ts';
import { checkinCommand, payCommand, receiptText, refundCommand, undoCommand } from '../support/test-desk.ts';
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

test('a payment reads the payers of the loans of its payer, and a new start finds the same [I12]', () => {
  const one = overlayDesk(path('payment'), chainOfPayments(1_500));
  one.desk.at = startAt + 30 * day;
  const read = noteReads(one);
  one.act(payCommand('p3', [{ fee: overdue('B-1/13'), amountMinor: 700, settles: true }]));
  expect([...read.items]).toEqual([]);
  // p3 paid for the loans of p2 and p3, which p2 and p4 paid for too; their other fees are read with all who paid for those.
  expect([...read.payers].toSorted()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
  const [now, again] = [one.overlay.view, one.rebuilt().view];
  expect(now.creditMinor(patronId('p3'))).toBeGreaterThan(0);
  for (const id of ['p2', 'p3', 'p4'].map(patronId)) {
    expect(again.feesOfPatron(id)).toEqual(now.feesOfPatron(id));
    expect(again.creditMinor(id)).toBe(now.creditMinor(id));
  }
  one.close();
}, 60_000);

describe('a row that was only read counts at once where it changes [I12]', () => {
  const lost = (fields: object = {}) => ({ ...itemRow('y'), priceMinor: 4_000, ...fields });
  const names = ['p', 'q'].map(patronId);

  /** Every fee and credit, and the same from an overlay that is made from nothing. */
  function money(one: OverlayDesk): { readonly now: unknown; readonly anew: unknown } {
    const of = (view: OverlayDesk['overlay']['view']) =>
      names.map((id) => [
        view
          .feesOfPatron(id)
          .map((fee) => `${fee.id} ${fee.outstandingMinor}`)
          .toSorted(),
        view.creditMinor(id),
      ]);
    return { now: of(one.overlay.view), anew: of(one.rebuilt().view) };
  }

  function expectSame(one: OverlayDesk): unknown {
    const { now, anew } = money(one);
    expect(now).toEqual(anew);
    return now;
  }

  const lent = (seq: number, item: string, fields: Parameters<typeof loanRow>[3] = {}): TestRow[] => {
    const out = headerOf(seq, startAt);
    return [
      put('event', out.id, checkoutAct(out, item, 'p', startAt + 14 * day)),
      put('loan', out.id, loanRow(out.id, item, 'p', fields)),
    ];
  };
  const paid = (seq: number, payer: string, fees: readonly (readonly [FeeRef, number])[]) => {
    const header = headerOf(seq, startAt + 20 * day);
    const lines = fees.map(([fee, amountMinor]) => ({ fee, amountMinor, settles: false }));
    const amountMinor = fees.reduce((sum, [, amount]) => sum + amount, 0);
    return put('event', header.id, { kind: 'pay', ...header, patronId: patronId(payer), amountMinor, lines });
  };
  const aged = (seq: number): Act => ({
    kind: 'ageToLost',
    ...headerOf(seq, startAt + 15 * day),
    itemId: itemId('y'),
    loanId: loanId('B-1/2'),
    patronId: patronId('p'),
  });
  const items = [put('item', 'x', itemRow('x')), put('item', 'y', lost())];
  const desk = (file: string, rows: readonly TestRow[]) => {
    const one = overlayDesk(path(file), [...items, ...rows]);
    one.desk.at = startAt + 30 * day;
    return one;
  };

  test('a loan that is again as its row has it', () => {
    const one = desk('undone', [...lent(1, 'x'), paid(2, 'p', [[overdue('B-1/1'), 5_000]])]);
    const before = expectSame(one);
    const { act } = one.act(checkinCommand('x'));
    expect(expectSame(one)).not.toEqual(before);
    one.act(undoCommand(act.id, 'x'));
    expect(expectSame(one)).toEqual(before);
    one.close();
  });

  test('the price of a copy that is lost', () => {
    const bill = { kind: 'lost' as const, loanId: loanId('B-1/2'), after: null };
    const rows = [
      ...lent(1, 'x'),
      ...lent(2, 'y', { state: 'lost', lostAt: startAt + 15 * day }),
      put('event', 'B-1/3', aged(3)),
      paid(4, 'p', [
        [overdue('B-1/1'), 100],
        [bill, 4_000],
      ]),
    ];
    const one = desk('price', rows);
    one.act(checkinCommand('x'));
    const before = expectSame(one);
    one.feed([put('item', 'y', lost({ priceMinor: 1_000 }))]);
    expect(expectSame(one)).not.toEqual(before);
    one.close();
  });

  test('a payment for a loan whose fee came here', () => {
    const one = desk('paid', lent(1, 'x'));
    one.act(checkinCommand('x'));
    const [fee] = one.overlay.view.feesOfPatron(patronId('p'));
    expect(fee?.outstandingMinor).toBeGreaterThan(0);
    one.act(payCommand('p', [{ fee: overdue('B-1/1'), amountMinor: 700, settles: true }]));
    expect(one.overlay.view.feesOfPatron(patronId('p'))).toEqual([]);
    expectSame(one);
    one.close();
  });

  test.each(['first', 'last'])(
    'a waiver taken back %s, while a payment by another patron for another loan of the patron waits',
    (when) => {
      const returned = { state: 'closed', how: 'checkin', inAt: startAt + 20 * day } as const;
      const waived = headerOf(1, startAt + 21 * day, {
        id: actId('A-0/1'),
        desk: deskId('A'),
        stream: streamId('A-0'),
      });
      const one = desk(`taken-back-${when}`, [
        ...lent(1, 'x'),
        ...lent(2, 'y', returned),
        put('event', 'B-1/3', checkinAct(headerOf(3, startAt + 20 * day), 'y')),
        paid(4, 'p', [[overdue('B-1/1'), 100]]),
        put('event', waived.id, {
          kind: 'waive',
          ...waived,
          patronId: patronId('p'),
          fee: overdue('B-1/2'),
          amountMinor: null,
        }),
      ]);
      const acts = [
        undoCommand(waived.id, null, 'p'),
        payCommand('q', [{ fee: overdue('B-1/1'), amountMinor: 700, settles: true }]),
      ];
      for (const act of when === 'first' ? acts : acts.toReversed()) one.act(act);
      expectSame(one);
      expect(one.rebuilt().view.owedMinor(patronId('p'))).toBe(150);
      one.close();
    },
  );

  test('one payment for two loans that came back here', () => {
    const fees = [overdue('B-1/1'), overdue('B-1/2')].map((fee) => [fee, 100] as const);
    const one = desk('both', [...lent(1, 'x'), ...lent(2, 'y'), paid(3, 'q', fees)]);
    one.act(checkinCommand('x'));
    one.act(checkinCommand('y'));
    expectSame(one);
    // The seventeenth day of being late has begun, at 25 a day, for each.
    expect(one.rebuilt().view.owedMinor(patronId('p'))).toBe(2 * (17 * 25 - 100));
    one.close();
  });

  test('a loan that an undo took away, after its payer paid elsewhere', () => {
    const out = headerOf(1, startAt, { id: actId('A-0/1'), desk: deskId('A'), stream: streamId('A-0') });
    const one = desk('gone', [
      ...lent(2, 'y'),
      put('event', out.id, checkoutAct(out, 'x', 'p', startAt + 14 * day)),
      put('loan', out.id, loanRow(out.id, 'x', 'p')),
      paid(3, 'q', [[overdue(out.id), 100]]),
    ]);
    one.act(undoCommand(out.id, 'x'));
    expect(one.overlay.view.creditMinor(patronId('q'))).toBe(100);
    one.feed([paid(4, 'q', [[overdue('B-1/2'), 100]])]);
    expectSame(one);
    expect(one.overlay.view.creditMinor(patronId('q'))).toBe(100);
    one.close();
  });

  test('a payment that is no longer pending', () => {
    const one = desk('settled', lent(1, 'x'));
    const before = expectSame(one);
    const { act } = one.act(payCommand('p', [{ fee: overdue('B-1/1'), amountMinor: 700, settles: true }]));
    one.answer([receiptText(act, { outcome: 'held', effectiveAt: one.desk.at })]);
    one.feed([], { [act.stream]: 1 });
    expect(expectSame(one)).not.toEqual(before);
    // As a server that was restored has it: the one that held it is lost.
    markReleased(one.desk.ledger, [act], one.desk.at);
    one.overlay.answered([ReceiptSchema.parse(JSON.parse(receiptText(act, { outcome: 'applied' })))]);
    expect(one.overlay.view.pendingCount()).toBe(0);
    expect(expectSame(one)).toEqual(before);
    one.close();
  });

  test('money given back of one payment while a payment by another patron for the same loan waits', () => {
    const rows = [
      ...lent(1, 'x'),
      ...lent(2, 'y'),
      paid(3, 'q', [
        [overdue('B-1/1'), 100],
        [overdue('B-1/2'), 200],
      ]),
    ];
    const one = desk('given-back', rows);
    one.act(payCommand('p', [{ fee: overdue('B-1/1'), amountMinor: 700, settles: false }]));
    one.act(refundCommand('q', 'B-1/3', 300));
    const now = expectSame(one);
    one.act(checkinCommand('y'));
    expect(expectSame(one)).not.toEqual(now);
    one.close();
  });
});
