// An item whose old acts are in a checkpoint: loans ended by then count on, and acts older than it are history. [I12]

import { itemId, loanId, patronId } from '../../../../shared/core/ids.ts';
import { feeIdOf } from '../../../../shared/circ/model/fee.ts';
import { overlayDesk } from '../support/test-overlay.ts';
import { tempDir } from '../support/temp-dir.ts';
import { checkinCommand, checkoutCommand, payCommand, testPolicy, testPolicyHash } from '../support/test-desk.ts';
import {
  branch,
  checkinAct,
  checkoutAct,
  feeRow,
  headerOf,
  itemRow,
  loanRow,
  patronRow,
  put,
  startAt,
  titleRow,
} from '../support/test-rows.ts';

const path = tempDir();
const day = 86_400_000;
const p = patronId('p');
const x = itemId('x');
const ref = { kind: 'overdue', loanId: loanId('old'), after: null } as const;
const inAt = startAt - 50 * day;
const base = { foldedTo: inAt, where: { status: 'available' as const, branch }, lastDesk: headerOf(1, 0).desk };
/** Four days late, and nothing of it paid. */
const ended = loanRow('old', 'x', 'p', {
  outAt: inAt - 20 * day,
  dueAt: inAt - 4 * day,
  state: 'closed',
  how: 'checkin',
  inAt,
});
const owed = feeRow(feeIdOf(ref), 'p', 100, { kind: 'overdue', itemId: x, loanId: ended.id, at: inAt });
const rows = [
  put('title', 't-x', titleRow('t-x')),
  put('patron', 'p', patronRow('p')),
  put('policy', testPolicyHash, { hash: testPolicyHash, policy: testPolicy }),
  put('loan', 'old', ended),
  put('fee', owed.id, owed),
];

test('a debt for a loan in the checkpoint stays while acts on the item wait, and is paid like any other', () => {
  const one = overlayDesk(path('owed'), [...rows, put('item', 'x', itemRow('x', { base }))]);
  const { view } = one.overlay;
  one.act(checkoutCommand('x', 'p', one.desk.at + 14 * day));
  expect(view.loansOfPatron(p)).toMatchObject([{ state: 'open' }]);
  expect(view.feesOfPatron(p)).toMatchObject([{ id: owed.id, outstandingMinor: 100 }]);
  expect(view.accountOf(p, one.desk.at).fees).toMatchObject([{ ref, fee: { outstandingMinor: 100 } }]);
  one.act(payCommand('p', [{ fee: ref, amountMinor: 100, settles: true }]));
  expect(view.feesOfPatron(p)).toEqual([]);
  expect(view.creditMinor(p)).toBe(600);
  one.act(checkinCommand('x'));
  expect(view.feesOfPatron(p)).toEqual([]);
  one.close();
});

test('an act of this desk that is older than the checkpoint is history: the item stays as the server has it', () => {
  const later = { ...base, foldedTo: startAt + 100 * day };
  const one = overlayDesk(path('history'), [...rows, put('item', 'x', itemRow('x', { base: later }))]);
  const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + 14 * day));
  expect(one.desk.at).toBeLessThan(later.foldedTo);
  expect(one.overlay.view.item(x)?.state.status).toBe('available');
  expect(one.overlay.view.isPendingAct(act.id)).toBe(true);
  one.close();
});

test('a checkpoint that comes by the feed changes no look, with acts that wait and without [I13]', () => {
  const acts = [
    checkoutAct(headerOf(1, ended.outAt, { id: ended.dueBy }), 'x', 'p', ended.dueAt),
    checkinAct(headerOf(2, inAt), 'x'),
  ];
  const events = acts.map((act) => put('event', act.id, act));
  const before = put('item', 'x', itemRow('x'));
  const gone = acts.map(({ id }) => ({ del: 'event' as const, key: id }));
  for (const waits of [false, true]) {
    const one = overlayDesk(path(`feed-${waits}`), [...rows, before, ...events]);
    if (waits) one.act(checkoutCommand('x', 'p', one.desk.at + 14 * day));
    const seen = () => {
      const { view } = one.overlay;
      return [view.item(x)?.state, view.loansOfPatron(p), view.feesOfPatron(p), view.accountOf(p, one.desk.at).fees];
    };
    const was = seen();
    const { differences } = one.feed([put('item', 'x', itemRow('x', { base })), ...gone]);
    expect(seen()).toEqual(was);
    expect([...differences.patrons]).toEqual([]);
    expect(one.overlay.view.actsOfItem(x)).toHaveLength(waits ? 1 : 0);
    one.close();
  }
});
