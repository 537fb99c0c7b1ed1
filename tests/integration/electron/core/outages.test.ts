// A desk's notes on an outage, the report during and after it, and the signature that ends it once the work is done.

import type { MethodOutput } from '../../../../shared/bridge/contract.ts';
import { MINUTE_MS, SECOND_MS } from '../../../../shared/core/instant.ts';
import { ReceiptSchema } from '../../../../shared/wire/receipt.ts';
import { required } from '../../../../shared/core/assert.ts';
import { serverReceipts } from './support/both-ends.ts';
import { freshDesk, sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 40, patrons: 20 });
const desk = freshDesk(world);
const beside = sharedDesk(world);

type Outage = MethodOutput<'outage.list'>['outages'][number];
const outages = async () => (await desk.now.ask('outage.list', {})).outages;
const newest = async (): Promise<Outage> => required((await outages())[0], () => 'no outage is noted');
const lend = (patron: number, item: number) =>
  desk.now.ask('circ.checkout', { patron: `card-P${patron}`, item: `barcode-X${item}` });
const takeBack = (item: number) => desk.now.ask('circ.checkin', { item: `barcode-X${item}` });

async function cutFor(ms: number): Promise<void> {
  world().line.cut();
  await until('the desk says that it is offline', async () => !(await desk.now.ask('sync.status', {})).online);
  world().clock.forward(ms);
}

const noted = (state: Outage['state']) =>
  until(`the newest outage is ${state}`, async () => (await outages())[0]?.state === state);

test('a hiccup of the line is no outage', async () => {
  await cutFor(20_000);
  world().line.mend();
  await desk.now.settled();
  expect(await outages()).toEqual([]);
});

test('a hiccup into which acts fell is an outage like any other', async () => {
  await cutFor(20_000);
  await lend(19, 39);
  world().line.mend();
  await desk.now.settled();
  await noted('ready');
  expect(await newest()).toMatchObject({
    causes: [{ cause: 'no-answer' }],
    acts: [{ name: 'checkout', count: 1 }],
    outcomes: [{ outcome: 'applied', count: 1 }],
  });
});

test('an outage is reported while it goes on: since when, why, what was done and on what data', async () => {
  const before = world().clock.now();
  await lend(0, 0);
  await desk.now.settled();
  await cutFor(2 * MINUTE_MS);
  const after = world().clock.now() - 2 * MINUTE_MS;
  await lend(1, 1);
  await lend(1, 2);
  await takeBack(0);
  await noted('going-on');
  const outage = await newest();
  expect(outage).toMatchObject({
    endedAt: null,
    causes: [{ hop: 'server', cause: 'no-answer', code: null }],
    acts: [
      { name: 'checkout', text: 'Checked out', count: 2 },
      { name: 'checkin', text: 'Checked in', count: 1 },
    ],
    outcomes: [{ outcome: null, count: 3 }],
    left: { unanswered: 3 },
    signed: null,
  });
  for (const at of [outage.beganAt, outage.dataAsOf ?? '']) {
    // The desk knows the server's clock but for half an answer's way.
    expect(Date.parse(at)).toBeGreaterThanOrEqual(before - SECOND_MS);
    expect(Date.parse(at)).toBeLessThanOrEqual(after + SECOND_MS);
  }
});

test('ends when the line is back, and is ready when nothing is left that an object waits for', async () => {
  await cutFor(5 * MINUTE_MS);
  await lend(2, 3);
  world().line.mend();
  await desk.now.settled();
  await noted('ready');
  expect(await newest()).toMatchObject({
    outcomes: [{ outcome: 'applied', count: 1 }],
    left: { unanswered: 0, reroute: 0, wrongTrap: 0, equipment: 0 },
    isWhole: true,
  });
});

