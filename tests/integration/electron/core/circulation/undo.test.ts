// `circ.undo`: the person who did the desk's last act on an item undoes it in time, as if it had not been.

import { required } from '../../../../../shared/core/assert.ts';
import { serverRows } from '../support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { copyIsFresh } from '../support/running-desk.ts';
import { until } from '../support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 6 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'desk'));

const id = ({ commandId, reasons }: { readonly commandId?: string | undefined; readonly reasons: unknown }) =>
  required(commandId, () => JSON.stringify(reasons));
const lend = async (patron: string, item: string) =>
  id(await desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` }));
const takeBack = async (item: string) => id(await desk.now.ask('circ.checkin', { item: `barcode-${item}` }));
const undo = (commandId: string) => desk.now.ask('circ.undo', { commandId });
const view = (item: string) => desk.now.ask('item.view', { barcode: `barcode-${item}` });

/** Why an undo was refused. */
async function why(commandId: string): Promise<string> {
  const answer = await desk.now.call('circ.undo', { commandId });
  if (answer.ok) throw new Error('it was undone');
  expect(answer.error.code).toBe('HF-CIRC-002');
  return /: ([^;]+);/.exec(answer.error.message)?.[1] ?? '';
}

describe('taking back one’s own act', () => {
  test('a checkout: the item is in again, and the server agrees', async () => {
    const lent = await lend('P0', 'X0');
    // An undo itself is never undone, with a message.
    const answer = { decision: 'done', reasons: [], canUndo: false, item: { barcode: 'barcode-X0' } };
    expect(await undo(lent)).toMatchObject(answer);
    expect((await view('X0')).status).toBe('available');
    expect((await desk.now.ask('patron.view', { card: 'card-P0' })).loans).toEqual([]);
    await desk.now.settled();
    expect((await view('X0')).status).toBe('available');
    expect((await serverRows(world(), 'loan')).filter(({ itemId }) => itemId === 'X0')).toEqual([]);
    expect((await serverRows(world(), 'exception')).filter(({ itemId }) => itemId === 'X0')).toEqual([]);
  });

  test('a check-in: the loan is as it was, and so is what it owed', async () => {
    const before = await desk.now.ask('patron.details', { card: 'card-lender' });
    const taken = await takeBack('late');
    expect(await desk.now.ask('patron.details', { card: 'card-lender' })).not.toEqual(before);
    await undo(taken);
    expect(await view('late')).toMatchObject({ status: 'on-loan' });
    expect(await desk.now.ask('patron.details', { card: 'card-lender' })).toEqual(before);
  });

  test('a renewal: the old date stands', async () => {
    const before = await view('outToReader');
    const renewed = id(await desk.now.ask('circ.renew', { item: 'barcode-outToReader' }));
    expect((await view('outToReader')).dueText).not.toBe(before.dueText);
    await undo(renewed);
    expect((await view('outToReader')).dueText).toBe(before.dueText);
  });

  test('a use in the house: it does not count, and is undone once', async () => {
    const used = id(await desk.now.ask('item.recordUse', { barcode: 'barcode-X9', count: 2 }));
    const kept = id(await desk.now.ask('item.recordUse', { barcode: 'barcode-X9', count: 1 }));
    expect(await undo(used)).toMatchObject({ decision: 'done', item: { barcode: 'barcode-X9' } });
    expect(await why(used)).toBe('it is undone already');
    await desk.now.settled();
    const rows = await world().parts.store.read((tx) =>
      tx.db.selectFrom('circ_stat').select(['id', 'state']).orderBy('id').execute(),
    );
    const states = rows.filter((row) => row.id.startsWith(used) || row.id === kept);
    expect(states).toEqual(
      [
        { id: used, state: 'undone' },
        { id: `${used}/2`, state: 'undone' },
        { id: kept, state: 'counted' },
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect((await serverRows(world(), 'exception')).filter(({ itemId }) => itemId === 'X9')).toEqual([]);
  });

  test('an act that the server has confirmed, all the same', async () => {
    const lent = await lend('P1', 'X1');
    await desk.now.settled();
    await undo(lent);
    expect((await view('X1')).status).toBe('available');
    await desk.now.settled();
    expect((await serverRows(world(), 'loan')).filter(({ itemId }) => itemId === 'X1')).toEqual([]);
  });

  test('the checkout by which a card and a barcode came to be known: both are gone again', async () => {
    const newPatron = { family: 'Ibarra', phone: '555 0100', idSeen: true as const };
    const unknown = { codes: ['PATRON_UNKNOWN', 'ITEM_UNKNOWN'], reason: 'new here', newPatron };
    world().line.cut();
    await until('the desk is offline', async () => !(await desk.now.ask('sync.status', {})).online);
    const lent = id(
      await desk.now.ask('circ.checkout', { patron: 'card-new', item: 'barcode-new', override: unknown }),
    );
    await undo(lent);
    world().line.mend();
    expect((await desk.now.ask('patron.view', { card: 'card-new' })).counts.out).toBe(0);
    expect((await view('new')).status).toBe('available');
  });
});

describe('no undo', () => {
  test('another person’s act, but by a supervisor', async () => {
    const lent = await lend('P2', 'X2');
    await signIn(desk.now, 'student');
    expect(await why(lent)).toBe('another person did it');
    await signIn(desk.now, 'supervisor');
    expect((await undo(lent)).decision).toBe('done');
  });

  test('an act older than ten minutes', async () => {
    const lent = await lend('P2', 'X3');
    world().clock.forward(9 * 60_000);
    const other = await lend('P2', 'X4');
    world().clock.forward(2 * 60_000);
    expect(await why(lent)).toBe('it is more than ten minutes old');
    expect((await undo(other)).decision).toBe('done');
    await copyIsFresh(desk.now);
  });

  test('an act after which something happened to the item, here or at another desk', async () => {
    const lent = await lend('P3', 'X5');
    await takeBack('X5');
    expect(await why(lent)).toBe('something happened to the item since');

    const taken = await takeBack('X6');
    await desk.now.settled();
    const other = await world().readyDesk('desk', 'main');
    await other.ask('circ.checkout', { patron: 'card-P4', item: 'barcode-X6' });
    await until('the desk sees it', async () => (await view('X6')).status === 'on-loan');
    expect(await why(taken)).toBe('something happened to the item since');
    await other.stop();
  });

  test('an undo, and an act twice', async () => {
    const lent = await lend('P3', 'X7');
    const undone = id(await undo(lent));
    expect(await why(undone)).toBe('transactions of this kind are final');
    expect(await why(lent)).toBe('something happened to the item since');
  });

  test('an act that this desk did not make', async () => {
    expect(await why('an-act-of-nobody')).toBe('it was recorded at another desk');
    await desk.now.ask('desk.setLanguage', { language: 'es' });
    expect(await why('an-act-of-nobody')).toBe('se registró en otro mostrador');
    await desk.now.ask('desk.setLanguage', { language: 'en' });
  });
});
