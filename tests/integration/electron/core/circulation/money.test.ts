// Fees and payments at a desk: debts, payments and refunds, to the cent, here and at the server. [I15] [I16]

import type { MethodName } from '../../../../../shared/bridge/contract.ts';
import { required } from '../../../../../shared/core/assert.ts';
import { inspect } from '../../../../../server/query/inspect.ts';
import { ledgerActs, serverRows } from '../support/both-ends.ts';
import { PINS, sharedDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 9 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));

type More = Readonly<Record<string, unknown>>;
const adding = (patron: string, amountMinor: number, more: More = {}) =>
  ({ patron: `card-${patron}`, amountMinor, charge: 'damage', note: 'coffee', ...more }) as const;
const taking = (patron: string, amountMinor: number, more: More = {}) =>
  ({ patron: `card-${patron}`, amountMinor, method: 'cash', ...more }) as const;
const waiving = (feeId: string, more: More) => ({ feeId, reason: 'as a favour', ...more });
const refunding = (patron: string, amountMinor: number, more: More = {}) =>
  ({ patron: `card-${patron}`, amountMinor, method: 'cash', reason: 'paid twice', ...more }) as const;

const account = (patron: string) => desk.now.ask('fee.list', { patron: `card-${patron}` });
const add = (...given: Parameters<typeof adding>) => desk.now.ask('fee.add', adding(...given));
const take = (...given: Parameters<typeof taking>) => desk.now.ask('payment.take', taking(...given));
const waive = (...given: Parameters<typeof waiving>) => desk.now.ask('fee.waive', waiving(...given));
const refund = (...given: Parameters<typeof refunding>) => desk.now.ask('payment.refund', refunding(...given));
/** The code that a call is refused with. */
async function refused(name: MethodName, input: unknown): Promise<string> {
  const answer = await desk.now.call(name, input);
  return answer.ok ? 'it was done' : answer.error.code;
}
const serverFees = async (patron: string) =>
  (await serverRows(world(), 'fee')).filter(({ patronId }) => patronId === patron);
const serverCredit = async (patron: string) =>
  (await serverRows(world(), 'credit')).find(({ patronId }) => patronId === patron)?.amountMinor ?? 0;

describe('a fee that staff add', () => {
  test('is owed at once, says what for, and is the same at the server', async () => {
    const { feeId, owedMinor } = await add('P0', 500, { item: 'barcode-X0' });
    expect(owedMinor).toBe(500);
    expect((await account('P0')).fees).toMatchObject([
      {
        feeId,
        kind: 'manual',
        kindText: 'Damage',
        item: { barcode: 'barcode-X0' },
        outstandingMinor: 500,
        growing: false,
      },
    ]);
    await desk.now.settled();
    expect(await serverFees('P0')).toMatchObject([
      { id: feeId, amountMinor: 500, outstandingMinor: 500, itemId: 'X0' },
    ]);
    expect((await account('P0')).owedMinor).toBe(500);
    expect((await desk.now.ask('patron.view', { card: 'card-P0' })).owesFee).toBe(true);
    await take('P0', 500);
  });

  test('keeps its note with the arguments', async () => {
    await add('P1', 100, { note: 'spilled coffee' });
    await desk.now.settled();
    expect(JSON.stringify([await serverRows(world(), 'event'), await serverRows(world(), 'fee')])).not.toContain(
      'coffee',
    );
    await take('P1', 100);
  });

  test('counts against the limit of the group', async () => {
    await add('P2', 999);
    expect((await account('P2')).limit).toEqual({ text: '$10.00', isAbove: false, isReached: false });
    await add('P2', 1);
    expect((await account('P2')).limit).toMatchObject({ isReached: true });
    expect(await desk.now.ask('circ.checkout', { patron: 'card-P2', item: 'barcode-X1' })).toMatchObject({
      decision: 'needs-override',
      reasons: [{ code: 'PATRON_FINES' }],
    });
    await take('P2', 1_000);
    expect(await desk.now.ask('circ.checkout', { patron: 'card-P2', item: 'barcode-X1' })).toMatchObject({
      decision: 'done',
    });
  });
});

