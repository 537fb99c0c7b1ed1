// Disagreements as the desk shows them: in words, in order, with their actions, and gone after one.

import { actionsOf } from '../../../../electron/core/facade/exceptions.ts';
import type { MethodOutput } from '../../../../shared/bridge/contract.ts';
import { EnvelopeBodySchema } from '../../../../shared/wire/envelope.ts';
import { required } from '../../../../shared/core/assert.ts';
import { ledgerActs, serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import type { RunningDesk } from './support/running-desk.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 12 });
const here = sharedDesk(world);
const beside = sharedDesk(world);
const east = sharedDesk(world, 'desk', 'east');
beforeEach(() => signIn(here.now, 'desk'));

type Exception = MethodOutput<'exception.list'>['exceptions'][number];
const list = async (desk: RunningDesk = here.now) => (await desk.ask('exception.list', {})).exceptions;
const about = async (item: string) => (await list()).filter((one) => one.item === `barcode-${item}`);
const lend = (desk: RunningDesk, patron: string, item: string) =>
  desk.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` });
const statusOf = async (item: string) => (await here.now.ask('item.view', { barcode: `barcode-${item}` })).status;

/** Two desks lend one item, each without knowing of the other, far enough apart to know which was first. */
async function lendTwice(item: string, patrons: readonly [string, string], other: RunningDesk = beside.now) {
  world().line.refuse('/v1/commands');
  const first = await lend(here.now, patrons[0], item);
  world().clock.forward(30_000);
  const second = await lend(other, patrons[1], item);
  expect([first.decision, second.decision]).toEqual(['done', 'done']);
  world().line.mend();
  await here.now.settled();
  await other.settled();
  await until('the exception is here', async () => (await about(item)).length > 0);
  return required((await about(item))[0], () => item);
}

describe('an exception', () => {
  test('says what happened and what to tell the patron, and names no other person', async () => {
    const exception = await lendTwice('X0', ['P0', 'P1']);
    expect(exception).toMatchObject({
      code: 'lent-while-on-loan',
      weight: 'today',
      state: 'open',
      group: 'patrons',
      title: 'Title of X0',
      callNumber: 'QA 76',
      text: 'Title of X0 (barcode-X0) was lent while it was on loan. The older loan was closed without a fee.',
      tellPatron: 'Your loan of Title of X0 was closed because the item was lent again. You owe nothing for it.',
      actions: ['told-patron', 'corrected', 'dismissed'],
    });
    // It names the patron concerned: the one whose loan was closed, not the present borrower.
    expect(exception.whom).toMatchObject({ card: 'card-P0' });
    const wheres = exception.happened.map(({ text }) => text.split(' · ')[2]);
    expect(wheres).toEqual(['this desk', 'another desk']);
    expect(`${exception.text} ${exception.tellPatron}`).not.toMatch(/P0|P1|FAMILY/i);
    const { exceptions } = await here.now.ask('sync.status', {});
    expect(exceptions.today).toBe((await list()).filter(({ weight }) => weight === 'today').length);
    expect(here.now.events.some(({ name, payload }) => name === 'desk.changed' && payload.exceptions)).toBe(true);
  });

  test('is said in the language of the desk', async () => {
    const { exceptionId } = required((await about('X0'))[0], () => 'gone');
    await here.now.ask('desk.setLanguage', { language: 'es' });
    const said = (await list()).find((one) => one.exceptionId === exceptionId);
    await here.now.ask('desk.setLanguage', { language: 'en' });
    expect(said?.text).toBe(
      'Title of X0 (barcode-X0) se prestó estando prestado. El préstamo anterior se cerró sin cargo.',
    );
  });

  test('is closed by a person: gone at once, recorded, and resolved at the server with who and why', async () => {
    const { exceptionId } = await lendTwice('X1', ['P2', 'P3']);
    const other = await lendTwice('X2', ['P2', 'P3']);
    const ids = [exceptionId, other.exceptionId];
    const before = ledgerActs(here.now).length;
    world().line.refuse('/v1/commands');
    const resolve = { exceptionIds: ids, action: 'told-patron' as const, note: 'spoke with both of them' };
    expect(await here.now.ask('exception.resolve', resolve)).toEqual({ resolved: 2 });
    expect([...(await about('X1')), ...(await about('X2'))]).toEqual([]);
    expect(ledgerActs(here.now)).toHaveLength(before + 1);
    expect(newestBody()).not.toContain('spoke with');

    // Nothing is left to resolve, though the server does not have it yet.
    expect(await here.now.ask('exception.resolve', resolve)).toEqual({ resolved: 0 });
    expect(ledgerActs(here.now)).toHaveLength(before + 1);

    world().line.mend();
    await here.now.settled();
    const rows = (await serverRows(world(), 'exception')).filter(({ id }) => ids.includes(id));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'resolved', resolution: { action: 'told-patron', note: resolve.note } });
      expect(row.resolution?.staffId).toBe((await here.now.ask('session.current', {}))?.staffId);
    }
    expect([...(await about('X1')), ...(await about('X2'))]).toEqual([]);
    await until('the other desk sees it', async () => {
      const left = (await list(beside.now)).filter((one) => ids.includes(one.exceptionId));
      return left.length === 0;
    });
  });

  test('is refused without the right, recorded nowhere, and shown only where an object waits', async () => {
    const today = await lendTwice('X3', ['P4', 'P5']);
    const now = await questioned('X4');
    const before = ledgerActs(here.now).length;
    await signIn(here.now, 'student');
    const seen = await list();
    expect(new Set(seen.map(({ weight }) => weight))).toEqual(new Set(['act-now']));
    expect(seen.find(({ exceptionId }) => exceptionId === now.exceptionId)?.actions).toEqual([]);
    for (const { exceptionId } of [today, now]) {
      for (const action of ['told-patron', 'found', 'dismissed'] as const) {
        const resolve = { exceptionIds: [exceptionId], action, note: 'as a student' };
        expect(await here.now.refusal('exception.resolve', resolve)).toBe('HF-AUTH-024');
      }
    }
    expect(ledgerActs(here.now)).toHaveLength(before);
  });

  test('is dismissed only with a note, and takes no action that is not its own', async () => {
    const { exceptionId } = await lendTwice('X5', ['P6', 'P7']);
    const resolve = (action: Exception['actions'][number], note: string) => ({
      exceptionIds: [exceptionId],
      action,
      note,
    });
    expect(await here.now.refusal('exception.resolve', resolve('dismissed', '  '))).toBe('HF-CIRC-006');
    expect(await here.now.refusal('exception.resolve', resolve('rerouted', 'to where?'))).toBe('HF-AUTH-024');
    expect(await here.now.ask('exception.resolve', resolve('dismissed', 'a double scan'))).toEqual({ resolved: 1 });
    expect(await about('X5')).toEqual([]);
  });

  test('that is not there is nothing to resolve', async () => {
    const before = ledgerActs(here.now).length;
    const resolve = { exceptionIds: ['an-exception-of-nobody'], action: 'found' as const, note: '' };
    expect(await here.now.call('exception.resolve', resolve)).toEqual({ ok: true, value: { resolved: 0 } });
    expect(ledgerActs(here.now)).toHaveLength(before);
  });

  test('stands in the order of the work: what waits on a shelf before what must be told', async () => {
    const all = await list();
    const weights = ['act-now', 'today', 'note'];
    const order = all.map(({ weight }) => weights.indexOf(weight));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBeGreaterThan(1);
  });

  test('that is only a note stands with the newest on top', async () => {
    for (const item of ['X20', 'X21', 'X20']) {
      await here.now.ask('circ.checkin', { item: `barcode-${item}` });
      world().clock.forward(60_000);
    }
    const notes = async () => (await list()).filter(({ weight }) => weight === 'note').map(({ at }) => at);
    await until('the notes are here', async () => (await notes()).length >= 3);
    expect(await notes()).toEqual((await notes()).toSorted().toReversed());
  });
});

/** Two branches lend one item: the borrower is unknown. */
const questioned = (item: string) => lendTwice(item, ['P8', 'P9'], east.now);

describe('an item in question', () => {
  test('is said to be so, with those who may have it, and a person ends the question', async () => {
    const exception = await questioned('X10');
    expect(exception).toMatchObject({ code: 'in-question', weight: 'act-now', group: 'reroute' });
    const seen = await here.now.ask('item.view', { barcode: 'barcode-X10' });
    expect(seen.status).toBe('in-question');
    expect(seen.candidates.map(({ card }) => card).toSorted()).toEqual(['card-P8', 'card-P9']);

    const resolve = (holder?: string) => ({ barcode: 'barcode-X10', ...(holder === undefined ? {} : { holder }) });
    expect(await here.now.refusal('item.resolve', resolve('card-P1'))).toBe('HF-PATRON-001');
    expect(await here.now.ask('item.resolve', resolve('card-P9'))).toMatchObject({ decision: 'done' });
    expect(await statusOf('X10')).toBe('on-loan');
    expect((await here.now.ask('patron.view', { card: 'card-P8' })).loans.map(({ barcode }) => barcode)).not.toContain(
      'barcode-X10',
    );
    await here.now.settled();
    expect(await about('X10')).toEqual([]);
    expect(await statusOf('X10')).toBe('on-loan');
    const row = (await serverRows(world(), 'exception')).find(({ id }) => id === exception.exceptionId);
    expect(row?.state).toBe('closed-by-event');
  });

  test('ends as well when it is scanned, with nothing owed', async () => {
    await questioned('X11');
    await here.now.ask('circ.checkin', { item: 'barcode-X11' });
    expect(await statusOf('X11')).not.toBe('in-question');
    await here.now.settled();
    expect(await about('X11')).toEqual([]);
    expect((await serverRows(world(), 'fee')).filter(({ itemId }) => itemId === 'X11')).toEqual([]);
  });

  test('an item that is not in question has none to end', async () => {
    expect(await here.now.refusal('item.resolve', { barcode: 'barcode-X20' })).toBe('HF-CIRC-005');
    expect(await here.now.refusal('item.resolve', { barcode: 'barcode-nothing' })).toBe('HF-CIRC-003');
  });
});

function newestBody(): string {
  const row = here.now.core.files.ledger.get<{ body: string }>('SELECT body FROM envelope ORDER BY n DESC');
  return JSON.stringify(EnvelopeBodySchema.parse(JSON.parse(row?.body ?? '')));
}

test('money that became credit is told with the payment, what it was for, what became of that, and what is credit now', async () => {
  await signIn(here.now, 'supervisor');
  await signIn(beside.now, 'supervisor');
  const { feeId } = await here.now.ask('fee.add', { patron: 'card-P10', amountMinor: 500, charge: 'damage', note: '' });
  await here.now.settled();
  const owed = async () => (await beside.now.ask('fee.list', { patron: 'card-P10' })).owedMinor;
  await until('the fee is at the other desk', async () => (await owed()) === 500);
  world().line.refuse('/v1/commands');
  const allocation = [{ feeId, amountMinor: 500 }];
  const paid = { patron: 'card-P10', amountMinor: 500, method: 'cash' as const, allocation };
  await beside.now.ask('payment.take', paid);
  world().clock.forward(30_000);
  const { commandId } = await here.now.ask('payment.take', paid);
  world().line.mend();
  await beside.now.settled();
  await here.now.settled();
  const credited = async () =>
    (await list()).find(({ code, patron }) => code === 'money-credited' && patron === 'card-P10');
  await until('the exception is here', async () => (await credited()) !== undefined);
  const told = async () => (await credited())?.happened.map(({ text }) => text);
  expect(await told()).toEqual([
    'Fee added · Damage $5.00 · Main Library · this desk',
    'Payment taken · $5.00 · Damage $5.00 · Main Library · another desk',
    'This payment · $5.00 · Damage $5.00 · Main Library · this desk',
    'As it stands now: $0.00 of this payment covers fees, $0.00 was refunded, $5.00 is credit',
  ]);

  const refund = {
    patron: 'card-P10',
    paymentId: commandId,
    amountMinor: 200,
    method: 'cash',
    reason: 'twice',
  } as const;
  await here.now.ask('payment.refund', refund);
  await here.now.ask('desk.setLanguage', { language: 'es' });
  const after = await told();
  await here.now.ask('desk.setLanguage', { language: 'en' });
  expect(after?.slice(-2)).toEqual([
    'Reembolso · $2.00 · Main Library · este mostrador',
    'Así está ahora: $0.00 de este pago cubren cargos, $2.00 se reembolsaron, $3.00 son saldo a favor',
  ]);
  // A person who may not work it sees no money.
  await signIn(here.now, 'student');
  expect(await credited()).toBeUndefined();
});

test('where no patron is to be told, nobody is asked whether they were', () => {
  const offered = (code: string) =>
    actionsOf({ code, weight: 'today', params: {} }, { mayResolve: true, isInQuestion: false });
  expect(offered('item-unknown')).toEqual(['corrected', 'dismissed']);
  expect(offered('lent-withdrawn')).toEqual(['told-patron', 'corrected', 'dismissed']);
});
