// The visible state: the replica with this desk's unconfirmed acts over it.

import { actId, branchId, holdId, itemId, loanId, locationId, patronId, titleId } from '../../../../shared/core/ids.ts';
import { provisionalItemId, provisionalPatronId, provisionalTitleId } from '../../../../shared/circ/recorded.ts';
import { createOverlay } from '../../../../db/overlay/overlay.ts';
import { emptySource } from '../../../../db/overlay/overlay-source.ts';
import { heldPlaces, markReleased } from '../../../../db/ledger/receipts.ts';
import { overlayDesk } from '../support/test-overlay.ts';
import { tempDir } from '../support/temp-dir.ts';
import {
  checkinCommand,
  checkoutCommand,
  receiptText,
  renewCommand,
  testDesk,
  testLibrary,
  testPolicy,
  testPolicyHash,
  undoCommand,
} from '../support/test-desk.ts';
import {
  checkoutAct,
  headerOf,
  holdRow,
  itemRow,
  loanRow,
  patronRow,
  placeHoldAct,
  put,
  startAt,
  titleRow,
} from '../support/test-rows.ts';

const path = tempDir();
const day = 86_400_000;
const rows = [
  put('item', 'x', itemRow('x')),
  put('item', 'y', itemRow('y')),
  put('title', 't-x', titleRow('t-x')),
  put('patron', 'p', patronRow('p')),
  put('patron', 'q', patronRow('q')),
];
const x = itemId('x');
const p = patronId('p');
const q = patronId('q');

