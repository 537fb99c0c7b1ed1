// The server is put back from a backup: desks load their copies anew, and hand in lost acts again. [I17] [I18]

import { required } from '../../../../shared/core/assert.ts';
import { ledgerReceipts, serverActs, serverRows } from './support/both-ends.ts';
import { openDeskWorld, signIn, type DeskWorld } from './support/desk-world.ts';
import { beginEpoch, keepCentral, putCentralBack } from './support/old-image.ts';
import type { RunningDesk } from './support/running-desk.ts';
import { theReplica } from './support/spoil.ts';
import { until } from './support/until.ts';

type Scene = { readonly world: DeskWorld; readonly desk: RunningDesk };

/** Runs a test in a world of its own, since the server is put back in each. */
async function inWorld(test: (scene: Scene) => Promise<void>): Promise<void> {
  const world = await openDeskWorld({ items: 140, patrons: 5 });
  try {
    await test({ world, desk: await world.readyDesk() });
  } finally {
    await world.end();
  }
}

async function lend(desk: RunningDesk, item: number): Promise<string> {
  const answer = await desk.ask('circ.checkout', { patron: 'card-P0', item: `barcode-X${item}` });
  return required(answer.commandId, () => JSON.stringify(answer.reasons));
}

const epochOf = ({ core }: RunningDesk) => core.engine.state.replica?.epoch;
const putBack = (world: DeskWorld) =>
  world.restartServer(async (data) => {
    putCentralBack(data);
    await beginEpoch(data, world.clock, 'after the restore');
  });

/** All have the same: the server's acts are those of the desks, and each desk shows the server's state. */
async function expectTogether(world: DeskWorld, desk: RunningDesk, acts: readonly string[], items: readonly number[]) {
  await until('the new epoch is here', () => epochOf(desk) === 'after the restore');
  await desk.settledByItself();
  expect((await serverActs(world, desk)).toSorted()).toEqual([...acts].toSorted());
  const loans = (await serverRows(world, 'loan')).filter(({ state }) => state === 'open');
  expect(loans.map(({ itemId }) => itemId).toSorted()).toEqual(items.map((n) => `X${n}`).toSorted());
  const { loans: shown } = await desk.ask('patron.view', { card: 'card-P0' });
  expect(shown.map(({ barcode }) => barcode).toSorted()).toEqual(items.map((n) => `barcode-X${n}`).toSorted());
  expect(shown.filter(({ pending }) => pending)).toEqual([]);
}

test('acts that wait are sent after the copy was loaded anew, and none is lost [I17]', () =>
  inWorld(async ({ world, desk }) => {
    const acts = [await lend(desk, 0)];
    await desk.settled();
    await world.restartServer(keepCentral);
    await desk.settled();
    world.line.cut();
    acts.push(await lend(desk, 1), await lend(desk, 2));
    const old = theReplica(desk.place);
    await putBack(world);
    world.line.mend();
    await expectTogether(world, desk, acts, [0, 1, 2]);
    expect(theReplica(desk.place)).not.toBe(old);
  }));

test('acts that the server had answered and lost are offered again by themselves, and keep their receipts [I5] [I18]', () =>
  inWorld(async ({ world, desk }) => {
    const acts = [await lend(desk, 0)];
    await desk.settled();
    await world.restartServer(keepCentral);
    await desk.settled();
    for (let n = 1; n <= 120; n += 1) acts.push(await lend(desk, n));
    await desk.settled();
    const receipts = ledgerReceipts(desk);
    await putBack(world);
    await expectTogether(
      world,
      desk,
      acts,
      acts.map((_, n) => n),
    );
    expect(ledgerReceipts(desk)).toEqual(receipts);
    acts.push(await lend(desk, 130));
    await desk.settled();
    expect(await serverActs(world, desk)).toHaveLength(122);
  }));

test('a desk that was not running meanwhile finds out when it starts, and so does one that only looks [I18]', () =>
  inWorld(async ({ world, desk }) => {
    const other = await world.readyDesk();
    await world.restartServer(keepCentral);
    await desk.settled();
    const acts = [await lend(desk, 0), await lend(desk, 1)];
    await desk.settled();
    await desk.stop();
    await putBack(world);
    await until('the other desk has the new epoch', () => epochOf(other) === 'after the restore');
    await other.settled();
    const loansAt = async (one: RunningDesk) => (await one.ask('patron.view', { card: 'card-P0' })).loans.length;
    expect(await loansAt(other)).toBe(0);

    const again = await world.desk({ place: desk.place });
    await expectTogether(world, again, acts, [0, 1]);
    await until('the other desk sees what was given back', async () => (await loansAt(other)) === 2);
  }));

test('staff are told that the server was restored until one of them has seen it, through a restart', () =>
  inWorld(async ({ world, desk }) => {
    const toldAt = async (one: RunningDesk) => (await one.ask('sync.status', {})).serverRestoredAt;
    expect(await toldAt(desk)).toBeNull();
    await desk.settled();
    await world.restartServer(keepCentral);
    await desk.settled();
    expect(await toldAt(desk)).toBeNull();
    await putBack(world);
    await until('the new epoch is here', () => epochOf(desk) === 'after the restore');
    const told = required(await toldAt(desk), () => 'nothing was told');
    await desk.stop();

    const again = await world.desk({ place: desk.place });
    expect(await toldAt(again)).toBe(told);
    await signIn(again, 'desk');
    expect((await again.ask('sync.seenRestore', { restoredAt: '2020-01-01T00:00:00Z' })).serverRestoredAt).toBe(told);
    expect((await again.ask('sync.seenRestore', { restoredAt: told })).serverRestoredAt).toBeNull();
    await again.stop();

    const third = await world.desk({ place: desk.place });
    await third.settledByItself();
    expect(await toldAt(third)).toBeNull();
    await world.restartServer((data) => beginEpoch(data, world.clock, 'after the second restore'));
    await until('the second one is told', async () => (await toldAt(third)) !== null);
  }));

test('a server that was put back without a new epoch is noticed as well', () =>
  inWorld(async ({ world, desk }) => {
    const acts = [await lend(desk, 0)];
    await desk.settled();
    await world.restartServer(keepCentral);
    await desk.settled();
    acts.push(await lend(desk, 1));
    await desk.settled();
    await world.restartServer(putCentralBack);
    await until('the server has all of it', async () => (await serverActs(world, desk)).length === 2);
    await desk.settled();
    expect(await desk.ask('patron.view', { card: 'card-P0' })).toMatchObject({ counts: { out: 2 } });
  }));

test('a desk that was away longer than the feed goes back loads its copy anew, with what waits [I17]', () =>
  inWorld(async ({ world, desk }) => {
    world.line.cut();
    await lend(desk, 0);
    const old = theReplica(desk.place);
    await desk.stop();
    await world.served.store.write((tx) =>
      tx.db
        .updateTable('feed_head')
        .set((head) => ({ position: head('position', '+', 10), floor: head('position', '+', 10) }))
        .execute(),
    );
    world.line.mend();
    const again = await world.desk({ place: desk.place });
    await again.settled();
    await signIn(again, 'desk');
    expect(theReplica(again.place)).not.toBe(old);
    expect(await again.ask('patron.view', { card: 'card-P0' })).toMatchObject({ counts: { out: 1 } });
    expect(await serverActs(world, again)).toHaveLength(1);
  }));