describe('a payment', () => {
  test('covers the oldest fee first, and what is left over is credit', async () => {
    const first = await add('P3', 300);
    const second = await add('P3', 200);
    const paid = await take('P3', 600);
    expect(paid).toMatchObject({
      allocation: [
        { feeId: first.feeId, amountMinor: 300, settles: true },
        { feeId: second.feeId, amountMinor: 200, settles: true },
      ],
      creditedMinor: 100,
      creditMinor: 100,
      owedMinor: 0,
    });
    await desk.now.settled();
    expect(await serverCredit('P3')).toBe(100);
    expect((await serverFees('P3')).map((fee) => fee.outstandingMinor)).toEqual([0, 0]);
    await refund('P3', 100);
  });

  test('goes where staff say', async () => {
    const first = await add('P4', 300);
    const second = await add('P4', 200);
    const allocation = [{ feeId: second.feeId, amountMinor: 50 }];
    expect(await take('P4', 50, { allocation })).toMatchObject({
      allocation: [{ feeId: second.feeId, amountMinor: 50, settles: false }],
      owedMinor: 450,
    });
    expect((await account('P4')).fees.map(({ feeId, outstandingMinor }) => [feeId, outstandingMinor])).toEqual([
      [first.feeId, 300],
      [second.feeId, 150],
    ]);
    await desk.now.settled();
    expect((await account('P4')).owedMinor).toBe(450);
    await take('P4', 450);
  });

  test('allocates no more than was paid, and to no fee more than is owed of it', async () => {
    const { feeId } = await add('P5', 300);
    expect(await refused('payment.take', taking('P5', 100, { allocation: [{ feeId, amountMinor: 200 }] }))).toBe(
      'HF-PAY-002',
    );
    expect(await refused('payment.take', taking('P5', 400, { allocation: [{ feeId, amountMinor: 400 }] }))).toBe(
      'HF-PAY-003',
    );
    expect(await refused('payment.take', taking('P5', 4, { allocation: [{ feeId: 'none', amountMinor: 4 }] }))).toBe(
      'HF-PAY-001',
    );
    expect(await refused('payment.take', taking('nobody', 4))).toBe('HF-PATRON-001');
    await take('P5', 300);
  });

  test('settles a fine that still grows up to now; lateness after it is a new fine', async () => {
    const { fees } = await account('lender');
    const growing = fees.filter((fee) => fee.growing);
    const [one] = growing;
    expect(growing.map(({ outstandingMinor }) => outstandingMinor)).toEqual([125, 125, 125]);
    const feeId = required(one, () => 'nothing grows').feeId;
    const before = (await account('lender')).owedMinor;
    await take('lender', 125, { allocation: [{ feeId, amountMinor: 125 }] });
    expect((await account('lender')).fees.map((fee) => fee.feeId)).not.toContain(feeId);
    expect((await account('lender')).owedMinor).toBe(before);
    await desk.now.settled();
    expect((await serverFees('lender')).find((fee) => fee.id === feeId)).toMatchObject({
      amountMinor: 125,
      paidMinor: 125,
      outstandingMinor: 0,
    });
  });

  test('is numbered per desk without gaps, whatever else is recorded and refused between', async () => {
    const { feeId } = await add('P6', 400);
    const numbers = [(await take('P6', 100)).slipNumber];
    await desk.now.ask('circ.checkin', { item: 'barcode-X9' });
    await refused('payment.take', taking('P6', 900, { allocation: [{ feeId, amountMinor: 900 }] }));
    numbers.push((await take('P6', 100)).slipNumber);
    await desk.restart();
    await signIn(desk.now, 'supervisor');
    numbers.push((await take('P6', 400)).slipNumber, (await refund('P6', 200)).slipNumber);
    expect(numbers).toEqual([0, 1, 2, 3].map((more) => (numbers[0] ?? 0) + more));
  });

  test('is inspected with its method and allocation', async () => {
    const { feeId } = await add('P7', 250);
    const { commandId } = await take('P7', 250, { method: 'card', reference: 'T-1' });
    await desk.now.settled();
    const shown = [];
    for await (const row of inspect(world().served.store, 'payments', { patron: 'card-P7' })) shown.push(row);
    expect(shown).toMatchObject([
      {
        paymentId: commandId,
        patron: 'card-P7',
        amountMinor: 250,
        method: 'card',
        allocation: [{ feeId, amountMinor: 250, settles: true }],
      },
    ]);
    const fees = [];
    for await (const row of inspect(world().served.store, 'fees', { patron: 'card-P7', all: true })) fees.push(row);
    expect(fees).toMatchObject([{ feeId, kind: 'manual', amountMinor: 250, outstandingMinor: 0, settled: true }]);
  });
});

