// Old acts are folded into checkpoints, once a day: the acts go at the server and, by the feed, everywhere else; loans,
// holds, fees and exceptions stay, and acts that come within 45 days end as if nothing had been folded. [I9] [I12]
// [I24]

import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { foldHistory } from '../../../server/timeline/fold-history.ts';
import { createReferences } from '../../../server/timeline/references.ts';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { actId, titleId, type TitleId } from '../../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { catchUp, emptyReplica, sortedRows, takeSnapshot } from './support/feed.ts';
import { openCodes, openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { createTestDesk, enrolDesk, type TestDesk } from './support/test-desk.ts';
import { at, testItem } from './support/test-library.ts';
import { resetScene } from './support/timeline-case.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(7), fraction: () => 0.5 };
const KEPT = 45 * DAY_MS;
/** By then the acts of the tests' day are in checkpoints. */
const FOLDED = at(18) + KEPT + 2 * DAY_MS;

/** The daily round of a server process. */
const look = ({ store, clock }: Scene) =>
  createSchedule({
    runner: createCommandRunner({ store, clock }),
    clock,
    ownDesk: { signer: makeSigner(newPrivateKey(random)), random },
  }).look();

/** The part of the round that makes checkpoints, and nothing else. */
async function fold({ runner, clock }: Scene): Promise<void> {
  const references = createReferences();
  for (let after: TitleId | null = titleId(''); after !== null;) {
    const from: TitleId = after;
    await runner.runOwn(async (tx, changes) => {
      after = (await foldHistory(tx, { now: clock.now(), after: from, references }, changes)).next;
      return null;
    });
  }
}

/** All rows that folds make, without the acts behind them. */
async function seen(scene: Scene): Promise<string> {
  const items = (await scene.rows('item')).map(({ base: _, ...item }) => item);
  const rows = await Promise.all((['loan', 'hold', 'fee', 'credit'] as const).map(scene.rows));
  // The exception about a silent desk is not about any day.
  const exceptions = (await scene.rows('exception')).filter(({ code }) => code !== 'desk-silent');
  return JSON.stringify([items, ...rows, exceptions], null, 1);
}

const eventIds = async (scene: Scene) => (await scene.rows('event')).map(({ id }) => String(id));
const baseOf = async (scene: Scene, item: string) => (await scene.rows('item')).find(({ id }) => id === item)?.base;
const feedDesk = (desk: TestDesk) => ({ id: desk.desk, branch: desk.branch, scopes: null });

describeStores('old acts', (use) => {
  test('are folded into the item that they are about; what is out, owed or waited for keeps its rows, a desk is told [I9]', async () => {
    const scene = await openScene(await use(), { items: 4 });
    const a = await scene.desk('A');
    const back = a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
    a.checkout('X0', 'P0', { at: at(9, 5), dueAt: at(10) });
    a.checkin('X0', { at: at(12) });
    const out = a.checkout('X1', 'P1', { at: at(13), dueAt: at(18) + 400 * DAY_MS });
    a.checkin('X2', { at: at(14) });
    const again = a.checkout('X2', 'P0', { at: at(15), dueAt: at(18) + 400 * DAY_MS });
    await scene.send(a);
    const [replica, before] = [await emptyReplica(scene.store), await seen(scene)];
    await catchUp(scene.store, feedDesk(a), replica);
    expect(await openCodes(scene)).toEqual(['already-in', 'double-scan']);
    expect((await scene.rows('fee')).map(({ kind }) => kind)).toEqual(['overdue']);

    scene.clock.set(at(18) + KEPT);
    await fold(scene);
    expect(await eventIds(scene)).toHaveLength(6);
    scene.clock.set(FOLDED);
    await look(scene);
    expect((await eventIds(scene)).toSorted()).toEqual([out, again].map(String).toSorted());
    expect(await seen(scene)).toBe(before);
    expect(await baseOf(scene, 'X0')).toMatchObject({ foldedTo: at(12), lastDesk: a.desk });
    expect(await baseOf(scene, 'X2')).toMatchObject({ foldedTo: at(14) });
    expect(await baseOf(scene, 'X3')).toMatchObject({ foldedTo: null });

    const lines = await catchUp(scene.store, feedDesk(a), replica);
    const gone = lines.flatMap((line) => (line.type === 'del' && line.kind === 'event' ? [line.key] : []));
    expect(gone).toContain(String(back));
    expect(gone).toHaveLength(4);
    expect(sortedRows(replica)).toEqual(sortedRows(await takeSnapshot(scene.store, feedDesk(a))));
    const head = replica.pos;
    await fold(scene);
    expect(await catchUp(scene.store, feedDesk(a), replica)).not.toContainEqual(
      expect.objectContaining({ type: 'begin' }),
    );
    expect(replica.pos).toBe(head);
  });

  test('of a hold that was filled go, and it stays when its title is folded anew for another reason', async () => {
    const scene = await openScene(await use());
    const a = await scene.desk('A');
    const hold = { holdId: 'H', patronId: 'P0', card: 'card-P0', titleId: 'title-X0', itemId: null, pickup: 'main' };
    const told = { decision: 'done', reasons: [] };
    const placed = a.record('placeHold', { args: hold, told }, { at: at(9) });
    a.checkout('X0', 'P0', { at: at(10), dueAt: at(18) + DAY_MS });
    a.checkin('X0', { at: at(12) });
    await scene.send(a);
    const before = await scene.rows('hold');
    expect(before).toMatchObject([{ id: 'H', state: 'filled', capturedItem: 'X0' }]);
    scene.clock.set(FOLDED);
    await fold(scene);
    expect(await eventIds(scene)).not.toContain(String(placed));
    await scene.writer.putRows('item', [testItem('X0', { priceMinor: 9_900 })]);
    expect(await scene.rows('hold')).toEqual(before);
  });

  test('of a hold stay as long as the loan that filled it, which fills no other of its patron that is heard of later', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const told = { decision: 'done', reasons: [] };
    const args = { patronId: 'P0', card: 'card-P0', titleId: 'title-X0', itemId: null, pickup: 'main' };
    const placed = a.record('placeHold', { args: { ...args, holdId: 'H1' }, told }, { at: at(9) });
    a.checkout('X0', 'P0', { at: at(10), dueAt: at(18) + 400 * DAY_MS });
    await scene.send(a);
    scene.clock.set(FOLDED);
    await fold(scene);
    expect(await eventIds(scene)).toContain(String(placed));
    b.record('placeHold', { args: { ...args, holdId: 'H2' }, told }, { at: at(9, 30) });
    await scene.send(b);
    const states = (await scene.rows('hold')).map(({ id, state }) => [String(id), state] as const);
    expect(Object.fromEntries(states)).toEqual({ H1: 'filled', H2: 'waiting' });
  });

  test('go on counting: a fee of a folded loan is paid, and a further loan begins where the checkpoint ends', async () => {
    const scene = await openScene(await use());
    const a = await scene.desk('A');
    const loan = a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
    const merged = a.checkout('X0', 'P0', { at: at(9, 5), dueAt: at(10) });
    a.checkin('X0', { at: at(12) });
    await scene.send(a);
    const [owed] = await scene.rows('fee');
    scene.clock.set(FOLDED);
    await fold(scene);
    expect(await eventIds(scene)).toEqual([]);
    const amountMinor = (owed?.amountMinor ?? 0) + 30;
    // By the name of the scan that was merged into the loan, as its slip has it.
    const line = { fee: { kind: 'overdue', loanId: merged, after: null }, amountMinor, settles: true };
    a.record(
      'pay',
      {
        args: { patronId: 'P0', amountMinor, method: 'cash', reference: null },
        told: { decision: 'done', reasons: [], lines: [line], slipNumber: 1 },
      },
      { at: FOLDED },
    );
    a.checkout('X0', 'P1', { at: FOLDED + MINUTE_MS, dueAt: FOLDED + DAY_MS });
    scene.clock.set(FOLDED + HOUR_MS);
    await scene.send(a, a.request(3));
    expect(await scene.rows('fee')).toMatchObject([
      { loanId: loan, paidMinor: owed?.amountMinor, outstandingMinor: 0 },
    ]);
    expect(await scene.rows('credit')).toMatchObject([{ patronId: 'P0', amountMinor: 30 }]);
    expect((await scene.rows('loan')).map(({ patronId, state }) => `${patronId} ${state}`).toSorted()).toEqual([
      'P0 closed',
      'P1 open',
    ]);
    expect(scene.faults).toEqual([]);
  });

  test('that are owed for keep their arguments, until it is paid [I19]', async () => {
    const scene = await openScene(await use());
    const a = await scene.desk('A');
    a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
    a.checkin('X0', { at: at(12) });
    await scene.send(a);
    const withArguments = async () =>
      (
        await scene.store.read((tx) =>
          tx.db
            .selectFrom('envelope')
            .select('name')
            .where('desk_id', '=', a.desk)
            .where('args', 'is not', null)
            .orderBy('seq')
            .execute(),
        )
      ).map(({ name }) => name);
    scene.clock.set(FOLDED);
    await look(scene);
    expect(await eventIds(scene)).toEqual([]);
    scene.clock.set(FOLDED + DAY_MS);
    await look(scene);
    expect(await withArguments()).toEqual(['checkout']);
    const line = {
      fee: { kind: 'overdue', loanId: (await scene.rows('loan'))[0]?.id, after: null },
      amountMinor: 25,
      settles: true,
    };
    const args = { patronId: 'P0', amountMinor: 25, method: 'cash', reference: null };
    a.record(
      'pay',
      { args, told: { decision: 'done', reasons: [], lines: [line], slipNumber: 1 } },
      { at: FOLDED + DAY_MS },
    );
    await scene.send(a, a.request(2));
    scene.clock.set(FOLDED + 2 * DAY_MS);
    await look(scene);
    expect(await withArguments()).toEqual(['pay']);
  });

  test('are history to what comes later than 45 days: it is told and changes nothing, unless nothing later is there', async () => {
    const scene = await openScene(await use(), { items: 2 });
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    a.checkout('X0', 'P0', { at: at(10), dueAt: at(18) });
    a.checkin('X0', { at: at(12) });
    await scene.send(a);
    scene.clock.set(FOLDED);
    await fold(scene);
    expect(await eventIds(scene)).toEqual([]);
    const before = JSON.stringify([await scene.rows('loan'), await scene.rows('item')]);
    b.checkout('X0', 'P1', { at: at(11), dueAt: at(18) });
    expect(receiptsOf(await scene.send(b))).toMatchObject([{ outcome: 'applied', codes: ['too-late'] }]);
    expect(JSON.stringify([await scene.rows('loan'), await scene.rows('item')])).toBe(before);
    expect(await openCodes(scene)).toEqual(['too-late']);

    const c = await scene.desk('C');
    c.checkout('X0', 'P1', { at: at(13), dueAt: at(18) + 100 * DAY_MS });
    c.checkout('X1', 'P1', { at: at(13), dueAt: at(18) + 100 * DAY_MS });
    const later = receiptsOf(await scene.send(c));
    expect(later.map(({ codes }) => codes.filter((code) => code === 'too-late'))).toEqual([[], []]);
    expect((await scene.rows('item')).map(({ state }) => state.status)).toEqual(['on-loan', 'on-loan']);
  });

  test('are history to what is older than the newest of them, and not to what is of the same moment', async () => {
    const scene = await openScene(await use(), { items: 2 });
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    for (const item of ['X0', 'X1']) {
      a.checkout(item, 'P0', { at: at(10), dueAt: at(18) });
      a.checkin(item, { at: at(12) });
    }
    await scene.send(a);
    scene.clock.set(FOLDED);
    await fold(scene);
    expect(await baseOf(scene, 'X0')).toMatchObject({ foldedTo: at(12) });
    b.checkin('X0', { at: at(12) - 1 });
    const kept = b.checkin('X1', { at: at(12) });
    const late = receiptsOf(await scene.send(b)).map(({ codes }) => codes.includes('too-late'));
    expect(late).toEqual([true, false]);
    expect(await eventIds(scene)).toEqual([kept]);
  });
});