describe('an act of this desk', () => {
  test('is visible at once: item, patron and the act that the next one says it saw', () => {
    const one = overlayDesk(path('visible'), rows);
    const due = one.desk.at + 14 * day;
    const { act, differences } = one.act(checkoutCommand('x', 'p', due));
    const { view } = one.overlay;
    expect(view.itemByBarcode('bar-x')?.state).toMatchObject({ status: 'on-loan', loan: act.id });
    expect(view.loansOfPatron(p)).toMatchObject([{ id: act.id, dueAt: due, state: 'open' }]);
    expect(view.currentLoan(x)?.id).toBe(act.id);
    expect(view.newestAct(x)).toBe(act.id);
    expect(view.newestAct(itemId('y'))).toBeNull();
    expect([...differences.items]).toEqual(['x']);
    expect([...differences.patrons]).toEqual(['p']);
    expect(view.isPendingItem(x)).toBe(true);
    one.act(checkinCommand('x'));
    expect(view.item(x)?.state.status).toBe('available');
    expect(view.loansOfPatron(p)).toEqual([]);
    one.close();
  });

  test('that brings something back is a return of the patron, as one that the replica has is, from the index of these alone', () => {
    const ended = (id: string, inAt: number, patron = 'p') =>
      put('loan', id, loanRow(id, 'y', patron, { state: 'closed', how: 'checkin', inAt }));
    const one = overlayDesk(path('returned'), [
      ...rows,
      ended('early', startAt - 2 * day),
      ended('late', startAt - day),
      ended('other', startAt - day, 'q'),
      put('loan', 'open', loanRow('open', 'z', 'p')),
    ]);
    const returned = (since: number) => one.overlay.view.returnedLoansOfPatron(p, since).map(({ id }) => String(id));
    expect(returned(startAt - 2 * day)).toEqual(['late']);
    expect(returned(startAt - 3 * day)).toEqual(['early', 'late']);
    const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + 14 * day));
    expect(returned(startAt - day)).toEqual([]);
    one.act(checkinCommand('x'));
    expect(returned(startAt - day)).toEqual([act.id]);
    expect(returned(one.desk.at + day)).toEqual([]);
    const plan = one.replica.reader.all<{ detail: string }>(
      "EXPLAIN QUERY PLAN SELECT row FROM loan WHERE patron_id = ? AND state = 'closed' AND json_extract(row, '$.inAt') > ?",
      'p',
      0,
    );
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH loan USING INDEX loan_returned (patron_id=? AND <expr>>?)',
    ]);
    one.close();
  });

  test('that the server confirms as shown changes no look; its mark goes [I13]', () => {
    const one = overlayDesk(path('confirmed'), rows);
    const due = one.desk.at + 14 * day;
    const { act } = one.act(checkoutCommand('x', 'p', due));
    const loan = one.overlay.view.currentLoan(x);
    const item = one.overlay.view.item(x);
    const header = headerOf(1, one.desk.at, { id: act.id, desk: 'A' as never, stream: act.stream });
    const rebased = one.feed(
      [put('item', 'x', item), put('loan', act.id, loan), put('event', act.id, checkoutAct(header, 'x', 'p', due))],
      { [act.stream]: 1 },
    );
    expect([...rebased.differences.items, ...rebased.differences.patrons]).toEqual([]);
    expect(rebased.settled).toMatchObject([{ id: act.id, items: ['x'], patrons: ['p'] }]);
    expect(one.overlay.view.pendingCount()).toBe(0);
    expect(one.overlay.view.currentLoan(x)?.id).toBe(act.id);
    one.close();
  });

  test('stays on screen while other acts come in, and those are told where they look different [I13]', () => {
    const one = overlayDesk(path('pulled'), rows);
    const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + 14 * day));
    const other = headerOf(1, one.desk.at - 3_600_000);
    const rebased = one.feed([
      put('event', 'B-1/1', checkoutAct(other, 'x', 'q', startAt + 30 * day)),
      put('loan', 'B-1/1', loanRow('B-1/1', 'x', 'q')),
      put('patron', 'q', patronRow('q', { groupName: 'Other' })),
    ]);
    expect(one.overlay.view.currentLoan(x)?.id).toBe(act.id);
    expect(one.overlay.view.loansOfPatron(q)).toEqual([]);
    expect(one.overlay.view.likelyExceptions(x).map(({ code }) => code)).toEqual(['lent-while-on-loan']);
    expect([...rebased.differences.items]).toEqual([]);
    expect([...rebased.differences.patrons]).toEqual(['q']);
    one.close();
  });

  test('that takes in a copy misses no hold where the shelf takes none, and does once the feed says that it takes them', () => {
    const shelf = { id: locationId('shelf'), name: 'Readings', branch: branchId('main'), circulates: true };
    const one = overlayDesk(path('shelf'), [
      ...rows.filter(({ key }) => key !== 'x'),
      put('item', 'x', itemRow('x', { location: shelf.id })),
      put('location', shelf.id, { ...shelf, holdable: false }),
      put('hold', 'h', holdRow('h', 't-x', 'q')),
    ]);
    const missed = () =>
      one.overlay.view.likelyExceptions(x).flatMap(({ code }) => (code === 'missed-hold' ? [code] : []));
    one.act(checkinCommand('x'));
    expect(missed()).toEqual([]);
    one.feed([put('location', shelf.id, { ...shelf, holdable: true })]);
    expect(missed()).toEqual(['missed-hold']);
    one.close();
  });

  test('undone takes the look back, also of a loan that the replica has', () => {
    const one = overlayDesk(path('undone'), [
      ...rows,
      put(
        'event',
        'A-0/1',
        checkoutAct(headerOf(1, startAt, { id: actId('A-0/1'), desk: 'A' as never }), 'x', 'p', startAt + 30 * day),
      ),
      put('loan', 'A-0/1', loanRow('A-0/1', 'x', 'p')),
    ]);
    expect(one.overlay.view.loansOfPatron(p)).toHaveLength(1);
    const { differences } = one.act(undoCommand('A-0/1', 'x'));
    expect(one.overlay.view.loansOfPatron(p)).toEqual([]);
    expect(one.overlay.view.loan(loanId('A-0/1'))).toBeNull();
    expect([...differences.patrons]).toEqual(['p']);
    one.close();
  });

  test('on a loan and a hold whose own acts are no longer kept counts from their rows', () => {
    const held = { status: 'on-hold-shelf' as const, branch: branchId('b1') };
    const one = overlayDesk(path('older'), [
      ...rows,
      put('loan', 'old', loanRow('old', 'x', 'p', { renewals: 1 })),
      put(
        'item',
        'z',
        itemRow('z', { titleId: titleId('t-z'), base: { foldedTo: null, where: { ...held, hold: holdId('h') } } }),
      ),
      put('hold', 'h', holdRow('h', 't-z', 'p', { state: 'captured', capturedItem: itemId('z') })),
      put('hold', 'h2', holdRow('h2', 't-z', 'q', { position: 2 })),
    ]);
    one.act(renewCommand('x', 'old', 'p', startAt + 60 * day));
    expect(one.overlay.view.loansOfPatron(p)).toMatchObject([{ id: 'old', renewals: 2, dueAt: startAt + 60 * day }]);
    one.act(checkoutCommand('z', 'p', startAt + 60 * day));
    expect(one.overlay.view.holdsOfTitle(titleId('t-z'))).toMatchObject([{ id: 'h2', position: 1, state: 'waiting' }]);
    one.close();
  });

  test('on a loan whose own acts are no longer kept leaves its date as it was [I25]', () => {
    const dueAt = startAt + 5 * day;
    const one = overlayDesk(path('older-date'), [...rows, put('loan', 'old', loanRow('old', 'x', 'p', { dueAt }))]);
    one.act(undoCommand('nothing', 'x'));
    expect(one.overlay.view.isPendingItem(x)).toBe(true);
    expect(one.overlay.view.currentLoan(x)).toMatchObject({ id: 'old', dueAt });
    one.act(checkinCommand('x'));
    expect(one.overlay.view.loan(loanId('old'))).toMatchObject({ state: 'closed', dueAt });
    one.close();
  });

  test('a hold of the title brings all its copies in', () => {
    const one = overlayDesk(path('holds'), [
      ...rows,
      put('item', 'x2', itemRow('x2', { titleId: titleId('t-x') })),
      put('event', 'B-1/1', placeHoldAct(headerOf(1, startAt), 'h', 't-x', 'q')),
      put('hold', 'h', holdRow('h', 't-x', 'q')),
    ]);
    one.act(checkinCommand('x2', 'h'));
    expect(one.overlay.view.item(itemId('x2'))?.state).toMatchObject({ status: 'on-hold-shelf', hold: 'h' });
    expect(one.overlay.view.holdsOfPatron(q)).toMatchObject([{ state: 'captured', capturedItem: 'x2' }]);
    one.act(checkoutCommand('x', 'q', startAt + 60 * day));
    expect(one.overlay.view.holdsOfPatron(q)).toEqual([]);
    expect(one.overlay.view.item(itemId('x2'))?.state).toMatchObject({ status: 'available' });
    one.close();
  });
});

