// Slips of a real desk: made of its acts, sent to a printer on a real socket or a device file, kept while the printer is off, over a start as well.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdId } from '../../../../shared/core/ids.ts';
import { required } from '../../../../shared/core/assert.ts';
import type { PrinterSettings } from '../../../../shared/views/slip.ts';
import { encodeText } from '../../../../shared/slips/code-pages.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { networkPrinter } from './support/network-printer.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 40, patrons: 9 });
const desk = sharedDesk(world);
const printer = networkPrinter();

beforeAll(() => printer.on());
afterAll(() => printer.off());
beforeEach(async () => {
  await signIn(desk.now, 'supervisor');
  await set();
  printer.printed.length = 0;
});
afterEach(async () => {
  for (const { number } of (await view()).waiting) await desk.now.ask('slip.drop', { number });
});

const view = () => desk.now.ask('printer.view', {});
const set = (change: Partial<PrinterSettings> = {}) =>
  desk.now.ask('printer.set', {
    target: { kind: 'network', host: '127.0.0.1', port: printer.port },
    width: 42,
    codePage: 'pc850',
    cuts: true,
    patronOnSlip: 'last-four',
    printsRouting: true,
    opensDrawer: false,
    ...change,
  });
const lend = async (item: string) => {
  const answer = await desk.now.ask('circ.checkout', { patron: 'card-plain', item });
  return required(answer.commandId, () => `not lent: ${answer.decision}`);
};
const print = (acts: Awaited<ReturnType<typeof lend>>[]) => desk.now.ask('slip.print', { of: { acts } });

test('the dates of what was lent go to the printer as they were shown before', async () => {
  const acts = [await lend('barcode-X0'), await lend('barcode-X1')];
  const shown = await desk.now.ask('slip.preview', { of: { acts } });
  expect(await print(acts)).toMatchObject({ outcome: 'printed', slip: shown });
  expect(shown.rows.filter(({ text }) => text.startsWith('Due '))).toHaveLength(2);
  const [bytes = ''] = printer.printed;
  for (const { text } of shown.rows) expect(bytes).toContain(String.fromCodePoint(...encodeText(text, 'pc850')));
  expect(bytes.startsWith('\u001b@\u001bt\u0002')).toBe(true);
  expect(await view()).toMatchObject({ waiting: [], problem: null, last: { kind: 'due' } });
});

test('a slip says no more of its patron than the library wants', async () => {
  const acts = [await lend('barcode-X2')];
  const text = async () => JSON.stringify((await desk.now.ask('slip.preview', { of: { acts } })).rows);
  expect(await text()).toContain('Card ...lain');
  expect(await text()).not.toMatch(/card-plain|OKAFOR/);
  await set({ patronOnSlip: 'nothing' });
  expect(await text()).not.toMatch(/\.\.\.lain|OKAFOR/);
  await set({ patronOnSlip: 'name' });
  expect(await text()).toContain('OKAFOR, Sade');
});

test('a receipt has the number, what was paid for, the change; money given back has one as well', async () => {
  const patron = 'card-plain';
  await desk.now.ask('fee.add', { patron, amountMinor: 500, charge: 'damage' });
  const paid = await desk.now.ask('payment.take', { patron, amountMinor: 700, method: 'cash', tenderedMinor: 1_000 });
  await print([paid.commandId]);
  const [receipt = ''] = printer.printed;
  expect(receipt).toContain(`Receipt ${paid.slipNumber}`);
  for (const line of [
    /Damage +\$5\.00/,
    /Left as credit +\$2\.00/,
    /Handed over +\$10\.00/,
    /Change +\$3\.00/,
    /Paid +\$7\.00/,
  ])
    expect(receipt).toMatch(line);
  const back = await desk.now.ask('payment.refund', { patron, amountMinor: 200, method: 'cash', reason: 'asked for' });
  await print([back.commandId]);
  expect(printer.printed[1]).toMatch(/Refunded +\$2\.00/);
});

test('nothing is lost while the printer is off: it waits, is shown, and is printed once when staff say so', async () => {
  const acts = [await lend('barcode-X3')];
  await printer.off();
  expect(await print(acts)).toMatchObject({ outcome: 'waiting' });
  expect(await view()).toMatchObject({
    waiting: [{ kind: 'due', isTried: true }],
    problem: expect.stringMatching(/does not answer/),
  });
  expect(desk.now.events.findLast(({ name }) => name === 'printer.changed')?.payload).toMatchObject({
    waiting: [{ kind: 'due' }],
  });
  await printer.on();
  expect(await desk.now.ask('slip.printWaiting', {})).toMatchObject({ waiting: [], problem: null });
  expect(printer.printed).toHaveLength(1);
});