describe('a waiver', () => {
  test('of a part leaves the rest owed; in full covers whatever the fee becomes', async () => {
    const { feeId } = await add('P8', 300);
    expect(await waive(feeId, { amountMinor: 100 })).toMatchObject({ owedMinor: 200 });
    expect(await waive(feeId, { inFull: true })).toMatchObject({ owedMinor: 0 });
    await desk.now.settled();
    expect(await serverFees('P8')).toMatchObject([{ id: feeId, waivedMinor: 300, outstandingMinor: 0 }]);
  });

  test('says either an amount or in full, of a fee that is there, and no more than is owed', async () => {
    const { feeId } = await add('P8', 300);
    for (const more of [{}, { amountMinor: 1, inFull: true }, { inFull: false }])
      expect(await refused('fee.waive', waiving(feeId, more))).toBe('HF-UI-002');
    expect(await refused('fee.waive', waiving(feeId, { amountMinor: 301 }))).toBe('HF-PAY-003');
    expect(await refused('fee.waive', waiving('none', { inFull: true }))).toBe('HF-PAY-001');
    await take('P8', 300);
  });

  test('of a fine that grows names whose it is', async () => {
    const growing = (await account('lender')).fees.find((fee) => fee.growing);
    const { feeId } = required(growing, () => 'nothing grows');
    expect(await refused('fee.waive', waiving(feeId, { inFull: true }))).toBe('HF-PAY-001');
    await waive(feeId, { inFull: true, patron: 'card-lender' });
    expect((await account('lender')).fees.map((fee) => fee.feeId)).not.toContain(feeId);
  });
});

describe('giving back', () => {
  test('takes credit out, no more than there is', async () => {
    await take('P0', 300);
    expect((await account('P0')).creditMinor).toBe(300);
    expect(await refused('payment.refund', refunding('P0', 301))).toBe('HF-PAY-004');
    expect(await refund('P0', 300)).toMatchObject({ creditMinor: 0 });
    await desk.now.settled();
    expect(await serverCredit('P0')).toBe(0);
  });

  test('is signed by a second person where the one at the desk may not', async () => {
    await take('P7', 200);
    await signIn(desk.now, 'desk');
    expect(await refused('payment.refund', refunding('P7', 200))).toBe('HF-AUTH-024');
    const wrong = { staff: 'supervisor', pin: '000000' };
    expect(await refused('payment.refund', refunding('P7', 200, { authoriser: wrong }))).toBe('HF-AUTH-022');
    const { creditMinor } = await account('P7');
    const authoriser = { staff: 'supervisor', pin: PINS.supervisor };
    expect(await refund('P7', 200, { authoriser })).toMatchObject({ creditMinor: creditMinor - 200 });
    await desk.now.settled();
    expect(await serverCredit('P7')).toBe(creditMinor - 200);
  });

  test('of a payment opens the fee that it covered', async () => {
    const { feeId } = await add('P1', 300);
    const { commandId } = await take('P1', 300);
    expect(await refused('payment.refund', refunding('P1', 400, { paymentId: commandId }))).toBe('HF-PAY-004');
    expect(await refused('payment.refund', refunding('P1', 1, { paymentId: 'none' }))).toBe('HF-PAY-005');
    expect(await refund('P1', 300, { paymentId: commandId })).toMatchObject({ owedMinor: 300, creditMinor: 0 });
    await desk.now.settled();
    expect((await serverFees('P1')).find((fee) => fee.id === feeId)).toMatchObject({ outstandingMinor: 300 });
    await take('P1', 300);
  });
});

