// Shifts of a desk and its drawer: opened, handed over, counted by two, closed; offline, over a crash, past midnight; and a supervisor's view of them
// at the server.

import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { EnvelopeBody } from '../../../../shared/wire/envelope.ts';
import { readIdentity } from '../../../../db/ledger/identity.ts';
import { deskSource } from '../../../../electron/core/reports/desk-source.ts';
import { makeReport } from '../../../../shared/reports/make-report.ts';
import { sayReport } from '../../../../shared/reports/say-report.ts';
import { rowsOf, totalIn } from '../../../unit/shared/reports/tables.ts';
import { inspect } from '../../../../server/query/inspect.ts';
import { PINS, sharedDesk, sharedWorld, signIn, type StaffName } from './support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 20, patrons: 9 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));
afterEach(async () => {
  world().line.mend();
  await signIn(desk.now, 'supervisor');
  if ((await current()) !== null) await desk.now.ask('shift.close', {});
});

const open = (input: { startingCashMinor?: number } = {}) => desk.now.ask('shift.open', input);
const current = () => desk.now.ask('shift.current', {});
const owe = (patron: string, amountMinor: number) =>
  desk.now.ask('fee.add', { patron: `card-${patron}`, amountMinor, charge: 'damage' });
const pay = (patron: string, amountMinor: number, more: { method?: 'cash' | 'card'; tenderedMinor?: number } = {}) =>
  desk.now.ask('payment.take', { patron: `card-${patron}`, amountMinor, method: 'cash', ...more });
/** The newest acts of the desk, the oldest of them first. */
const newest = (count: number): EnvelopeBody[] =>
  desk.now.core.files.ledger
    .all<{ body: string }>('SELECT body FROM envelope ORDER BY n')
    .slice(-count)
    .map(({ body }) => JSON.parse(body));
const person = (staff: StaffName) => ({ staff, pin: PINS[staff] });

async function inspected(all: boolean): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of inspect(world().served.store, 'shifts', { all })) rows.push(row);
  return rows;
}

test('a shift needs no network and every act in it names it; none outside of one does', async () => {
  world().line.cut();
  await desk.now.ask('circ.checkin', { item: 'barcode-X0' });
  const { shiftId } = await open();
  await desk.now.ask('circ.checkin', { item: 'barcode-X1' });
  await desk.now.ask('shift.close', {});
  await desk.now.ask('circ.checkin', { item: 'barcode-X2' });
  expect(newest(5).map((body) => [body.name, body.shiftId])).toEqual([
    ['checkin', undefined],
    ['openShift', shiftId],
    ['checkin', shiftId],
    ['closeShift', shiftId],
    ['checkin', undefined],
  ]);
  world().line.mend();
});

test('one shift at a time; closing and handing over need one', async () => {
  expect(await current()).toBeNull();
  expect(await desk.now.refusal('shift.close', {})).toBe('HF-PAY-007');
  expect(await desk.now.refusal('shift.handOver', { to: person('desk') })).toBe('HF-PAY-007');
  await open();
  expect(await desk.now.refusal('shift.open', {})).toBe('HF-PAY-006');
});

test('the drawer: starting cash, cash taken with change, card beside it, cash given back, and what is short', async () => {
  await open({ startingCashMinor: 10_000 });
  await owe('P0', 700);
  const paid = await pay('P0', 700, { tenderedMinor: 2_000 });
  expect(paid.changeMinor).toBe(1_300);
  const from = paid.slipNumber ?? 0;
  const slips = { from, to: from + 2 };
  const { rows } = await desk.now.ask('slip.preview', { of: { acts: [paid.commandId] } });
  expect(rows.map(({ text }) => text.replace(/ +/g, ' '))).toEqual(
    expect.arrayContaining(['How Cash', 'Handed over $20.00', 'Change $13.00', 'Still owed $0.00']),
  );
  await owe('P0', 500);
  await pay('P0', 500, { method: 'card' });
  await desk.now.ask('payment.refund', {
    patron: 'card-P0',
    amountMinor: 200,
    method: 'cash',
    paymentId: paid.commandId,
    reason: 'paid twice',
  });
  expect(await current()).toMatchObject({ expectedMinor: 10_500, slips });
  const closed = await desk.now.ask('shift.close', {
    countedMinor: 10_400,
    second: person('desk'),
    reason: 'a dollar fell behind the printer',
  });
  expect(closed).toMatchObject({
    state: 'closed',
    expectedMinor: 10_500,
    closed: { countedMinor: 10_400, overShortMinor: -100, countedBy: ['supervisor', 'desk'] },
  });
  expect(await current()).toBeNull();

  await desk.now.settled();
  expect((await inspected(true)).at(-1)).toMatchObject({
    shiftId: closed.shiftId,
    state: 'closed',
    openedBy: 'supervisor',
    startingCashMinor: 10_000,
    expectedMinor: 10_500,
    countedMinor: 10_400,
    overShortMinor: -100,
    reason: 'a dollar fell behind the printer',
    slips,
    money: [
      { method: 'cash', takenMinor: 700, taken: 1, givenBackMinor: 200, givenBack: 1 },
      { method: 'card', takenMinor: 500, taken: 1, givenBackMinor: 0, givenBack: 0 },
    ],
  });
});

