// Loans that came back late, joined by who paid for them.

import { loanId, patronId } from '../../../../shared/core/ids.ts';
import type { Act } from '../../../../shared/circ/acts.ts';
import type { FeeRef } from '../../../../shared/circ/model/fee.ts';
import { checkinAct, checkoutAct, headerOf, itemRow, loanRow, put, startAt, type TestRow } from './test-rows.ts';

const day = 86_400_000;

/** How money names the fine of a loan. */
export function overdue(loan: string): FeeRef {
  return { kind: 'overdue', loanId: loanId(loan), after: null };
}

/** Loans `B-1/1`, `B-1/5` … of items `i0`, `i1` … by patrons `p0`, `p1` …: each was paid for by its patron and by the patron of the next one. */
export function chainOfPayments(length: number): TestRow[] {
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