test('the desk tries by itself for some minutes, since a printer that is switched on again is waited for', async () => {
  await printer.off();
  await print([await lend('barcode-X4')]);
  await printer.on();
  await new Promise<void>((resolve) => {
    const poll = setInterval(() => {
      if (printer.printed.length === 0) return;
      clearInterval(poll);
      resolve();
    }, 50);
  });
  expect(printer.printed).toHaveLength(1);
}, 30_000);

test('a waiting slip is there after a new start, and is printed only when staff say so', async () => {
  await printer.off();
  await print([await lend('barcode-X5')]);
  await desk.restart();
  await signIn(desk.now, 'supervisor');
  expect(await view()).toMatchObject({ waiting: [{ kind: 'due', isTried: false }] });
  await printer.on();
  expect(printer.printed).toEqual([]);
  await desk.now.ask('slip.printWaiting', {});
  expect(printer.printed).toHaveLength(1);
});

test('the last slip is printed again as it was; an unwanted one is dropped', async () => {
  await print([await lend('barcode-X6')]);
  const { last } = await view();
  await desk.now.ask('slip.print', { of: { number: required(last, () => 'nothing was printed').number } });
  expect(printer.printed[1]).toBe(printer.printed[0]);
  await printer.off();
  await desk.now.ask('slip.print', { of: { test: true } });
  const [waiting] = (await view()).waiting;
  expect(await desk.now.ask('slip.drop', { number: required(waiting, () => 'none waits').number })).toMatchObject({
    waiting: [],
    problem: null,
  });
  await printer.on();
});

test('a copy for the hold shelf or another branch prints its slip by itself, with the label and no name; it can be made again from the act', async () => {
  const { commandId, slips = [] } = await desk.now.ask('circ.checkin', { item: 'barcode-wanted' });
  const act = required(commandId, () => 'it was taken back');
  await until('the slip is on paper', () => printer.printed.length === 1);
  const rows = slips.flatMap((slip) => slip.rows.map(({ text }) => text.trim()));
  expect(rows).toEqual(expect.arrayContaining(['Hold shelf', 'DELA M ting', 'The wanted', 'barcode-wanted']));
  for (const row of rows) expect(printer.printed[0]).toContain(String.fromCodePoint(...encodeText(row, 'pc850')));
  expect(await print([act])).toMatchObject({ outcome: 'printed', slip: { kind: 'hold', rows: slips[0]?.rows } });
  await desk.now.ask('circ.checkin', { item: 'barcode-X4' });
  await set({ printsRouting: false });
  await desk.now.ask('circ.checkin', { item: 'barcode-elsewhere' });
  expect(await view()).toMatchObject({ waiting: [], last: { kind: 'hold' } });
  expect(printer.printed).toHaveLength(2);
});

test('without a printer the page prints, and nothing waits', async () => {
  await set({ target: { kind: 'none' } });
  expect(await print([await lend('barcode-X7')])).toMatchObject({ outcome: 'page', slip: { kind: 'due' } });
  expect((await view()).waiting).toEqual([]);
});

test('a device that this computer has takes the same bytes; one that it has not is not taken, and is never made', async () => {
  const device = join(desk.now.place.root, 'lp0');
  await desk.restart(() => writeFileSync(device, ''), { printerDevice: device });
  await signIn(desk.now, 'supervisor');
  expect((await set({ target: { kind: 'device', name: device } })).devices).toContain(device);
  await desk.now.ask('slip.print', { of: { test: true } });
  expect(readFileSync(device, 'latin1')).toContain('Letters: \u00a0 \u0082');
  const other = { target: { kind: 'device', name: '/etc/hostname' } } as const;
  expect(
    await desk.now.refusal('printer.set', {
      width: 42,
      codePage: 'pc850',
      cuts: true,
      patronOnSlip: 'nothing',
      ...other,
    }),
  ).toBe('HF-UI-022');
});

