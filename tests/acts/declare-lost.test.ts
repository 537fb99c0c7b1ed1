// `item.declareLost`, `item.money`: the cost is shown first and then charged, equal at the desk and at the server; a found copy is treated by the
// rules, and a copy on loan is not withdrawn.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const desk = sharedDesk(world, 'supervisor');
const patron = 'card-plain';
const lend = async (item: string) => {
  const { decision } = await desk.now.ask('circ.checkout', { patron, item });
  expect(decision).toBe('done');
};
const owed = async () => (await desk.now.ask('fee.list', { patron })).owedMinor;

test('it is billed as it was told before, without a line and at the server, and ends with the money it began with', async () => {
  const barcode = 'barcode-X0';
  await lend(barcode);
  world().line.refuse('/v1/commands');
  const before = await owed();
  const told = await desk.now.ask('item.money', { barcode, what: 'lost' });
  expect(told.patron?.card).toBe(patron);
  const { fees = [], decision } = await desk.now.ask('item.declareLost', { barcode, note: 'left on a train' });
  expect(decision).toBe('done');
  const sum = fees.reduce((total, { amountMinor }) => total + amountMinor, 0);
  expect(sum).toBeGreaterThan(0);
  for (const { text } of fees) expect(told.lines.join(' ')).toContain(text);
  expect((await owed()) - before).toBe(sum);
  expect((await desk.now.ask('item.view', { barcode })).status).toBe('lost');
  expect(await desk.now.refusal('item.declareLost', { barcode })).toBe('HF-CIRC-155');
  world().line.mend();
  await desk.now.settled();
  const bills = async () =>
    (await serverRows(world(), 'fee')).filter(({ itemId, kind }) => String(itemId) === 'X0' && kind !== 'overdue');
  await until('the server bills it', async () => (await bills()).length === fees.length);
  expect((await bills()).reduce((total, { outstandingMinor }) => total + outstandingMinor, 0)).toBe(sum);
  const found = await desk.now.ask('item.money', { barcode, what: 'found' });
  expect(found.lines.join(' ')).toMatch(/off the bill|stays owed/);
  await desk.now.ask('circ.checkin', { item: barcode });
  await desk.now.settled();
  expect((await owed()) - before).toBe(0);
});

test('the amount paid of it becomes credit when it is found, and that is shown before', async () => {
  const barcode = 'barcode-X1';
  await lend(barcode);
  await desk.now.ask('item.declareLost', { barcode });
  const { fees } = await desk.now.ask('fee.list', { patron });
  const bill = fees.find(({ kind }) => kind === 'lost');
  if (bill === undefined) throw new Error('it is billed');
  await desk.now.ask('shift.open', { startingCashMinor: 0 });
  const { feeId, outstandingMinor: amountMinor } = bill;
  await desk.now.ask('payment.take', { patron, amountMinor, method: 'cash', allocation: [{ feeId, amountMinor }] });
  const found = await desk.now.ask('item.money', { barcode, what: 'found' });
  expect(found.lines.join(' ')).toContain('becomes credit');
  const back = await desk.now.ask('circ.checkin', { item: barcode });
  expect(back.paidBack).toMatchObject({ amountMinor: bill.outstandingMinor });
  expect(back.handling).toEqual([expect.stringContaining('becomes credit: refund it')]);
  expect((await desk.now.ask('fee.list', { patron })).creditMinor).toBe(bill.outstandingMinor);
  // It comes back once: the next scan gives nothing.
  expect((await desk.now.ask('circ.checkin', { item: barcode })).paidBack).toBeUndefined();
});

test('undone the loan is out as it was', async () => {
  const barcode = 'barcode-X2';
  await lend(barcode);
  const before = await owed();
  const { commandId = '' } = await desk.now.ask('item.declareLost', { barcode });
  await desk.now.ask('circ.undo', { commandId });
  expect((await desk.now.ask('item.view', { barcode })).status).toBe('on-loan');
  expect(await owed()).toBe(before);
});

test('a copy without a borrower is not declared lost, one with a borrower is not withdrawn, and students do neither', async () => {
  expect(await desk.now.refusal('item.declareLost', { barcode: 'barcode-X3' })).toBe('HF-CIRC-154');
  expect((await desk.now.ask('item.money', { barcode: 'barcode-X3', what: 'lost' })).patron).toBeNull();
  await lend('barcode-X4');
  expect(await desk.now.refusal('item.setMark', { barcode: 'barcode-X4', mark: 'withdrawn' })).toBe('HF-CIRC-156');
  await signIn(desk.now, 'student');
  expect(await desk.now.refusal('item.declareLost', { barcode: 'barcode-X4' })).toBe('HF-AUTH-024');
  await signIn(desk.now, 'supervisor');
});