describe('credit', () => {
  const useCredit = (patron: string, more: More = {}) =>
    desk.now.ask('payment.useCredit', { patron: `card-${patron}`, ...more });

  test('pays the fees that are meant as far as it goes, here and at the server, and can be undone', async () => {
    await take('P3', 400);
    const first = await add('P3', 300);
    const second = await add('P3', 300);
    expect(await useCredit('P3', { fees: [second.feeId] })).toMatchObject({
      usedMinor: 300,
      owedMinor: 300,
      creditMinor: 100,
    });
    const all = await useCredit('P3');
    expect(all).toMatchObject({ usedMinor: 100, owedMinor: 200, creditMinor: 0 });
    await desk.now.settled();
    expect(await serverCredit('P3')).toBe(0);
    const atServer = await serverFees('P3');
    expect(atServer.find((fee) => fee.id === first.feeId)).toMatchObject({ paidMinor: 100, outstandingMinor: 200 });
    expect(atServer.find((fee) => fee.id === second.feeId)).toMatchObject({ paidMinor: 300, outstandingMinor: 0 });
    expect(await refused('payment.useCredit', { patron: 'card-P3' })).toBe('HF-PAY-012');
    await desk.now.ask('circ.undo', { commandId: all.commandId });
    expect(await account('P3')).toMatchObject({ owedMinor: 300, creditMinor: 100 });
    await desk.now.settled();
    expect(await serverCredit('P3')).toBe(100);
    await refund('P3', 100);
    await take('P3', 300);
  });

  test('is refused where nothing is owed', async () => {
    await take('P3', 100);
    expect(await refused('payment.useCredit', { patron: 'card-P3' })).toBe('HF-PAY-001');
    await refund('P3', 100);
  });
});

describe('undoing', () => {
  const undo = (commandId: string) => desk.now.ask('circ.undo', { commandId });

  test('takes back a fee, a waiver and a refund, and never a payment', async () => {
    const added = await add('P2', 300);
    const waived = await waive(added.feeId, { inFull: true });
    await undo(waived.commandId);
    expect((await account('P2')).owedMinor).toBe(300);
    await undo(added.commandId);
    expect((await account('P2')).owedMinor).toBe(0);
    const paid = await take('P2', 100);
    const call = await desk.now.call('circ.undo', { commandId: paid.commandId });
    expect(call).toMatchObject({ ok: false, error: { code: 'HF-CIRC-002' } });
    const given = await refund('P2', 100);
    await undo(given.commandId);
    expect((await account('P2')).creditMinor).toBe(100);
    await desk.now.settled();
    expect(await serverCredit('P2')).toBe(100);
    expect((await serverFees('P2')).map((fee) => fee.id)).not.toContain(added.feeId);
  });

  test('not when something happened to the account since', async () => {
    const added = await add('P3', 300);
    await take('P3', 100);
    const call = await desk.now.call('circ.undo', { commandId: added.commandId });
    expect(call).toMatchObject({ ok: false, error: { code: 'HF-CIRC-002' } });
    await take('P3', 200);
  });
});

test('money is for those with the right; without it nothing is recorded', async () => {
  await signIn(desk.now, 'student');
  const before = ledgerActs(desk.now).length;
  expect(await refused('fee.add', adding('P4', 5))).toBe('HF-AUTH-024');
  expect(await refused('payment.take', taking('P4', 5))).toBe('HF-AUTH-024');
  expect(await refused('payment.refund', refunding('P4', 5))).toBe('HF-AUTH-024');
  await signIn(desk.now, 'desk');
  expect(await refused('fee.waive', waiving('a-fee', { inFull: true }))).toBe('HF-AUTH-024');
  expect(await refused('payment.refund', refunding('P4', 5))).toBe('HF-AUTH-024');
  expect(ledgerActs(desk.now)).toHaveLength(before);
});

test('the state after offline work is the same when the desk starts again, and when the line is back [I12] [I16]', async () => {
  world().line.cut();
  const { feeId } = await add('P5', 300);
  await waive(feeId, { amountMinor: 50 });
  const { commandId } = await take('P5', 400);
  await refund('P5', 20, { paymentId: commandId });
  const before = await account('P5');
  expect(before).toMatchObject({ owedMinor: 0, creditMinor: 130 });
  await desk.restart();
  expect(await account('P5')).toEqual(before);
  world().line.mend();
  await desk.now.settled();
  expect(await account('P5')).toEqual(before);
  expect(await serverCredit('P5')).toBe(130);
});

test('nothing is put on a student account or given back to one while nothing reaches the bursar', async () => {
  await add('P8', 300);
  expect(await refused('payment.take', taking('P8', 300, { method: 'account' }))).toBe('HF-PAY-120');
  expect((await account('P8')).owedMinor).toBe(300);
  await take('P8', 400);
  expect(await refused('payment.refund', refunding('P8', 100, { method: 'account' }))).toBe('HF-PAY-120');
  await refund('P8', 100);
  await desk.now.settled();
  expect(await serverCredit('P8')).toBe(0);
});
