// Transactions of a downtime sheet: recorded with their own times under any rules, once even if the sheet is sent
// again, and placed by those times among later acts.

import { takeOfflineFile } from '../../electron/core/acts/take-offline-file.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { catchesUpWith } from '../integration/electron/core/support/running-desk.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';
import { statedInShift } from '../../db/ledger/act-facts.ts';
import { newestShifts } from '../../db/ledger/shifts.ts';
import { deskShiftActs } from '../../electron/core/reports/desk-shifts.ts';
import { shiftTally } from '../../shared/reports/shift-tally.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 8, patrons: 2 });
const desk = sharedDesk(world, 'supervisor');
const other = sharedDesk(world, 'supervisor');
const HOUR = 3_600_000;

/** The local day and time of the sheet, so long before now. */
async function sheet(text: string, hoursAgo = 2) {
  const { zone } = await desk.now.ask('paper.start', {});
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const [day = '', time = ''] = local.format(world().clock.now() - hoursAgo * HOUR).split(' ');
  return { text, day, time };
}
const loanOf = async (barcode: string) =>
  (await serverRows(world(), 'loan')).find(({ itemId }) => String(itemId) === barcode.replace('barcode-', ''));

test('a checkout has the time of the sheet, and its due date is counted from there', async () => {
  const asked = await sheet('card-P0 barcode-X0');
  const checked = await desk.now.ask('paper.check', asked);
  expect(checked).toMatchObject({ ready: 1, refused: 0, lines: [{ kind: 'out', state: 'ready' }] });
  expect(checked.lines[0]?.told).not.toBe('');
  const { recorded, lines } = await desk.now.ask('paper.record', asked);
  expect(recorded).toBe(1);
  await desk.now.settled();
  const loan = await loanOf('barcode-X0');
  expect(loan?.outAt).toBe(Date.parse(lines[0]?.at ?? ''));
  expect(loan?.outAt).toBeLessThan(world().clock.now() - HOUR);
});

test('entering a sheet needs the right at the time of entry, not at the time of the act', async () => {
  // The library's staff are new: two days ago no one had a role.
  const asked = await sheet('barcode-X3', 48);
  expect((await desk.now.ask('paper.record', asked)).recorded).toBe(1);
  await desk.now.settled();
  const raised = await serverRows(world(), 'exception');
  expect(raised.filter(({ code }) => code === 'staff-role-revoked')).toEqual([]);
});

test('a sheet that is sent twice is recorded once', async () => {
  const asked = await sheet('card-P0 barcode-X0\ncard-P0 barcode-X0\nbarcode-X1');
  const { recorded, known, lines } = await desk.now.ask('paper.record', asked);
  expect([recorded, known]).toEqual([1, 2]);
  expect(lines.map(({ state }) => state)).toEqual(['known', 'known', 'recorded']);
  expect((await desk.now.ask('paper.record', asked)).known).toBe(3);
});

test('rules refuse nothing that happened, and say what stands against it', async () => {
  await desk.now.ask('item.setMark', { barcode: 'barcode-X2', mark: 'withdrawn', note: '' });
  const asked = await sheet('card-P0 barcode-X2', 1);
  const { lines } = await desk.now.ask('paper.check', asked);
  expect(lines[0]).toMatchObject({ state: 'ready' });
  expect((await desk.now.ask('circ.checkout', { patron: 'card-P0', item: 'barcode-X2' })).decision).not.toBe('done');
  world().clock.forward(2 * HOUR);
  expect((await desk.now.ask('paper.record', await sheet('card-P0 barcode-X2', 1))).recorded).toBe(1);
  await desk.now.settled();
  expect(await loanOf('barcode-X2')).toMatchObject({ state: 'open' });
  const codes = (await serverRows(world(), 'exception')).map(({ code }) => code);
  expect(codes).toContain('lent-withdrawn');
});