describe('rows of a feed batch', () => {
  const late = startAt + 30 * day;
  const lent = (seq: number, item: string, patron: string) => [
    put('event', `B-1/${seq}`, checkoutAct(headerOf(seq, startAt), item, patron, startAt + day)),
    put('loan', `B-1/${seq}`, loanRow(`B-1/${seq}`, item, patron, { dueAt: startAt + day })),
  ];
  const paid = (seq: number, payer: string, loan: string, amountMinor: number) =>
    put('event', `B-1/${seq}`, {
      kind: 'pay',
      ...headerOf(seq, late),
      patronId: payer,
      amountMinor,
      lines: [{ fee: { kind: 'overdue', loanId: loan, after: null }, amountMinor, settles: true }],
    });

  test('a hold that is placed elsewhere reaches a copy that was checked in here [I12]', () => {
    const one = overlayDesk(path('placed'), rows);
    one.act(checkinCommand('x'));
    const codes = () => one.overlay.view.likelyExceptions(x).map(({ code }) => code);
    expect(codes()).toEqual(['already-in']);
    const rebased = one.feed([
      put('event', 'B-1/1', placeHoldAct(headerOf(1, startAt), 'h', 't-x', 'q')),
      put('hold', 'h', holdRow('h', 't-x', 'q')),
    ]);
    expect(codes()).toEqual(['already-in', 'missed-hold']);
    expect([...rebased.differences.patrons]).toEqual(['q']);
    one.close();
  });

  test('money that another patron paid for a loan with a pending act counts at once [I12]', () => {
    const one = overlayDesk(path('paid'), [...rows, ...lent(1, 'x', 'p')]);
    one.desk.at = late;
    one.act(renewCommand('x', 'B-1/1', 'p', late + day));
    expect(one.overlay.view.creditMinor(q)).toBe(0);
    const rebased = one.feed([
      paid(2, 'q', 'B-1/1', 10_000),
      put('credit', 'q', { patronId: 'q', amountMinor: 9_275 }),
    ]);
    expect(one.overlay.view.creditMinor(q)).toBe(one.rebuilt().view.creditMinor(q));
    expect(one.overlay.view.creditMinor(q)).toBeGreaterThan(0);
    expect([...rebased.differences.patrons]).toContain('q');
    one.close();
  });

  test("a payer's payment for another item belongs to the same account", () => {
    const one = overlayDesk(path('payer'), [
      ...rows,
      ...lent(1, 'x', 'p'),
      ...lent(2, 'y', 'p'),
      paid(3, 'p', 'B-1/1', 100),
      paid(4, 'p', 'B-1/2', 300),
    ]);
    const credit = () => one.overlay.view.creditMinor(p);
    one.act(checkinCommand('x'));
    expect(credit()).toBe(0);
    // A batch takes the covered fee from the other loan: only read until now, its money counts at once.
    one.feed([put('loan', 'B-1/2', loanRow('B-1/2', 'y', 'q', { dueAt: late + day }))]);
    expect(credit()).toBe(300);
    expect(one.rebuilt().view.creditMinor(p)).toBe(300);
    one.close();
  });

  test('a later payment of a payer in question for another item joins the account [I12]', () => {
    const one = overlayDesk(path('later-payment'), [
      ...rows,
      ...lent(1, 'x', 'p'),
      ...lent(2, 'y', 'p'),
      paid(3, 'p', 'B-1/1', 100),
    ]);
    one.act(checkinCommand('x'));
    const before = one.overlay.view.creditMinor(p);
    const rebased = one.feed([
      paid(4, 'p', 'B-1/2', 10_000),
      put('credit', 'p', { patronId: 'p', amountMinor: 10_100 }),
    ]);
    expect(one.overlay.view.creditMinor(p)).toBeGreaterThan(before);
    expect(one.overlay.view.creditMinor(p)).toBe(one.rebuilt().view.creditMinor(p));
    expect([...rebased.differences.patrons]).toContain('p');
    one.close();
  });

  test('a policy that arrives later lets a loan age [I12]', () => {
    const aged = {
      kind: 'ageToLost',
      ...headerOf(9, startAt + 60 * day, { id: actId('SRV/1'), desk: 'SRV' as never, stated: true }),
      itemId: 'x',
      loanId: 'B-1/1',
      patronId: 'p',
    };
    const one = overlayDesk(path('policy'), [...rows, ...lent(1, 'x', 'p'), put('event', 'SRV/1', aged)]);
    one.desk.at = startAt + 70 * day;
    one.desk.act(undoCommand('nothing', 'x'));
    one.overlay = one.rebuilt();
    expect(one.overlay.view.item(x)?.state.status).toBe('on-loan');
    const rebased = one.feed([put('policy', testPolicyHash, { hash: testPolicyHash, policy: testPolicy })]);
    expect(one.overlay.view.item(x)?.state.status).toBe('lost');
    expect([...rebased.differences.items]).toEqual(['x']);
    one.close();
  });
});

