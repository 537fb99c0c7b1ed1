// The line goes and comes back: nothing that was done meanwhile is lost, doubled or undone on the screen.

import type { MethodOutput } from '../../../../shared/bridge/contract.ts';
import {
  CommandsRequestSchema,
  CommandsResponseSchema,
  type CommandsRequest,
} from '../../../../shared/wire/commands.ts';
import { ReceiptSchema } from '../../../../shared/wire/receipt.ts';
import { replicaState } from '../../../../db/replica/replica-state.ts';
import { liveLoansOfItem } from '../../../../db/replica/queries/loans.ts';
import { currentStream } from '../../../../db/ledger/streams.ts';
import { itemId } from '../../../../shared/core/ids.ts';
import { required } from '../../../../shared/core/assert.ts';
import { post } from '../../server/support/served.ts';
import { testItem } from '../../../contract/server/support/test-library.ts';
import {
  ledgerActs,
  ledgerReceipts,
  lookIntoCopy,
  serverActs,
  serverReceipts,
  serverRows,
} from './support/both-ends.ts';
import { signIn, freshDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';

// Each test has items and patrons of its own, by their first letters: X0… and P0….
const world = sharedWorld({ items: 110, patrons: 40 });
const desk = freshDesk(world);

const lend = (patron: number, item: number) =>
  desk.now.ask('circ.checkout', { patron: `card-P${patron}`, item: `barcode-X${item}` });
const takeBack = (item: number) => desk.now.ask('circ.checkin', { item: `barcode-X${item}` });
const itemNow = (item: number) => desk.now.ask('item.view', { barcode: `barcode-X${item}` });
const patronNow = (patron: number) => desk.now.ask('patron.view', { card: `card-P${patron}` });
const status = () => desk.now.ask('sync.status', {});

async function cutLine(): Promise<void> {
  world().line.cut();
  await until('the desk says that it is offline', async () => !(await status()).online);
}

function commandsSent(): CommandsRequest[] {
  return world()
    .line.sent.filter(({ path }) => path === '/v1/commands')
    .map(({ body }) => CommandsRequestSchema.parse(JSON.parse(body)));
}

/** An answer without parts that must differ: ids, and the item itself. */
function likeness({ decision, dueText, reasons, handling, patron }: MethodOutput<'circ.checkout'>) {
  return { decision, dueText, reasons, handling, patron };
}

describe('while the line is cut', () => {
  test('a scan is answered as it is online, and every screen shows what was done', async () => {
    const online = await lend(0, 0);
    await desk.now.settled();
    await cutLine();

    const offline = await lend(0, 1);
    expect(likeness(offline)).toEqual(likeness(online));
    expect(await takeBack(0)).toMatchObject({ decision: 'done', routing: { route: 'reshelve' } });
    const renewed = await desk.now.ask('circ.renew', { item: 'barcode-X1' });
    expect(renewed.reasons.map(({ code }) => code)).toEqual(['RENEW_NO_GAIN']);

    expect(await patronNow(0)).toMatchObject({
      counts: { out: 1 },
      loans: [{ barcode: 'barcode-X1', pending: true }],
      asOfText: expect.stringMatching(/^Patron data as of /),
    });
    expect(await itemNow(1)).toMatchObject({ status: 'on-loan', pending: true });
    expect(await itemNow(0)).toMatchObject({ status: 'available', pending: true });
    expect(await desk.now.ask('session.current', {})).toMatchObject({ staff: 'desk' });
    expect((await desk.now.ask('patron.find', { query: 'family', limit: 50 })).patrons).toHaveLength(40);
  });

  test('the status counts what waits and how old it is, and the Sync screen lists it in order', async () => {
    await cutLine();
    const before = world().clock.now();
    await lend(1, 2);
    const after = world().clock.now();
    world().clock.forward(90_000);
    await lend(2, 3);

    const { oldestPendingAt, ...rest } = await status();
    expect(rest).toMatchObject({ online: false, pending: 2, hops: [{ name: 'server', state: 'down' }] });
    const oldest = Date.parse(oldestPendingAt ?? '');
    expect(oldest).toBeGreaterThan(before - 1_000);
    // The desk reckons its own clock from that of the server, on a busy machine some milliseconds off.
    expect(oldest).toBeLessThan(after + 1_000);
    const { waiting, answered } = await desk.now.ask('sync.acts', { limit: 10 });
    expect(waiting.map(({ seq, text, outcome }) => ({ seq, text, outcome }))).toEqual([
      { seq: 1, text: 'Checked out · Title of X2', outcome: null },
      { seq: 2, text: 'Checked out · Title of X3', outcome: null },
    ]);
    expect(waiting[0]?.ageMs).toBeGreaterThanOrEqual(90_000);
    expect(answered).toEqual([]);
  });

  test('a line that drops and comes back is nothing to log', async () => {
    for (let times = 0; times < 3; times += 1) {
      await cutLine();
      world().line.mend();
      await desk.now.settledByItself();
    }
    expect(desk.now.logged).toEqual([]);
  });

  test('an act is counted as waiting from the moment that it is answered', async () => {
    await lend(1, 2);
    expect((await status()).pending).toBe(1);
  });

  test('a desk that starts without a server works from its copy, and keeps who is signed in', async () => {
    await lend(3, 4);
    await cutLine();
    await lend(3, 5);
    await desk.restart();
    expect(await desk.now.ask('session.current', {})).toMatchObject({ staff: 'desk' });
    expect((await lend(3, 6)).decision).toBe('done');
    expect((await patronNow(3)).counts.out).toBe(3);
    world().line.mend();
    await desk.now.settled();
    expect(await serverActs(world(), desk.now)).toHaveLength(3);
  });

  test('sending can be put on hold, and what waits is kept', async () => {
    await desk.now.ask('sync.pause', { on: true });
    await lend(4, 7);
    expect(await status()).toMatchObject({ paused: true, online: false, pending: 1 });
    await desk.now.ask('sync.pause', { on: false });
    await desk.now.settled();
    expect(await serverActs(world(), desk.now)).toHaveLength(1);
  });
});

describe('when the line is back', () => {
  test('the queue empties by itself, in order, and each act keeps the one receipt that the server keeps [I1] [I4] [I5]', async () => {
    await lend(5, 10);
    await desk.now.settled();
    await cutLine();
    for (let n = 11; n < 80; n += 1) {
      await lend(5 + (n % 5), n);
      if (n > 28) await takeBack(n);
    }
    expect(await status()).toMatchObject({ online: false, pending: 120 });
    world().line.mend();
    await desk.now.settledByItself();

    const acts = ledgerActs(desk.now);
    expect(acts.map(({ seq }) => seq)).toEqual(Array.from({ length: 121 }, (_, index) => index + 1));
    const kept = ledgerReceipts(desk.now);
    expect(Object.keys(kept)).toHaveLength(121);
    expect(kept).toEqual(await serverReceipts(world(), desk.now));
    expect((await serverActs(world(), desk.now)).toSorted()).toEqual(acts.map(({ id }) => id).toSorted());
    const { waiting, answered } = await desk.now.ask('sync.acts', { limit: 100 });
    expect(waiting).toEqual([]);
    expect(new Set(answered.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
    expect((await patronNow(5)).asOfText).toBeNull();
  });

  test('the feed says that an act is in if and only if its effects are in the copy [I3]', async () => {
    const copy = lookIntoCopy(desk.now);
    const { stream } = required(currentStream(desk.now.core.files.ledger), () => 'no stream');
    const differing: number[] = [];
    const look = () => {
      copy.raw.exec('BEGIN');
      const last = replicaState(copy)?.lastSeq[stream] ?? 0;
      const isThere = Array.from({ length: 20 }, (_, n) => liveLoansOfItem(copy, itemId(`X${80 + n}`)).length > 0);
      copy.raw.exec('COMMIT');
      isThere.forEach((is, n) => is !== last >= n + 1 && differing.push(n));
      return last;
    };
    const looked = new Set<number>();
    const recording = (async () => {
      for (let n = 0; n < 20; n += 1) {
        await lend(10, 80 + n);
        await new Promise((resolve) => setImmediate(resolve));
        if (n % 4 === 3) await desk.now.settled();
      }
    })();
    await until('the last one is in', () => looked.add(look()) && looked.has(20));
    await recording;
    copy.close();
    expect(differing).toEqual([]);
    expect(looked.size).toBeGreaterThan(3);
  });

  test('an answer that was lost after the commit comes again byte for byte, and nothing counts twice [I2] [I5] [I6]', async () => {
    await lend(11, 100);
    await desk.now.settled();
    const { line, served } = world();
    const [sentBefore, lostBefore] = [commandsSent().length, line.lost];
    line.loseAnswers('/v1/commands');
    await lend(11, 101);
    await takeBack(101);
    await lend(12, 101);
    await until('the answer is lost', () => line.lost > lostBefore);
    await until('the desk knows that the line is down', async () => !(await status()).online);

    const given = await serverReceipts(world(), desk.now);
    expect(Object.keys(given)).toHaveLength(4);
    expect(Object.keys(ledgerReceipts(desk.now))).toHaveLength(1);
    expect(await status()).toMatchObject({ pending: 3 });

    // Without the feed, which would bring the receipts as well.
    line.mend();
    line.refuse('/v1/feed');
    await until('the answer is here', () => Object.keys(ledgerReceipts(desk.now)).length === 4);
    const [first, again] = commandsSent().slice(sentBefore);
    line.mend();
    await desk.now.settled();
    expect(again?.envelopes).toEqual(first?.envelopes);
    expect(first?.envelopes).toHaveLength(3);
    expect(ledgerReceipts(desk.now)).toEqual(given);
    const token = required(desk.now.core.files.client.token, () => 'no token');
    const third = await (await post(served.url, '/v1/commands', first, token)).json();
    expect(CommandsResponseSchema.parse(third).receipts).toEqual(Object.values(given).slice(1));
    const loans = (await serverRows(world(), 'loan')).filter((loan) => loan.itemId === 'X101');
    expect(loans.map(({ state }) => state).toSorted()).toEqual(['closed', 'open']);
    expect(await serverActs(world(), desk.now)).toHaveLength(4);
  });

  test('a token that expired in the outage is renewed by itself', async () => {
    await cutLine();
    await lend(13, 102);
    world().clock.forward(20 * 60_000);
    world().line.mend();
    await desk.now.settledByItself();
    const receipts = Object.values(ledgerReceipts(desk.now)).map((text) => ReceiptSchema.parse(JSON.parse(text)));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied']);
  });
});

describe('acts that wait', () => {
  test('a pull never undoes one on the screen [I13]', async () => {
    const { line, served, writer } = world();
    const other = await world().desk({ central: served.url });
    await other.settled();
    await signIn(other, 'desk');
    await other.ask('circ.checkout', { patron: 'card-P15', item: 'barcode-X103' });
    await until('the desk sees it', async () => (await itemNow(103)).status === 'on-loan');

    line.refuse('/v1/commands');
    await takeBack(103);
    await lend(16, 104);
    const shown = async () => ({
      lent: (await itemNow(104)).status,
      takenBack: (await itemNow(103)).status,
      out: [(await patronNow(15)).counts.out, (await patronNow(16)).counts.out],
      callNumber: (await itemNow(104)).callNumber,
    });
    expect(await shown()).toEqual({ lent: 'on-loan', takenBack: 'available', out: [0, 1], callNumber: 'QA 76' });

    // Rows of the same items and patrons come in, as the server has them: without the acts that wait here.
    await other.ask('circ.checkout', { patron: 'card-P16', item: 'barcode-X105' });
    await other.settled();
    await writer.putRows('item', [testItem('X103', { callNumber: 'PS 4' }), testItem('X104', { callNumber: 'PS 3' })]);
    await until('they are here', async () => (await itemNow(104)).callNumber === 'PS 3');
    expect((await itemNow(105)).status).toBe('on-loan');

    const after = { lent: 'on-loan', takenBack: 'available', out: [0, 2], callNumber: 'PS 3' };
    expect(await shown()).toEqual(after);
    expect(await itemNow(104)).toMatchObject({ pending: true });
    line.mend();
    await desk.now.settled();
    expect(await shown()).toEqual(after);
    expect(await itemNow(104)).toMatchObject({ pending: false });
    await other.stop();
  });

  test('the view is the same when it is built again from nothing [I12]', async () => {
    await lend(20, 106);
    await lend(21, 107);
    await desk.now.settled();
    await cutLine();
    await takeBack(106);
    await lend(22, 106);
    const undone = await lend(23, 108);
    await desk.now.ask('circ.undo', { commandId: required(undone.commandId, () => 'not recorded') });
    const newPatron = { family: 'Ibarra', phone: '555 0100', idSeen: true as const };
    const unknown = { codes: ['PATRON_UNKNOWN', 'ITEM_UNKNOWN'], reason: 'new here', newPatron };
    await desk.now.ask('circ.checkout', { patron: 'card-new', item: 'barcode-new', override: unknown });

    const before = await everything();
    expect(before.patrons.map(({ counts }) => counts.out)).toEqual([0, 1, 1, 0, 1]);
    await desk.restart();
    expect(await everything()).toEqual(before);
  });
});

/** Everything that the screens show, without how old it is. */
async function everything() {
  const cards = ['P20', 'P21', 'P22', 'P23', 'new'].map((id) => ({ card: `card-${id}` }));
  const barcodes = ['X106', 'X107', 'X108', 'new'].map((id) => ({ barcode: `barcode-${id}` }));
  const patrons = await Promise.all(cards.map((card) => desk.now.ask('patron.view', card)));
  const { waiting } = await desk.now.ask('sync.acts', { limit: 100 });
  return {
    patrons: patrons.map((view) => ({ ...view, asOfText: null })),
    details: await Promise.all(cards.map((card) => desk.now.ask('patron.details', card))),
    items: await Promise.all(barcodes.map((barcode) => desk.now.ask('item.view', barcode))),
    waiting: waiting.map((act) => ({ ...act, ageMs: 0 })),
  };
}