test('a return of before stands before the loan of since', async () => {
  await desk.now.ask('circ.checkout', { patron: 'card-P0', item: 'barcode-X3' });
  await desk.now.settled();
  world().clock.forward(5 * HOUR);
  await catchesUpWith(other.now, desk.now);
  const lent = await other.now.ask('circ.checkout', {
    patron: 'card-P1',
    item: 'barcode-X3',
    override: { codes: ['LOANED_TO_ANOTHER'], reason: 'it lay on the desk' },
  });
  expect(lent.decision).toBe('done');
  await other.now.settled();
  await catchesUpWith(desk.now, other.now);
  const asked = await sheet('in barcode-X3', 2);
  const checked = await desk.now.ask('paper.check', asked);
  expect(checked.lines[0]?.notes.join(' ')).toContain('Lent after this');
  expect((await desk.now.ask('paper.record', asked)).recorded).toBe(1);
  await desk.now.settled();
  const loans = (await serverRows(world(), 'loan')).filter(({ itemId }) => String(itemId) === 'X3');
  expect(loans.map(({ state }) => state).toSorted()).toEqual(['closed', 'open']);
  const back = loans.find(({ state }) => state === 'closed');
  expect(back).toMatchObject({ how: 'checkin' });
  const open = (await serverRows(world(), 'exception')).filter(
    ({ code, state, itemId }) => code === 'lent-while-on-loan' && state === 'open' && String(itemId) === 'X3',
  );
  expect(open).toEqual([]);
});

test('a line that cannot be recorded says why, and the rest is recorded', async () => {
  const asked = await sheet(
    ['card-P999 barcode-X4', 'card-P0 barcode-X999', 'Time Card Barcode', 'barcode-X4 card-P0'].join('\n'),
  );
  const { lines, recorded, refused } = await desk.now.ask('paper.record', asked);
  expect([recorded, refused]).toEqual([1, 3]);
  expect(lines.filter(({ state }) => state === 'refused').every(({ notes }) => notes.length === 1)).toBe(true);
  expect(lines[3]).toMatchObject({ state: 'recorded', card: 'card-P0', barcode: 'barcode-X4' });
  const later = await sheet('barcode-X4', -3);
  expect((await desk.now.ask('paper.check', later)).lines[0]).toMatchObject({ state: 'refused' });
  const old = await sheet('barcode-X4', 24 * 50);
  expect((await desk.now.ask('paper.check', old)).lines[0]).toMatchObject({ state: 'refused' });
});

test('a copy that is out, back, out and back in one minute keeps all four, and a sheet that is sent again none', async () => {
  world().clock.forward(6 * HOUR);
  const text = ['card-P0 barcode-X5', 'barcode-X5', 'card-P1 barcode-X5', 'barcode-X5'].join('\n');
  const asked = await sheet(text, 1);
  expect((await desk.now.ask('paper.record', asked)).recorded).toBe(4);
  await desk.now.settled();
  const loans = (await serverRows(world(), 'loan')).filter(({ itemId }) => String(itemId) === 'X5');
  expect(loans.map(({ state }) => state)).toEqual(['closed', 'closed']);
  expect((await desk.now.ask('paper.record', asked)).known).toBe(4);
});

test('an undone act can be entered again', async () => {
  const asked = await sheet('barcode-X6', 1);
  const { lines } = await desk.now.ask('paper.record', asked);
  await desk.now.ask('circ.undo', { commandId: lines[0]?.commandId ?? '' });
  expect((await desk.now.ask('paper.record', asked)).recorded).toBe(1);
});

test('money and uses of a file count as often as they stand in it, and once however often it is taken', async () => {
  const when = new Date(world().clock.now() - 5 * HOUR).toISOString();
  const time = (seconds: string) => `${when.slice(0, 10)} ${when.slice(11, 17).replaceAll(':', '-')}${seconds} 000`;
  const text = [
    'Version=1.0',
    `${time('01')}\tpayment\tcard-P1\t1.00`,
    `${time('31')}\tpayment\tcard-P1\t1.00`,
    `${time('32')}\tpayment\tcard-P1\t2.00`,
  ].join('\n');
  const file = { format: 'koc' as const, text, name: 'theirs.koc' };
  const taken = await desk.now.ask('offline.take', file);
  expect([taken.recorded, taken.refused]).toEqual([3, 0]);
  await desk.now.settled();
  await catchesUpWith(other.now, desk.now);
  await signIn(other.now, 'supervisor');
  expect((await other.now.ask('offline.take', file)).known).toBe(3);
});