test('is signed by a supervisor alone, once, as an act of the desk that the server takes', async () => {
  await cutFor(5 * MINUTE_MS);
  await lend(3, 4);
  world().line.mend();
  await desk.now.settled();
  await noted('ready');
  const { outageId } = await newest();
  expect(await desk.now.refusal('outage.sign', { outageId, note: '' })).toBe('HF-AUTH-024');
  expect(await desk.now.refusal('outage.sign', { outageId: 'of-nobody', note: '' })).toBe('HF-AUTH-024');
  await signIn(desk.now, 'supervisor');
  expect(await desk.now.refusal('outage.sign', { outageId: 'of-nobody', note: '' })).toBe('HF-SYNC-005');
  const signed = await desk.now.ask('outage.sign', { outageId, note: 'switch in the closet was off' });
  expect(signed.outage).toMatchObject({ state: 'signed', signed: { staff: 'supervisor' } });
  expect((await desk.now.ask('outage.sign', { outageId })).outage.state).toBe('signed');
  const bodies = desk.now.core.files.ledger
    .all<{ body: string }>('SELECT body FROM envelope ORDER BY n')
    .flatMap(({ body }) => (body.includes('"signOutage"') ? [body] : []));
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).not.toContain('closet');
  await desk.now.settled();
  const answers = Object.values(await serverReceipts(world(), desk.now));
  expect(answers.map((text) => ReceiptSchema.parse(JSON.parse(text)).outcome)).toEqual(['applied', 'applied']);
});

test('stays open until the item in question is found, and cannot be signed before', async () => {
  await signIn(desk.now, 'supervisor');
  await cutFor(0);
  await lend(4, 5);
  await beside.now.ask('circ.checkout', { patron: 'card-P5', item: 'barcode-X5' });
  world().clock.forward(3 * MINUTE_MS);
  await noted('going-on');
  const { outageId } = await newest();
  expect(await desk.now.refusal('outage.sign', { outageId, note: '' })).toBe('HF-SYNC-004');
  world().line.mend();
  await desk.now.settled();
  await beside.now.settled();
  await noted('open');
  const { left, exceptions } = await newest();
  expect(left.reroute + left.equipment).toBe(1);
  expect(exceptions).toMatchObject([{ code: 'in-question', count: 1, open: 1, by: [] }]);
  expect(await desk.now.refusal('outage.sign', { outageId, note: '' })).toBe('HF-SYNC-004');

  await takeBack(5);
  await desk.now.settled();
  await noted('ready');
  expect((await newest()).exceptions).toMatchObject([{ code: 'in-question', open: 0, byEvent: 1, resolved: 0 }]);
});

test('stays open until the copy is pulled that stood for a hold before it and was cancelled in it', async () => {
  const { holdId } = await desk.now.ask('hold.place', { patron: 'card-P8', target: 'barcode-X9', pickup: 'main' });
  expect(await takeBack(9)).toMatchObject({ routing: { route: 'hold-shelf' } });
  await desk.now.settled();
  world().clock.forward(MINUTE_MS);
  await cutFor(2 * MINUTE_MS);
  await desk.now.ask('hold.cancel', { holdId: required(holdId, () => 'no hold'), reason: 'no longer wanted' });
  await noted('going-on');
  world().line.mend();
  await desk.now.settled();
  await noted('open');
  expect(await newest()).toMatchObject({
    left: { wrongTrap: 1 },
    exceptions: [{ code: 'wrong-trap', count: 1, open: 1 }],
  });

  await takeBack(9);
  await desk.now.settled();
  await noted('ready');
});

test('goes on through a restart of the desk, and a line that drops again soon is the same outage', async () => {
  await cutFor(2 * MINUTE_MS);
  await lend(6, 6);
  await noted('going-on');
  const { beganAt } = await newest();
  await desk.restart();
  await lend(6, 7);
  world().line.mend();
  await desk.now.settled();
  await noted('ready');
  await cutFor(2 * MINUTE_MS);
  await noted('going-on');
  const all = await outages();
  expect(all).toHaveLength(1);
  expect(all[0]).toMatchObject({ beganAt, acts: [{ name: 'checkout', count: 2 }] });
});

test('names a pause as its cause', async () => {
  await desk.now.ask('sync.pause', { on: true });
  world().clock.forward(2 * MINUTE_MS);
  await desk.now.ask('circ.checkout', { patron: 'card-P7', item: 'barcode-X8' });
  await noted('going-on');
  expect((await newest()).causes.at(-1)).toMatchObject({ cause: 'paused' });
});