test('starting cash is corrected with a reason, by staff who may waive fees, and stands beside what it was', async () => {
  const correction = { startingCashMinor: 9_000, reason: 'ten dollars were in the safe' };
  expect(await desk.now.refusal('shift.correct', correction)).toBe('HF-PAY-007');
  await signIn(desk.now, 'desk');
  const { shiftId } = await open({ startingCashMinor: 10_000 });
  expect(await desk.now.refusal('shift.correct', correction)).toBe('HF-AUTH-024');
  await signIn(desk.now, 'supervisor');
  expect(await desk.now.refusal('shift.correct', { ...correction, reason: ' ' })).toBe('HF-UI-002');
  expect(await desk.now.ask('shift.correct', correction)).toMatchObject({ startingCashMinor: 9_000 });
  const corrections = [{ by: 'supervisor', wasMinor: 10_000, ...correction }];
  const closed = await desk.now.ask('shift.close', { countedMinor: 9_000 });
  expect(closed).toMatchObject({ corrections, expectedMinor: 9_000, closed: { overShortMinor: 0 } });
  await desk.now.settled();
  expect((await inspected(true)).at(-1)).toMatchObject({ shiftId, corrections, startingCashMinor: 9_000 });
});

test('a refund that is undone is in the drawer again', async () => {
  await open({ startingCashMinor: 1_000 });
  await owe('P1', 300);
  const paid = await pay('P1', 300);
  const refund = {
    patron: 'card-P1',
    amountMinor: 300,
    method: 'cash',
    paymentId: paid.commandId,
    reason: 'x',
  } as const;
  const back = await desk.now.ask('payment.refund', refund);
  expect((await current())?.expectedMinor).toBe(1_000);
  await desk.now.ask('circ.undo', { commandId: back.commandId });
  expect((await current())?.expectedMinor).toBe(1_300);
});

test('is counted piece by piece, by two different people', async () => {
  await open({ startingCashMinor: 2_100 });
  const pieces = [
    { form: 'note', valueMinor: 2_000, number: 1 },
    { form: 'coin', valueMinor: 25, number: 4 },
  ] as const;
  const count = { pieces: [...pieces] };
  expect(await desk.now.refusal('shift.close', { ...count, countedMinor: 2_000 })).toBe('HF-PAY-008');
  expect(await desk.now.refusal('shift.close', { ...count, second: person('supervisor') })).toBe('HF-PAY-009');
  expect(await desk.now.refusal('shift.close', { ...count, second: { staff: 'desk', pin: '0' } })).toBe('HF-AUTH-022');
  const { closed } = await desk.now.ask('shift.close', { ...count, countedMinor: 2_100 });
  expect(closed).toMatchObject({ countedMinor: 2_100, overShortMinor: 0, countedBy: ['supervisor'] });
});

test('counted again after it was compared, it keeps the first count, at a hand-over and at the close', async () => {
  await open({ startingCashMinor: 10_000 });
  const count = { countedMinor: 9_800, firstCountedMinor: 9_500, reason: 'wrong change' };
  const over = await desk.now.ask('shift.handOver', { to: person('desk'), ...count });
  expect(over.handovers).toMatchObject([{ countedMinor: 9_800, overShortMinor: -200, firstCountedMinor: 9_500 }]);
  const { closed } = await desk.now.ask('shift.close', { countedMinor: 10_000, firstCountedMinor: 9_900 });
  expect(closed).toMatchObject({ countedMinor: 10_000, overShortMinor: 0, firstCountedMinor: 9_900 });
  await open({ startingCashMinor: 500 });
  const same = await desk.now.ask('shift.close', { countedMinor: 500, firstCountedMinor: 500 });
  expect(same.closed).toMatchObject({ countedMinor: 500, firstCountedMinor: null });
});