test('a person who takes no payments enters a file without its money, and the rest is recorded', async () => {
  const when = new Date(world().clock.now() - 4 * HOUR).toISOString();
  const time = (seconds: string) => `${when.slice(0, 10)} ${when.slice(11, 17).replaceAll(':', '-')}${seconds} 000`;
  const text = ['Version=1.0', `${time('01')}\tpayment\tcard-P1\t7.00`, `${time('02')}\treturn\tbarcode-X5`].join('\n');
  const file = { format: 'koc' as const, text, name: 'mixed.koc', acts: {} };
  const { desk: whole } = desk.now.core;
  const poor = { ...whole, rights: () => whole.rights().filter((right) => right !== 'handle-money') };
  const before = (await desk.now.ask('fee.list', { patron: 'card-P1' })).creditMinor;
  const taken = await takeOfflineFile(poor, file);
  expect([taken.recorded, taken.refused]).toEqual([1, 1]);
  expect(taken.lines.find(({ state }) => state === 'refused')?.notes).toEqual([
    'Only those who take payments may enter it',
  ]);
  expect((await desk.now.ask('fee.list', { patron: 'card-P1' })).creditMinor).toBe(before);
  await desk.now.settled();
});

test('a student does not enter sheets', async () => {
  const asked = await sheet('barcode-X4');
  await signIn(other.now, 'student');
  expect(await other.now.refusal('paper.record', asked)).toBe('HF-AUTH-024');
});

test('an empty sheet is made without a line, in the language of the desk, for a student too', async () => {
  world().line.cut();
  await desk.now.ask('desk.setLanguage', { language: 'es' });
  const view = await desk.now.ask('paper.sheet', {});
  await desk.now.ask('desk.setLanguage', { language: 'en' });
  world().line.mend();
  expect(view.title).toBe('Hoja para cortes');
  expect(view.sections[0]?.columns.map(({ label }) => label)).toContain('Tarjeta');
  expect(view.sections[0]?.rows.flat().every((text) => text.trim() === '')).toBe(true);
  await signIn(other.now, 'student');
  expect((await other.now.ask('paper.sheet', {})).title).toBe('Downtime sheet');
});

test('a barcode on the line after a card alone is asked about, and is no return until the line says so', async () => {
  const asked = await sheet('card-P0\nbarcode-X5\nbarcode-X6\nin barcode-X7\nbarcode-X6');
  const { lines, ready } = await desk.now.ask('paper.check', asked);
  expect(lines.map(({ state }) => state)).toEqual(['refused', 'refused', 'refused', 'ready', 'ready']);
  expect(lines[0]).toMatchObject({ kind: null, card: 'card-P0', barcode: null });
  expect(lines[0]?.notes).toEqual(["This is a patron's card; its barcode is missing."]);
  expect(lines[1]).toMatchObject({ kind: null, barcode: 'barcode-X5' });
  expect(lines[1]?.notes[0]).toContain('The line above has a card alone.');
  expect(ready).toBe(2);
  const { recorded } = await desk.now.ask('paper.record', await sheet('card-P0\nbarcode-X5'));
  expect(recorded).toBe(0);
});

test('a barcode after a number that is neither copy nor card is asked about too', async () => {
  const { lines } = await desk.now.ask('paper.check', await sheet('12345678\nbarcode-X5'));
  expect(lines.map(({ state }) => state)).toEqual(['refused', 'refused']);
});

test('the report of a shift counts an act from paper in the hour of its sheet', async () => {
  await desk.now.ask('shift.open', { startingCashMinor: 0 });
  const { lines } = await desk.now.ask('paper.record', await sheet('in barcode-X7', 3));
  const at = Date.parse(lines[0]?.at ?? '');
  const { core } = desk.now;
  const { ledger } = core.files;
  const shifts = newestShifts(ledger, 1).map((shift) => ({ desk: 'Front', shift }));
  expect([...statedInShift(ledger, shifts[0]?.shift.shiftId ?? missingShift()).values()]).toEqual([at]);
  const tally = shiftTally('UTC');
  const now = world().clock.now();
  const facts = { ledger, copy: null, identity: core.desk.identity, now };
  deskShiftActs(
    facts,
    { shifts, question: { from: 0, to: now, now, madeBy: 'command-line', audience: 'internal' } },
    tally,
  );
  const hours = tally.figures().hours.filter(({ checkins }) => checkins > 0);
  expect(hours.map(({ at: began, checkins }) => [began, checkins])).toEqual([[at - (at % HOUR), 1]]);
});

function missingShift(): never {
  throw new Error('no shift is open');
}