describe('unknown cards and barcodes', () => {
  const card = 'NEWCARD';
  const barcode = 'NEWBAR';
  const mintedPatron = provisionalPatronId(testLibrary.id, card);
  const mintedItem = provisionalItemId(testLibrary.id, barcode);
  const command = (due: number) => ({
    ...checkoutCommand(mintedItem, mintedPatron, due),
    args: {
      patronId: mintedPatron,
      card,
      itemId: mintedItem,
      barcode,
      mintsPatron: true,
      mintsItem: provisionalTitleId(testLibrary.id, barcode),
    },
  });

  test('are rows until the server has them, and their acts count for the real ones then [I12]', () => {
    const one = overlayDesk(path('minted'), rows);
    const { act } = one.act(command(one.desk.at + day));
    const { view } = one.overlay;
    expect(view.patronByCard('newcard')).toMatchObject({ id: mintedPatron, provisional: true });
    expect(view.itemByBarcode(barcode)).toMatchObject({
      id: mintedItem,
      provisional: true,
      state: { status: 'on-loan' },
    });
    expect(view.title(provisionalTitleId(testLibrary.id, barcode))?.title).toBe(barcode);
    expect(view.loansOfPatron(mintedPatron)).toHaveLength(1);
    one.act(undoCommand('nothing', mintedItem));

    const rebased = one.feed([
      put('patron', 'r', patronRow('r', { cards: [{ number: card, active: true, primary: true }] })),
      put('item', 'n', itemRow('n', { barcode })),
    ]);
    expect(view.patronByCard(card)?.id).toBe('r');
    expect(view.loansOfPatron(patronId('r'))).toMatchObject([{ id: act.id, itemId: 'n' }]);
    expect(view.itemByBarcode(barcode)).toMatchObject({ id: 'n', state: { status: 'on-loan' } });
    expect(view.patron(mintedPatron)).toBeNull();
    expect([...rebased.differences.patrons]).toContain('r');
    expect(one.rebuilt().view.loansOfPatron(patronId('r'))).toEqual(view.loansOfPatron(patronId('r')));
    one.close();
  });

  test('are known by what pending acts say of them, and by nothing that settled acts said [I12]', () => {
    const one = overlayDesk(path('forgotten'), [...rows, put('item', 'n', itemRow('n', { barcode }))]);
    const { act } = one.act(command(one.desk.at + day));
    one.act(undoCommand('nothing', mintedItem));
    const pendingOf = ({ view }: typeof one.overlay) =>
      [mintedItem, itemId('n')].map((id) => [view.isPendingItem(id), view.actsOfItem(id).length]);
    expect(pendingOf(one.overlay)).toEqual([
      [false, 0],
      [true, 2],
    ]);
    one.feed([put('title', 't', titleRow('t'))], { [act.stream]: 1 });
    expect(pendingOf(one.overlay)).toEqual(pendingOf(one.rebuilt()));
    one.close();
  });

  test('are known from the act that says who they are on, by the acts before it too [I12]', () => {
    const one = overlayDesk(path('known-later'), [...rows, put('item', 'n', itemRow('n', { barcode }))]);
    one.act(undoCommand('nothing', mintedItem));
    const codesOf = ({ view }: typeof one.overlay) =>
      [mintedItem, itemId('n')].map((id) => view.likelyExceptions(id).map(({ code }) => code));
    expect(codesOf(one.overlay)).toEqual([['undo-void'], []]);
    one.act(command(one.desk.at + day));
    expect(codesOf(one.overlay)).toEqual([[], ['undo-void']]);
    expect(codesOf(one.rebuilt())).toEqual(codesOf(one.overlay));
    one.close();
  });

  test('work without any replica', () => {
    const desk = testDesk(path('no-replica.db'));
    desk.act(command(desk.at + day));
    const overlay = createOverlay({ ledger: desk.ledger, source: emptySource });
    expect(overlay.view.itemByBarcode(barcode)?.state.status).toBe('on-loan');
    expect(overlay.view.loansOfPatron(mintedPatron)).toHaveLength(1);
    desk.ledger.close();
  });
});

