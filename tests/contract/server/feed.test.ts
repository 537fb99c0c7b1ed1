// The feed: a replica at a position is the server at that position, in its scopes, however it got there.

import { required } from '../../../shared/core/assert.ts';
import { actId, branchId, deskId, holdId, patronId, streamId, titleId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import type { Act } from '../../../shared/circ/acts.ts';
import type { FeedLine } from '../../../shared/wire/feed.ts';
import { createBatchCache } from '../../../server/feed/batch-cache.ts';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { patronByCard } from '../../../server/query/patron-by-card.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { catchUp, emptyReplica, follow, followOn, sortedRows, takeSnapshot } from './support/feed.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

const main = { id: 'desk-A', branch: 'main', scopes: null };
const east = { id: 'desk-E', branch: 'east', scopes: null };

/** Both ways to a copy end in the same rows. */
async function expectReplicas(
  scene: Scene,
  replicas: readonly (readonly [typeof main, Awaited<ReturnType<typeof emptyReplica>>])[],
): Promise<void> {
  for (const [desk, replica] of replicas) {
    await catchUp(scene.store, desk, replica);
    const fresh = await takeSnapshot(scene.store, desk);
    expect(replica.pos).toBe(fresh.pos);
    expect(sortedRows(replica)).toEqual(sortedRows(fresh));
    expect(replica.lastSeq).toEqual(fresh.lastSeq);
  }
}

describeStores('the feed', (use) => {
  test('a replica that follows equals a fresh snapshot at every step, in each scope [I9] [I10]', async () => {
    const scene = await openScene(await use());
    const [a, e] = [await scene.desk('A'), await scene.desk('E', 'east')];
    const replicas = [
      [main, await emptyReplica(scene.store)],
      [east, await emptyReplica(scene.store)],
    ] as const;
    await expectReplicas(scene, replicas);
    const step = async (desk: typeof a) => {
      await scene.send(desk, desk.request(desk.ledger.length - 1));
      await expectReplicas(scene, replicas);
    };
    scene.clock.set(at(10));
    const loan = a.checkout('X0', 'P0', { at: at(10) });
    await step(a);
    e.checkout('X1', 'P1', { at: at(10, 1) });
    await step(e);
    a.checkin('X0', { at: at(10, 2) });
    await step(a);
    a.undo(loan, { item: 'X0' }, { at: at(10, 3) });
    await step(a);
    e.checkin('X1', { at: at(10, 4) });
    await step(e);
    await scene.writer.putRows('item', [testItem('X0', { callNumber: 'PS 3' }), testItem('X9')]);
    await expectReplicas(scene, replicas);
    await scene.writer.dropRows('item', ['X9']);
    await expectReplicas(scene, replicas);
  });

  test('rows of a patron follow the patron into a system where something is open, and leave it again [I9]', async () => {
    const scene = await openScene(await use());
    const e = await scene.desk('E', 'east');
    const replica = await takeSnapshot(scene.store, east);
    expect(replica.rows.has('patron/P0')).toBe(false);
    expect(replica.rows.has('item/X0')).toBe(true);
    scene.clock.set(at(10));
    const loan = e.checkout('X0', 'P0', { at: at(10) });
    await scene.send(e);
    await catchUp(scene.store, east, replica);
    expect(replica.rows.has('patron/P0')).toBe(true);
    expect(replica.rows.has(`loan/${loan}`)).toBe(true);
    expect(replica.rows.has('patron/P1')).toBe(false);
    scene.clock.set(at(11));
    e.checkin('X0', { at: at(11) });
    await scene.send(e, e.request(1));
    const lines = await catchUp(scene.store, east, replica);
    expect(lines).toContainEqual({ type: 'del', kind: 'patron', key: 'P0' });
    expect(replica.rows.has('patron/P0')).toBe(false);
    expect(replica.rows.has(`loan/${loan}`)).toBe(false);
    expect((await takeSnapshot(scene.store, main)).rows.has(`loan/${loan}`)).toBe(true);
  });

  test('a hold brings the patron to its pickup system', async () => {
    const scene = await openScene(await use());
    const hold: Act = {
      kind: 'openHold',
      id: actId('H1'),
      desk: deskId(''),
      stream: streamId(''),
      seq: 1,
      at: at(9),
      uncertaintyMs: 1000,
      stated: true,
      clockSuspect: false,
      saw: null,
      branch: null,
      hold: holdId('H1'),
      patronId: patronId('P2'),
      titleId: titleId('title-X2'),
      itemId: null,
      pickup: branchId('east'),
      suspended: false,
      trapped: null,
    };
    await scene.writer.putActs([hold]);
    const replica = await takeSnapshot(scene.store, east);
    expect(replica.rows.get('hold/H1')).toMatchObject({ state: 'waiting', position: 1 });
    expect(replica.rows.has('patron/P2')).toBe(true);
    await scene.writer.dropActs(['H1']);
    await catchUp(scene.store, east, replica);
    expect(replica.rows.has('hold/H1')).toBe(false);
    expect(replica.rows.has('patron/P2')).toBe(false);
  });

  test('a card that is asked for brings the patron to the system of the desk', async () => {
    const scene = await openScene(await use());
    const replica = await takeSnapshot(scene.store, east);
    const patron = await patronByCard(scene.store, { card: 'card-P3', branch: 'east', now: at(10) });
    expect(patron?.id).toBe('P3');
    expect(await patronByCard(scene.store, { card: 'nobody', branch: 'east', now: at(10) })).toBeNull();
    await catchUp(scene.store, east, replica);
    expect(replica.rows.get('patron/P3')).toEqual(patron);
  });

  test('a patron that was asked for leaves that system again with the data lease, unless something is lent to them there', async () => {
    const scene = await openScene(await use());
    const replica = await takeSnapshot(scene.store, east);
    scene.clock.set(at(10));
    for (const card of ['card-P3', 'card-P4'])
      await patronByCard(scene.store, { card, branch: 'east', now: scene.clock.at });
    const desk = await scene.desk('E', 'east');
    desk.checkout('X4', 'P4', { at: at(10), dueAt: at(10) + 300 * DAY_MS });
    await scene.send(desk);
    const there = async () => {
      await catchUp(scene.store, east, replica);
      return ['P3', 'P4'].filter((id) => replica.rows.has(`patron/${id}`));
    };
    const look = () =>
      createSchedule({
        runner: createCommandRunner(scene),
        clock: scene.clock,
        ownDesk: { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom },
      }).look();
    scene.clock.set(at(10) + 13 * DAY_MS);
    await look();
    expect(await there()).toEqual(['P3', 'P4']);
    scene.clock.set(at(10) + 15 * DAY_MS);
    await look();
    expect(await there()).toEqual(['P4']);
    expect(await scene.store.read((tx) => tx.db.selectFrom('patron_visit').selectAll().execute())).toEqual([]);
    await patronByCard(scene.store, { card: 'card-P3', branch: 'east', now: scene.clock.at });
    expect(await there()).toEqual(['P3', 'P4']);
  });

  test('a patron who moves to another system leaves the old one', async () => {
    const scene = await openScene(await use());
    const [here, there] = [await takeSnapshot(scene.store, main), await takeSnapshot(scene.store, east)];
    await scene.writer.putRows('patron', [testPatron('P0', { home: branchId('east') })]);
    await catchUp(scene.store, main, here);
    await catchUp(scene.store, east, there);
    expect(here.rows.has('patron/P0')).toBe(false);
    expect(there.rows.has('patron/P0')).toBe(true);
  });

  test('lastSeq on the feed covers an act if and only if its effects are there [I3]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const replica = await takeSnapshot(scene.store, main);
    for (let seq = 1; seq <= 5; seq += 1) {
      const id = desk.checkout(`X${seq - 1}`, 'P0', { at: at(10, seq) });
      const response = await scene.send(desk, desk.request(seq - 1));
      const stale = { ...replica, rows: new Map(replica.rows) };
      expect(stale.lastSeq[desk.stream] ?? 0).toBe(seq - 1);
      expect(stale.rows.has(`event/${id}`)).toBe(false);
      await catchUp(scene.store, main, replica);
      expect(replica.lastSeq[desk.stream]).toBe(seq);
      expect(replica.rows.has(`event/${id}`)).toBe(true);
      expect(replica.rows.has(`loan/${id}`)).toBe(true);
      // The receipt comes with the same batch, byte for byte.
      expect(replica.receipts.at(-1)).toBe(response.receipts[0]);
      expect(receiptsOf(response)[0]?.position).toBe(replica.pos);
    }
  });

  test('a commit during the writing of a batch is in the next one: nothing of it before, nothing left out [I3] [I14]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const replica = await takeSnapshot(scene.store, main);
    const ids = [1, 2, 3, 4].map((seq) => desk.checkout(`X${seq - 1}`, 'P0', { at: at(10, seq) }));
    await scene.send(desk, desk.request(0, 1));
    // Each batch begins to be written, then another act is committed, then the batch goes on.
    let sent = 1;
    const batches = await follow(scene.store, main, replica, {
      until: () => replica.lastSeq[desk.stream] === ids.length,
      meanwhile: async () => {
        if (sent < ids.length) await scene.send(desk, desk.request(sent, sent + 1));
        sent += 1;
      },
      // Each copy has the rows up to its lastSeq, and no more.
      atCommit: () => {
        const last = replica.lastSeq[desk.stream] ?? 0;
        const isThere = (id: string) => replica.rows.has(`event/${id}`) && replica.rows.has(`loan/${id}`);
        expect(ids.map(isThere)).toEqual(ids.map((_, index) => index < last));
      },
    });
    expect(batches).toBe(ids.length);
    expect(sortedRows(replica)).toEqual(sortedRows(await takeSnapshot(scene.store, main)));
  });

  test('desks that are at different positions get what each has not, from the same server [I14]', async () => {
    const scene = await openScene(await use());
    const cache = createBatchCache();
    const [near, far] = [await takeSnapshot(scene.store, main), await takeSnapshot(scene.store, main)];
    await scene.writer.putRows('item', [testItem('X0', { callNumber: 'QA 1' })]);
    await catchUp(scene.store, main, near, cache);
    await scene.writer.putRows('item', [testItem('X1', { callNumber: 'QA 2' })]);
    await catchUp(scene.store, main, near, cache);
    await catchUp(scene.store, main, far, cache);
    const fresh = sortedRows(await takeSnapshot(scene.store, main));
    expect(sortedRows(near)).toEqual(fresh);
    expect(sortedRows(far)).toEqual(fresh);
  });

  test('a desk that takes a batch read for another goes on from its end, and never counts an act before its effects [I3] [I14]', async () => {
    const scene = await openScene(await use());
    const cache = createBatchCache();
    const desk = await scene.desk('A');
    const other = { ...main, id: 'desk-B' };
    const [own, others] = [await takeSnapshot(scene.store, main), await takeSnapshot(scene.store, other)];
    for (let row = 0; row < 3; row += 1) await scene.writer.putRows('item', [testItem(`X${row + 5}`)]);
    await catchUp(scene.store, other, others, cache);
    const id = desk.checkout('X0', 'P0', { at: at(10) });
    await scene.send(desk, desk.request(0));
    const lines = await catchUp(scene.store, main, own, cache);
    const commits = lines.flatMap((line) => (line.type === 'commit' ? [line] : []));
    expect(commits.map(({ to, lastSeq }) => [to, lastSeq[desk.stream] ?? 0])).toEqual([
      [others.pos, 0],
      [others.pos + 1, 1],
    ]);
    const firstCommit = lines.findIndex(({ type }) => type === 'commit');
    const isOfTheAct = (line: FeedLine) => line.type === 'receipt' || (line.type === 'put' && line.key === id);
    expect(lines.slice(0, firstCommit).some(isOfTheAct)).toBe(false);
    expect(lines.slice(firstCommit).filter(isOfTheAct)).not.toEqual([]);
    expect(sortedRows(own)).toEqual(sortedRows(await takeSnapshot(scene.store, main)));
  });

  test('a desk gets the answers to its own acts and to no others, once, as they were given [I5] [I6]', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const replicas = [
      [a, await takeSnapshot(scene.store, main)],
      [b, await takeSnapshot(scene.store, { ...main, id: b.desk })],
    ] as const;
    const given = new Map<typeof a, string[]>([
      [a, []],
      [b, []],
    ]);
    for (let round = 0; round < 3; round += 1) {
      for (const [desk, replica] of replicas) {
        desk.checkin('X0', { at: at(10, round) });
        const { receipts } = await scene.send(desk, desk.request(round));
        given.get(desk)?.push(...receipts);
        if (round > 0) await catchUp(scene.store, { ...main, id: desk.desk }, replica);
      }
    }
    for (const [desk, replica] of replicas) {
      await catchUp(scene.store, { ...main, id: desk.desk }, replica);
      expect(replica.receipts).toEqual(given.get(desk));
    }
  });

  test('a transaction with nothing in a scope still moves the desks of that scope on', async () => {
    const scene = await openScene(await use());
    const replica = await takeSnapshot(scene.store, east);
    await scene.writer.putRows('patron', [testPatron('P0', { juvenile: true })]);
    const lines = await catchUp(scene.store, east, replica);
    expect(lines.map(({ type }) => type)).toEqual(['begin', 'commit', 'upToDate']);
    expect(replica.pos).toBe((await takeSnapshot(scene.store, east)).pos);
  });

  test('catching up from far behind sends each row once, as it is now', async () => {
    const scene = await openScene(await use());
    const replica = await takeSnapshot(scene.store, main);
    for (let round = 0; round < 5; round += 1) {
      await scene.writer.putRows('item', [testItem('X0', { callNumber: `QA ${round}` })]);
    }
    const lines = await catchUp(scene.store, main, replica);
    expect(lines.filter(({ type }) => type === 'put')).toMatchObject([
      { key: 'X0', version: 6, row: { callNumber: 'QA 4' } },
    ]);
  });

  test('another epoch, a position ahead of the server, one below the floor or another scope means a new copy', async () => {
    const scene = await openScene(await use());
    const replica = await takeSnapshot(scene.store, main);
    const reason = async (
      desk: typeof main | { id: string; branch: string; scopes: string },
      more: Partial<typeof replica>,
    ) => {
      const [line] = await catchUp(scene.store, desk, { ...replica, ...more });
      return line?.type === 'mustRebootstrap' ? line.reason : line?.type;
    };
    expect(await reason(main, {})).toBe('upToDate');
    expect(await reason(main, { epoch: 'another' })).toBe('epoch');
    expect(await reason(main, { pos: replica.pos + 1 })).toBe('epoch');
    await scene.store.write((tx) => tx.db.updateTable('feed_head').set({ floor: 2 }).execute());
    expect(await reason(main, { pos: 1 })).toBe('floor');
    expect(await reason({ ...main, scopes: '["all","system:other"]' }, {})).toBe('scope');
  });

  test('a branch that moves to another system while its desk follows means a new copy too, and nothing of it before [I9]', async () => {
    const scene = await openScene(await use());
    const replica = await takeSnapshot(scene.store, main);
    const before = sortedRows(replica);
    const [branch] = (await scene.rows('branch')).filter(({ id }) => id === 'main');
    const moved = { ...required(branch, () => 'no branch'), system: branchId('east') };
    const lines = await followOn(scene.store, main, replica, () => scene.writer.putRows('branch', [moved]));
    expect(lines.map(({ type }) => type)).toEqual(['upToDate', 'mustRebootstrap']);
    expect(lines.at(-1)).toMatchObject({ reason: 'scope' });
    expect(sortedRows(replica)).toEqual(before);
  });

  test('a desk that is revoked while it follows gets nothing more on the line that is open', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const replica = await takeSnapshot(scene.store, main);
    const before = sortedRows(replica);
    const revokeAndChange = async () => {
      await scene.store.write((tx) =>
        tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', desk.desk).execute(),
      );
      await scene.writer.putRows('patron', [testPatron('P0', { juvenile: true })]);
    };
    const lines = await followOn(scene.store, { ...main, id: desk.desk }, replica, revokeAndChange);
    expect(lines.map(({ type }) => type)).toEqual(['upToDate']);
    expect(sortedRows(replica)).toEqual(before);
  });

  test('a change of staff is marked on the feed', async () => {
    const scene = await openScene(await use());
    const replica = await takeSnapshot(scene.store, main);
    await addStaff(
      { store: scene.store, clock: scene.clock, random: testRandom },
      { staff: 'ana', role: 'student', pin: '1234' },
    );
    await catchUp(scene.store, main, replica);
    expect(replica.rows.get('staffMark/staff')).toEqual({ id: 'staff', revision: 1 });
  });

  test('more rows than fit a page come whole, in a snapshot and by the feed [I9] [I14]', async () => {
    const scene = await openScene(await use(), { items: 1_300, patrons: 700 });
    const replica = await emptyReplica(scene.store);
    await catchUp(scene.store, main, replica);
    const fresh = await takeSnapshot(scene.store, main);
    expect(fresh.rows.size).toBeGreaterThan(3_300);
    expect(sortedRows(replica)).toEqual(sortedRows(fresh));
  });

  test('a desk above the systems gets the rows of every system once', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('branch', [
      { id: branchId('root'), name: 'root', parent: null, kind: 'consortium', system: null, zone: 'UTC' },
    ]);
    await scene.writer.putRows('patron', [testPatron('P9', { home: branchId('east') })]);
    const e = await scene.desk('E', 'east');
    scene.clock.set(at(10));
    e.checkout('X0', 'P0', { at: at(10) });
    await scene.send(e);
    const replica = await takeSnapshot(scene.store, { id: 'desk-R', branch: 'root', scopes: null });
    expect([...replica.rows.keys()].filter((key) => key.startsWith('patron/')).toSorted()).toEqual(
      ['P0', 'P1', 'P2', 'P3', 'P4', 'P9'].map((id) => `patron/${id}`),
    );
  });
});