describeStores('three desks that hand in within 45 days', (use) => {
  test.each([21, 22])(
    'end alike with a round of checkpoints every day and without any, seed %i [I24]',
    async (seed) => {
      const scene = await openScene(await use());
      const [plain, folded] = [await live(scene, seed, false), await live(scene, seed, true)];
      expect(folded.events).toBeLessThan(plain.events * 0.8);
      expect(folded.seen).toBe(plain.seen);
      expect(scene.faults).toEqual([]);
    },
    240_000,
  );
});

function generator(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const DAYS = 120;
const ITEMS = ['X0', 'X1', 'X2', 'X3'];

/** 120 days of three desks, of which each hands in its acts now and then, at the latest after 40 days. */
async function live(scene: Scene, seed: number, isFolding: boolean): Promise<{ seen: string; events: number }> {
  await resetScene(scene);
  // Two copies of one title that is waited for, and two items by themselves.
  const rows = ITEMS.map((id, index) => testItem(id, index < 2 ? { titleId: titleId('shared-title') } : {}));
  await scene.writer.putRows('item', rows);
  const draw = generator(seed);
  const desks = ['A', 'B', 'C'].map((name) => createTestDesk(name, name === 'C' ? 'east' : 'main', `stream-${name}`));
  for (const desk of desks) await enrolDesk(scene.store, desk);
  const sent = new Map(desks.map((desk) => [desk, { count: 0, since: null as number | null }]));
  const memory: Memory = { lent: [], holds: [] };
  for (let today = 0; today < DAYS; today += 1) {
    for (let index = 0; index < 3; index += 1) {
      const desk = desks[draw(3)] as TestDesk;
      actOnce(
        desk,
        { draw, when: at(9 + index) + today * DAY_MS + draw(600) * 1_000, id: `${today}-${index}` },
        memory,
      );
      const state = sent.get(desk);
      if (state !== undefined) state.since ??= today;
    }
    scene.clock.set(at(18) + today * DAY_MS);
    for (const [desk, state] of sent) {
      const isLast = today === DAYS - 1;
      if (state.since === null || !(isLast || draw(12) === 0 || today - state.since >= 40)) continue;
      const response = await scene.send(desk, desk.request(state.count));
      expect(response.problem).toBeUndefined();
      sent.set(desk, { count: desk.ledger.length, since: null });
    }
    if (isFolding) await fold(scene);
  }
  return { seen: await seen(scene), events: (await eventIds(scene)).length };
}

type Memory = {
  readonly lent: { desk: string; id: string; item: string; patron: string; at: number }[];
  readonly holds: { id: string; patron: string }[];
};

function actOnce(
  desk: TestDesk,
  { draw, when, id }: { readonly draw: (below: number) => number; readonly when: number; readonly id: string },
  { lent, holds }: Memory,
): void {
  const item = ITEMS[draw(ITEMS.length)] ?? 'X0';
  const patron = `P${draw(3)}`;
  const options = { at: when, id: `${desk.name}-${id}` };
  const done = { decision: 'done', reasons: [] };
  const own = lent.findLast((one) => one.desk === desk.name && one.at > when - DAY_MS);
  const kind = draw(14);
  if (kind < 4) {
    const dueAt = when + (1 + draw(20)) * DAY_MS;
    lent.push({ desk: desk.name, id: desk.checkout(item, patron, { ...options, dueAt }), item, patron, at: when });
  } else if (kind < 9) {
    desk.checkin(item, options);
  } else if (kind === 9 && own !== undefined) {
    desk.renew(own.item, own.id, own.patron, { ...options, dueAt: when + 10 * DAY_MS });
  } else if (kind === 10 && own !== undefined) {
    desk.undo(actId(own.id), { item: own.item }, options);
  } else if (kind === 11) {
    const hold = {
      holdId: `H-${id}`,
      patronId: patron,
      card: `card-${patron}`,
      titleId: 'shared-title',
      itemId: null,
      pickup: 'main',
    };
    holds.push({ id: hold.holdId, patron });
    desk.record('placeHold', { args: hold, told: done }, options);
  } else if (kind === 12 && holds.length > 0) {
    const hold = holds.shift();
    const args = { holdId: hold?.id, patronId: hold?.patron, titleId: 'shared-title', reason: 'no more' };
    desk.record('cancelHold', { args, told: done }, options);
  } else if (lent.length > 0) {
    const loan = lent[draw(lent.length)];
    const line = { fee: { kind: 'overdue', loanId: loan?.id, after: null }, amountMinor: 50, settles: draw(2) === 0 };
    const args = { patronId: loan?.patron, amountMinor: 60, method: 'cash', reference: null };
    desk.record('pay', { args, told: { ...done, lines: [line], slipNumber: 1 } }, options);
  }
}