test('a person without the right to manage the desk prints and does not set the printer up; without a sign-in neither is done', async () => {
  const { settings } = await view();
  const acts = [await lend('barcode-X8')];
  await signIn(desk.now, 'student');
  expect(await desk.now.refusal('printer.set', settings)).toBe('HF-AUTH-024');
  expect((await view()).maySet).toBe(false);
  expect(await print(acts)).toMatchObject({ outcome: 'printed' });
  await desk.now.ask('session.signOut', {});
  expect(await desk.now.refusal('slip.print', { of: { acts } })).toBe('HF-AUTH-021');
  expect(await desk.now.refusal('slip.print', { of: { test: true } })).toBe('HF-AUTH-021');
});

test('an act without a slip, and one of another desk, have none', async () => {
  const { commandId } = await desk.now.ask('circ.checkin', { item: 'barcode-X9' });
  const acts = [required(commandId, () => 'not recorded')];
  expect(await desk.now.refusal('slip.preview', { of: { acts } })).toBe('HF-UI-020');
  expect(await desk.now.refusal('slip.preview', { of: { number: 9_999 } })).toBe('HF-UI-021');
});

test('a receipt of what came in lists it and names nobody; a refusal says why, and nothing is printed of what is none', async () => {
  await lend('barcode-X20');
  const { commandId } = await desk.now.ask('circ.checkin', { item: 'barcode-X20' });
  const returned = [required(commandId, () => 'not recorded')];
  const { slip } = await desk.now.ask('slip.print', { of: { returned } });
  const texts = slip.rows.map(({ text }) => text).join('\n');
  expect(texts).toContain('Items: 1');
  expect(texts).not.toMatch(/lain|OKAF/);
  const refusal = { patron: 'card-expired', item: 'barcode-X21' };
  const refused = await desk.now.ask('slip.print', { of: { refusal } });
  expect(refused.slip.rows.map(({ text }) => text).join(' ')).toMatch(/Not checked out.*xpired/s);
  const none = { patron: 'card-plain', item: 'barcode-X22' };
  expect(await desk.now.refusal('slip.preview', { of: { refusal: none } })).toBe('HF-UI-020');
});

test('a slip of the hold shelf belongs to the check-in that put the copy there, and goes with its words', async () => {
  await desk.now.ask('hold.place', { patron: 'card-P1', target: 'barcode-X30', pickup: 'main' });
  const { commandId } = await desk.now.ask('circ.checkin', { item: 'barcode-X30' });
  const { rows } = await desk.now.ask('list.view', { list: 'hold-shelf' });
  const hold = required(rows.find(({ names }) => names['barcode'] === 'barcode-X30')?.key, () => 'nothing is held');
  await desk.now.ask('slip.print', { of: { hold: holdId(hold) } });
  const kept = desk.now.core.files.ledger.get('SELECT act_id AS act FROM slip ORDER BY number DESC LIMIT 1');
  expect(kept).toEqual({ act: commandId });
});

test('cash opens the drawer on the printer; a card does not, nor does a printer without a drawer', async () => {
  const kick = '\u001bp\u0000\u0019\u00fa\u001bp\u0001\u0019\u00fa';
  const patron = 'card-plain';
  await desk.now.ask('fee.add', { patron, amountMinor: 900, charge: 'damage' });
  await desk.now.ask('payment.take', { patron, amountMinor: 100, method: 'cash' });
  await set({ opensDrawer: true });
  await desk.now.ask('payment.take', { patron, amountMinor: 100, method: 'card' });
  const { commandId: paymentId } = await desk.now.ask('payment.take', { patron, amountMinor: 700, method: 'cash' });
  await until('the drawer opens', () => printer.printed.length > 0);
  expect(printer.printed).toEqual([kick]);
  await printer.off();
  await desk.now.ask('payment.refund', { patron, paymentId, amountMinor: 100, method: 'cash', reason: 'paid twice' });
  await until('the printer is missed', async () => (await view()).problem !== null);
  await printer.on();
  expect(await view()).toMatchObject({ waiting: [], problem: expect.stringContaining('does not answer') });
  expect(printer.printed).toEqual([kick]);
  await desk.now.ask('shift.open', { startingCashMinor: 10_000 });
  await desk.now.ask('drawer.open', { reason: 'change for the copier' });
  await until('the drawer opens again', () => printer.printed.length > 1);
  await until('the printer is well again', async () => (await view()).problem === null);
});