test('no more is counted, charged or taken than one limit for all', async () => {
  const most = 1_000_000_000;
  await open({ startingCashMinor: most });
  const notes = [{ form: 'note', valueMinor: 10_000, number: 100_001 }] as const;
  expect(await desk.now.refusal('shift.close', { pieces: [...notes] })).toBe('HF-PAY-011');
  expect((await desk.now.ask('shift.close', { countedMinor: most })).closed).toMatchObject({ overShortMinor: 0 });
  const bad = { patron: 'card-P5', amountMinor: most + 1, method: 'cash' } as const;
  expect(await desk.now.refusal('payment.take', bad)).toBe(
    await desk.now.refusal('shift.open', { startingCashMinor: most + 1 }),
  );
});

test('the report of a desk and its day sheet come to the same, with what was done in no shift beside the shifts', async () => {
  const from = world().clock.now();
  await owe('P6', 900);
  await pay('P6', 200, { method: 'card' });
  await open({ startingCashMinor: 1_000 });
  await pay('P6', 300);
  await desk.now.ask('shift.handOver', { to: person('desk'), countedMinor: 1_200, reason: 'wrong change' });
  await desk.now.ask('shift.close', {});
  await desk.now.ask('circ.checkout', { patron: 'card-P6', item: 'barcode-X5' });
  await pay('P6', 100);
  world().clock.forward(1_000);
  const { ledger } = desk.now.core.files;
  const identity = readIdentity(ledger);
  if (identity === null) throw new Error('the desk has no identity');
  const now = world().clock.now();
  const source = deskSource({ ledger, copy: null, identity, now });
  const question = { from, to: now, now, madeBy: 'command-line', audience: 'internal' } as const;
  const shifts = await makeReport(source, 'shift', question);
  expect(rowsOf(shifts, 'money')).toMatchObject([
    { method: 'Cash', net: 300 },
    { shift: 'Outside any shift', method: 'Card', net: 200 },
    { shift: 'Outside any shift', method: 'Cash', net: 100 },
  ]);
  expect(rowsOf(shifts, 'drawer').map((row) => [row['counted'], row['over_short']])).toEqual([
    [null, null],
    [1_200, -100],
  ]);
  expect(sayReport(shifts, 'en').coverage.join()).toContain('checked out 1, turned away 0');
  expect(totalIn(await makeReport(source, 'money', question), 'methods')?.['net']).toBe(
    totalIn(shifts, 'money')?.['net'],
  );
});

test('a drawer is for those who handle money; a shift without one is everybody’s', async () => {
  await signIn(desk.now, 'student');
  expect(await desk.now.refusal('shift.open', { startingCashMinor: 100 })).toBe('HF-AUTH-024');
  await open();
  await desk.now.ask('shift.close', {});
  await signIn(desk.now, 'supervisor');
  await open({ startingCashMinor: 100 });
  expect(await desk.now.refusal('shift.handOver', { to: person('student') })).toBe('HF-AUTH-024');
  await signIn(desk.now, 'student');
  expect(await desk.now.refusal('shift.close', { countedMinor: 100 })).toBe('HF-AUTH-024');
});

test('a person who signed out is not there any more', async () => {
  await open();
  world().clock.forward(HOUR_MS);
  await desk.now.ask('session.signOut', {});
  world().clock.forward(2 * HOUR_MS);
  await signIn(desk.now, 'desk');
  world().clock.forward(HOUR_MS);
  const { closed } = await desk.now.ask('shift.close', {});
  const hours = closed?.people.map(({ staff, ms }) => [staff, Math.round(ms / HOUR_MS)]);
  expect(hours).toEqual(
    expect.arrayContaining([
      ['supervisor', 1],
      ['desk', 1],
    ]),
  );
});

test('handed over, it goes on with the other person, who is signed in then', async () => {
  const { shiftId } = await open({ startingCashMinor: 5_000 });
  world().clock.forward(HOUR_MS);
  const over = await desk.now.ask('shift.handOver', { to: person('desk'), countedMinor: 5_000 });
  expect(over).toMatchObject({
    shiftId,
    state: 'open',
    holder: 'desk',
    handovers: [{ from: 'supervisor', to: 'desk', countedMinor: 5_000, overShortMinor: 0 }],
  });
  expect(await desk.now.ask('session.current', {})).toMatchObject({ staff: 'desk' });
  world().clock.forward(2 * HOUR_MS);
  const { closed } = await desk.now.ask('shift.close', { countedMinor: 5_000 });
  const hours = closed?.people.map(({ staff, ms }) => [staff, Math.round(ms / HOUR_MS)]);
  expect(hours).toEqual([
    ['desk', 2],
    ['supervisor', 1],
  ]);
});