describe("the server's answers", () => {
  test('a held act stays pending however far the feed is, until its event comes [I12] [I13]', () => {
    const one = overlayDesk(path('held'), rows);
    const due = one.desk.at + 14 * day;
    const { act } = one.act(checkoutCommand('x', 'p', due));
    one.act(checkoutCommand('y', 'p', due));
    one.answer([receiptText(act, { outcome: 'held', effectiveAt: one.desk.at })]);
    const rebased = one.feed([put('title', 't', titleRow('t'))], { [act.stream]: 2 });
    expect(rebased.settled.map(({ id }) => id)).toEqual(['A-1/2']);
    expect(one.overlay.view.loansOfPatron(p).map(({ id }) => id)).toContain(act.id);
    expect(
      one
        .rebuilt()
        .view.loansOfPatron(p)
        .map(({ id }) => id),
    ).toContain(act.id);

    const header = headerOf(1, one.desk.at, { id: act.id, desk: 'A' as never, stream: act.stream });
    const released = one.feed([
      put('event', act.id, checkoutAct(header, 'x', 'p', due)),
      put('loan', act.id, loanRow(act.id, 'x', 'p', { outAt: one.desk.at, dueAt: due })),
    ]);
    expect(released.released).toEqual([{ stream: act.stream, seq: 1 }]);
    markReleased(one.desk.ledger, released.released, one.desk.at);
    expect(heldPlaces(one.desk.ledger)).toEqual([]);
    expect(one.rebuilt().view.pendingCount()).toBe(0);
    one.close();
  });

  test('an answered act stays on screen until the feed has its effects, whatever else comes in meanwhile [I13]', () => {
    const one = overlayDesk(path('answered'), rows);
    const due = one.desk.at + 14 * day;
    const { act } = one.act(checkoutCommand('x', 'p', due));
    one.answer([receiptText(act, { effectiveAt: one.desk.at })]);
    one.feed([put('patron', 'p', patronRow('p', { groupName: 'Other' })), put('item', 'x', itemRow('x'))]);
    for (const { view } of [one.overlay, one.rebuilt()]) {
      expect([view.currentLoan(x)?.id, view.item(x)?.state.status]).toEqual([act.id, 'on-loan']);
      expect(view.loansOfPatron(p).map(({ id }) => id)).toEqual([act.id]);
      expect([view.pendingCount(), view.isPendingItem(x)]).toEqual([1, true]);
    }
    one.close();
  });

  test('an act that has no effect leaves the screen with the batch that passes it [I12]', () => {
    const one = overlayDesk(path('rejected'), rows);
    const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + day));
    one.answer([receiptText(act, { outcome: 'rejected', effectiveAt: one.desk.at })]);
    expect(one.overlay.view.currentLoan(x)?.id).toBe(act.id);
    const { differences } = one.feed([put('title', 't', titleRow('t'))], { [act.stream]: 1 });
    const { view } = one.overlay;
    expect([view.currentLoan(x), view.loansOfPatron(p), view.item(x)?.state.status]).toEqual([null, [], 'available']);
    expect(one.rebuilt().view.loansOfPatron(p)).toEqual([]);
    expect([[...differences.items], [...differences.patrons]]).toEqual([['x'], ['p']]);
    one.close();
  });

  test('acts keep the times that their stream gives them when those before are no longer pending [I12]', () => {
    const one = overlayDesk(path('chain'), rows);
    const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + 30 * day));
    const firstAt = one.desk.at;
    // The clock of the PC goes back by hours.
    one.desk.at -= 5 * 3_600_000;
    const second = one.act(checkoutCommand('y', 'q', one.desk.at + 30 * day)).act;
    const outAt = () => [one.overlay, one.rebuilt()].map(({ view }) => view.loan(loanId(second.id))?.outAt);
    expect(outAt()).toEqual([firstAt, firstAt]);
    const header = headerOf(1, firstAt, { id: act.id, desk: 'A' as never, stream: act.stream });
    one.feed(
      [
        put('event', act.id, checkoutAct(header, 'x', 'p', firstAt + 30 * day)),
        put('loan', act.id, loanRow(act.id, 'x', 'p', { outAt: firstAt })),
      ],
      { [act.stream]: 1 },
    );
    expect(outAt()).toEqual([firstAt, firstAt]);
    one.close();
  });

  test('a clamped time counts for the act and for those after it in its stream [I12]', () => {
    const one = overlayDesk(path('clamped'), rows);
    one.desk.at += 3_650 * day;
    const { act } = one.act(checkoutCommand('x', 'p', one.desk.at + day));
    const second = one.act(checkoutCommand('y', 'p', one.desk.at + day)).act;
    const clamped = startAt + day;
    one.answer([receiptText(act, { effectiveAt: clamped, clockSuspect: true })]);
    expect(one.overlay.view.loan(loanId(act.id))?.outAt).toBe(clamped);
    expect(one.overlay.view.loan(loanId(second.id))?.outAt).toBe(one.desk.at);
    one.desk.at = startAt + 2 * day;
    expect(one.act(checkinCommand('x')).act.seq).toBe(3);
    expect(one.overlay.view.item(x)?.state.status).toBe('available');
    // The next act comes after the one before it, and the server gives the time of that one too: only then does its own clock count.
    expect(one.overlay.view.loan(loanId(act.id))?.inAt).toBe(one.overlay.view.loan(loanId(second.id))?.outAt);
    one.answer([receiptText(second, { effectiveAt: clamped + 1, clockSuspect: true })]);
    expect(one.overlay.view.loan(loanId(act.id))?.inAt).toBe(one.desk.at);
    expect(one.rebuilt().view.loan(loanId(act.id))).toEqual(one.overlay.view.loan(loanId(act.id)));
    one.close();
  });
});
