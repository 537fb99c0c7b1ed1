// The timelines around an act, however far they lead: who paid for a loan has paid for others, whose items were paid for by others again.

import { itemId, loanId, patronId } from '../../../../shared/core/ids.ts';
import type { Act } from '../../../../shared/circ/acts.ts';
import { overlayDesk } from '../support/test-overlay.ts';
import { checkinCommand } from '../support/test-desk.ts';
import { tempDir } from '../support/temp-dir.ts';
import { checkinAct, checkoutAct, headerOf, itemRow, put, startAt, type TestRow } from '../support/test-rows.ts';

const path = tempDir();

/** Each patron paid for a loan of one item and for a loan of the next, so that all of them belong together. */
function chainOfPayments(length: number): TestRow[] {
  let seq = 0;
  const row = (act: Act) => put('event', act.id, act);
  const next = () => headerOf((seq += 1), startAt + seq * 60_000);
  const paidLoan = (item: string, patron: string): TestRow[] => {
    const lent = next();
    const fee = { kind: 'overdue' as const, loanId: loanId(lent.id), after: null };
    return [
      row(checkoutAct(lent, item, patron, lent.at)),
      row(checkinAct(next(), item)),
      row({
        kind: 'pay',
        ...next(),
        patronId: patronId(patron),
        amountMinor: 10,
        lines: [{ fee, amountMinor: 10, settles: true }],
      }),
    ];
  };
  return Array.from({ length }, (_, index) => [
    put('item', `i${index}`, itemRow(`i${index}`)),
    ...paidLoan(`i${index}`, `p${index}`),
    ...paidLoan(`i${index}`, `p${index + 1}`),
  ]).flat();
}

test('an act on an item that payments join to thousands of others is taken in, and a start anew finds the same [I12]', () => {
  const one = overlayDesk(path('chain'), chainOfPayments(1_500));
  const { act } = one.act(checkinCommand('i0'));
  expect(one.overlay.view.newestAct(itemId('i0'))).toBe(act.id);
  expect(one.rebuilt().view.newestAct(itemId('i0'))).toBe(act.id);
  one.close();
}, 60_000);
