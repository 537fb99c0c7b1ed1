// `circ.changeDueDate`: staff with the right move a date either way; it is shown, recorded, undone like any act.

import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { serverRows } from '../support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 6 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));

const iso = (at: number) => new Date(at).toISOString();
const view = (item: string) => desk.now.ask('item.view', { barcode: `barcode-${item}` });
const lend = (patron: string, item: string) =>
  desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` });
const change = (item: string, dueAt: number) =>
  desk.now.ask('circ.changeDueDate', { item: `barcode-${item}`, dueAt: iso(dueAt), reason: 'closed for the storm' });

test('a date moves earlier and later, is told as the loan tells it, and the server agrees', async () => {
  await lend('P0', 'X0');
  const before = await view('X0');
  const later = await change('X0', WEDNESDAY + 60 * DAY_MS);
  expect(later).toMatchObject({ decision: 'done', reasons: [], patron: { card: 'card-P0' } });
  expect((await view('X0')).dueText).toBe(later.dueText);
  const earlier = await change('X0', WEDNESDAY + 2 * DAY_MS);
  expect((await view('X0')).dueText).toBe(earlier.dueText);
  expect(new Set([before.dueText, later.dueText, earlier.dueText]).size).toBe(3);
  await desk.now.settled();
  const [loan] = (await serverRows(world(), 'loan')).filter(({ itemId }) => itemId === 'X0');
  expect(iso(loan?.dueAt ?? 0)).toBe(iso(Date.parse(earlier.dueAt ?? '')));
  expect((await view('X0')).dueText).toBe(earlier.dueText);
});

test('it is undone, and the old date stands', async () => {
  await lend('P1', 'X1');
  const before = await view('X1');
  const { commandId } = await change('X1', WEDNESDAY + 60 * DAY_MS);
  await desk.now.ask('circ.undo', { commandId: commandId ?? '' });
  expect((await view('X1')).dueText).toBe(before.dueText);
});

test('a date in the past asks first; nothing on loan is refused; who lacks the right is told so', async () => {
  await lend('P2', 'X2');
  const past = await change('X2', WEDNESDAY - DAY_MS);
  expect(past).toMatchObject({ decision: 'needs-override', reasons: [{ code: 'DUE_INVALID', mayOverride: true }] });
  expect(await change('X3', WEDNESDAY + DAY_MS)).toMatchObject({
    decision: 'refused',
    reasons: [{ code: 'NOT_ON_LOAN' }],
  });
  await signIn(desk.now, 'desk');
  const refused = await desk.now.call('circ.changeDueDate', {
    item: 'barcode-X2',
    dueAt: iso(WEDNESDAY + DAY_MS),
    reason: 'asked for it',
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'HF-AUTH-024' } });
});