test('a shift that a crash left open is found again with what is in its drawer', async () => {
  const { shiftId } = await open({ startingCashMinor: 1_000 });
  await owe('P2', 400);
  await pay('P2', 400);
  await desk.restart();
  expect(await current()).toMatchObject({ shiftId, state: 'open', expectedMinor: 1_400 });
});

test('a night shift is of the day that it began on; past the end of that day it is said to be forgotten', async () => {
  world().clock.forward(12 * HOUR_MS);
  const { serviceDay } = await open();
  expect(await current()).toMatchObject({ serviceDay, overdue: false });
  world().clock.forward(24 * HOUR_MS);
  expect(await current()).toMatchObject({ serviceDay, overdue: true });
  const { shifts } = await desk.now.ask('shift.list', { limit: 2 });
  expect(shifts).toMatchObject([{ serviceDay, state: 'open' }, { state: 'closed' }]);
});

test('cash cannot be handed over for less than is to be paid', async () => {
  await owe('P3', 500);
  const input = { patron: 'card-P3', amountMinor: 500, method: 'cash', tenderedMinor: 400 } as const;
  expect(await desk.now.refusal('payment.take', input)).toBe('HF-PAY-010');
});

test('staff who may not waive ask a person who may, and both are on the act', async () => {
  await signIn(desk.now, 'desk');
  const { feeId } = await owe('P4', 500);
  const waiver = { feeId, inFull: true, reason: 'wrong shelf' } as const;
  const by = (staff: StaffName) => ({ ...waiver, authoriser: person(staff) });
  expect(await desk.now.refusal('fee.waive', waiver)).toBe('HF-AUTH-024');
  expect(await desk.now.refusal('fee.waive', by('student'))).toBe('HF-AUTH-024');
  expect(await desk.now.ask('fee.waive', by('supervisor'))).toMatchObject({ owedMinor: 0 });
  expect(newest(1)[0]).toMatchObject({ name: 'waive', override: { codes: [], authoriserId: expect.any(String) } });
});

test('the minutes that the line was down in a shift are known however often it failed since', async () => {
  const from = world().clock.now();
  await open();
  world().clock.forward(HOUR_MS);
  await desk.now.ask('shift.close', {});
  const { ledger } = desk.now.core.files;
  ledger.run(
    `INSERT INTO outage (outage_id, began_at, ended_at, after_n, to_n, causes)
     WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < 600)
     SELECT 'outage ' || n, ? + n * 3600000, ? + n * 3600000, 0, 0, '[]' FROM counted`,
    from + 600_000,
    from + 1_200_000,
  );
  const identity = readIdentity(ledger);
  if (identity === null) throw new Error('the desk has no identity');
  const now = world().clock.now();
  // A desk measures its clock against the server's: what it did may be some milliseconds before.
  const question = {
    from: from - MINUTE_MS,
    to: now + MINUTE_MS,
    now,
    madeBy: 'command-line',
    audience: 'internal',
  } as const;
  const report = await makeReport(deskSource({ ledger, copy: null, identity, now }), 'shift', question);
  expect(rowsOf(report, 'shifts')).toMatchObject([{ line_down: 10 * 60 }]);
});

test('today is counted for everybody who works here, by the hour, and a new day begins at nought', async () => {
  world().clock.forward(24 * HOUR_MS);
  await signIn(desk.now, 'student');
  const today = () => desk.now.ask('shift.today', {});
  expect(await today()).toMatchObject({ checkouts: 0, checkins: 0, hours: [] });
  await desk.now.ask('circ.checkin', { item: 'barcode-X3' });
  world().clock.forward(2 * HOUR_MS);
  await desk.now.ask('circ.checkin', { item: 'barcode-X4' });
  await desk.now.ask('item.recordUse', { barcode: 'barcode-X5', count: 3 });
  const { checkins, inHouse, overrides, hours } = await today();
  expect({ checkins, inHouse, overrides }).toEqual({ checkins: 2, inHouse: 3, overrides: 0 });
  expect(hours.map(({ count }) => count)).toEqual([1, 0, 2]);
});
