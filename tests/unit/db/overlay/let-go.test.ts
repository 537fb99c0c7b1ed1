// Acts that the server held and then took in, where the desk does not see their result: they are of a patron whom its branch may not know. The note
// that they are held ends with the hold. [I12] [I13]

import { itemId } from '../../../../shared/core/ids.ts';
import { heldPlaces, markReleased } from '../../../../db/ledger/receipts.ts';
import { overlayDesk } from '../support/test-overlay.ts';
import { tempDir } from '../support/temp-dir.ts';
import { checkoutCommand, receiptText } from '../support/test-desk.ts';
import { itemRow, patronRow, put, titleRow } from '../support/test-rows.ts';

const path = tempDir();
const day = 86_400_000;
const rows = [put('item', 'x', itemRow('x')), put('title', 't-x', titleRow('t-x')), put('patron', 'p', patronRow('p'))];

/** An exception about a desk whose act, or stream, is held. */
const heldBy = (code: string, cause: string, state: string, more: object = {}) =>
  put('exception', 'e', {
    id: 'e',
    code,
    weight: 'act-now',
    origin: 'judged',
    state,
    branch: null,
    itemId: null,
    patronId: null,
    cause,
    at: 1,
    params: {},
    resolution: null,
    ...more,
  });

/** A desk with an act that is held, and that act. */
function deskWithHeld(file: string) {
  const one = overlayDesk(path(file), rows);
  const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + 14 * day));
  one.answer([receiptText(act, { outcome: 'held', effectiveAt: one.desk.at })]);
  return { one, act };
}

test.each([
  ['server-fault', 'id'],
  ['acts-held', 'stream'],
  ['desk-forked', 'stream'],
] as const)('an act stays pending while %s names its %s, and is released when that has ended', (code, by) => {
  const { one, act } = deskWithHeld(`${code}.db`);
  const open = one.feed([heldBy(code, act[by], 'open')], { [act.stream]: 1 });
  expect(open.released).toEqual([]);
  expect(one.overlay.view.pendingCount()).toBe(1);
  const ended = one.feed([heldBy(code, act[by], 'closed-by-event')]);
  expect(ended.released).toEqual([{ stream: act.stream, seq: 1 }]);
  markReleased(one.desk.ledger, ended.released, one.desk.at);
  expect(heldPlaces(one.desk.ledger)).toEqual([]);
  expect(one.overlay.view.pendingCount()).toBe(0);
  expect(one.rebuilt().view.pendingCount()).toBe(0);
  one.close();
});

test.each(['released', 'corrected'])(
  'an act is released by its release alone, although its exception was ended as %s before',
  (action) => {
    const { one, act } = deskWithHeld(`by-name-${action}.db`);
    const resolution = { action, note: '', staffId: 'boss', at: 2, by: 'somebody' };
    const still = one.feed([heldBy('acts-held', act.stream, 'resolved', { resolution })], { [act.stream]: 1 });
    expect(still.released).toEqual([]);
    const ended = one.feed([heldBy('acts-held', act.stream, 'resolved', { resolution, releasedAt: 3 })]);
    expect(ended.released).toEqual([{ stream: act.stream, seq: 1 }]);
    one.close();
  },
);

test.each([
  ['resolved', 'server-fault'],
  ['closed-by-event', 'in-question'],
])('nothing is released by an exception that is %s as %s', (state, code) => {
  const { one, act } = deskWithHeld(`${state}-${code}.db`);
  const rebased = one.feed([heldBy(code, act.id, state)], { [act.stream]: 1 });
  expect(rebased.released).toEqual([]);
  expect(one.overlay.view.pendingCount()).toBe(1);
  one.close();
});

test('an act that is held waits also where the feed came before the answer, until it is let go', () => {
  const one = overlayDesk(path('feed-first.db'), rows);
  const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + 14 * day));
  one.feed([heldBy('server-fault', act.id, 'open')], { [act.stream]: 1 });
  one.answer([receiptText(act, { outcome: 'held', effectiveAt: one.desk.at })]);
  expect(one.overlay.view.pendingCount()).toBe(1);
  expect(one.overlay.view.isPendingAct(act.id)).toBe(true);
  expect(one.overlay.view.item(itemId('x'))?.state).toEqual(one.rebuilt().view.item(itemId('x'))?.state);
  expect(one.overlay.view.item(itemId('x'))?.state).toMatchObject({ status: 'on-loan' });
  expect(one.feed([heldBy('server-fault', act.id, 'closed-by-event')]).released).toEqual([
    { stream: act.stream, seq: 1 },
  ]);
  expect(one.overlay.view.pendingCount()).toBe(0);
  one.close();
});

test.each(['closed-by-event', 'resolved'])(
  'an act that was held and let go before the answer came waits for nothing (%s)',
  (state) => {
    const one = overlayDesk(path(`both-first-${state}.db`), rows);
    const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + 14 * day));
    one.feed([heldBy('server-fault', act.id, 'open')], { [act.stream]: 1 });
    one.feed([heldBy('server-fault', act.id, state, { releasedAt: 3 })]);
    one.answer([receiptText(act, { outcome: 'held', effectiveAt: one.desk.at })]);
    expect(heldPlaces(one.desk.ledger)).toEqual([]);
    expect(one.overlay.view.pendingCount()).toBe(0);
    expect(one.rebuilt().view.pendingCount()).toBe(0);
    one.close();
  },
);
