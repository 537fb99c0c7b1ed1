// Purging: 35 days after a loan came back and nothing is owed for it, a command of the server removes the personal values of its acts; the acts,
// their chain and the rows made from them stay. [I19] [I23]

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { purgedRows } from '../../../server/purge/purge-list.ts';
import { createSchedule, type Schedule } from '../../../server/schedule/schedule.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { required } from '../../../shared/core/assert.ts';
import { OWN_DESK } from '../../../shared/circ/own-desk.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/core/instant.ts';
import { openScene, type Scene } from './support/scene.ts';
import { ofCode, openStory } from './support/story.ts';
import { createTestDesk } from './support/test-desk.ts';
import { describeStores, testClock, testRandom } from './support/stores.ts';
import { at } from './support/test-library.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(7), fraction: () => 0.5 };
const signer = makeSigner(newPrivateKey(random));
const KEPT = 35 * DAY_MS;

/** A server process of its own that looks for due work. */
const scheduleOf = ({ store, clock }: Scene): Schedule =>
  createSchedule({
    runner: createCommandRunner({ store, clock }),
    clock,
    ownDesk: { signer, random },
    dropRemains: () => store.dropRemains(),
  });

/** Ids of acts of desks that still have their arguments. */
async function withArguments({ store }: Scene): Promise<string[]> {
  const rows = await store.read((tx) =>
    tx.db
      .selectFrom('envelope')
      .select('id')
      .where('args', 'is not', null)
      .where('desk_id', '!=', OWN_DESK)
      .orderBy('seq')
      .execute(),
  );
  return rows.map(({ id }) => id);
}

const purges = ({ store }: Scene) =>
  store.read((tx) => tx.db.selectFrom('envelope').selectAll().where('name', '=', 'purge').orderBy('seq').execute());

describeStores('a purge', (use) => {
  test('of a loan that came back comes 35 days later, once, and leaves every body, receipt and row [I19] [I23]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), dueAt: at(18) });
    desk.checkin('X0', { at: at(11) });
    await scene.send(desk);
    const bodies = () =>
      scene.store.read((tx) =>
        tx.db
          .selectFrom('envelope')
          .select(['id', 'body', 'hash', 'signature', 'outcome'])
          .where('desk_id', '!=', OWN_DESK)
          .execute(),
      );
    const [before, rows] = [await bodies(), await scene.everything()];
    scene.clock.set(at(11) + KEPT - HOUR_MS);
    await scheduleOf(scene).look();
    expect(await withArguments(scene)).toHaveLength(2);
    scene.clock.set(at(11) + KEPT + HOUR_MS);
    const looked = [scheduleOf(scene), scheduleOf(scene)].map((one) => one.look());
    await Promise.all(looked);
    expect(await withArguments(scene)).toEqual([]);
    expect(await bodies()).toEqual(before);
    expect(await scene.everything()).toBe(rows);
    const [purge, ...others] = await purges(scene);
    expect(others).toEqual([]);
    expect(JSON.parse(purge?.body ?? '{}')).toMatchObject({ name: 'purge', stated: { source: 'time' } });
    expect((await scene.store.read(purgedRows)).map(({ kind }) => kind)).toEqual(['args', 'args']);
  });

  test('waits for a loan that is out and for what is owed for it; the acts on other items go', async () => {
    const scene = await openScene(await use(), { items: 3 });
    const desk = await scene.desk('A');
    const out = desk.checkout('X0', 'P0', { at: at(10), dueAt: at(10) + 300 * DAY_MS });
    desk.checkout('X1', 'P0', { at: at(10), dueAt: at(18) });
    desk.checkin('X1', { at: at(11) });
    const late = desk.checkout('X2', 'P0', { at: at(10), dueAt: at(10, 30) });
    await scene.send(desk);
    scene.clock.set(at(10) + 5 * DAY_MS);
    desk.checkin('X2', { at: at(10) + 5 * DAY_MS - HOUR_MS });
    await scene.send(desk);
    expect(await scene.rows('fee')).toMatchObject([{ kind: 'overdue' }]);
    scene.clock.set(at(10) + 60 * DAY_MS);
    await scheduleOf(scene).look();
    expect(await withArguments(scene)).toEqual([out, late]);
  });

  test('comes as late as the library says', async () => {
    const scene = await openScene(await use());
    const [library] = await scene.rows('library');
    await scene.writer.createLibrary({ ...required(library, () => 'library'), contact: { forgetDays: 90 } });
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), dueAt: at(18) });
    desk.checkin('X0', { at: at(11) });
    await scene.send(desk);
    scene.clock.set(at(11) + 89 * DAY_MS);
    await scheduleOf(scene).look();
    expect(await withArguments(scene)).toHaveLength(2);
    expect(await scene.rows('loan')).toMatchObject([{ patronId: 'P0' }]);
    scene.clock.set(at(11) + 90 * DAY_MS + HOUR_MS);
    await scheduleOf(scene).look();
    expect(await withArguments(scene)).toEqual([]);
    expect(await scene.rows('loan')).toEqual([]);
  });

  test('of held acts comes once a supervisor dismissed them, and as long after it; the chain stays [I19] [I23]', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    a.checkout('X0', 'P0', { at: at(10) });
    await scene.store.write((tx) =>
      tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', a.desk).execute(),
    );
    await send(a);
    const bodies = () =>
      scene.store.read((tx) => tx.db.selectFrom('envelope').select(['body', 'hash', 'outcome']).execute());
    scene.clock.set(at(10) + 60 * DAY_MS);
    await scheduleOf(scene).look();
    expect(await withArguments(scene)).toHaveLength(1);
    b.resolve(
      (await ofCode(story, 'acts-held')).map(({ id }) => id),
      { at: at(10) + 60 * DAY_MS, action: 'dismissed', note: 'the desk was stolen from Ada Marked' },
    );
    await send(b);
    const before = (await bodies()).filter(({ outcome }) => outcome === 'held');
    scene.clock.set(at(10) + 61 * DAY_MS + KEPT - 2 * DAY_MS);
    await scheduleOf(scene).look();
    expect(await withArguments(scene)).toHaveLength(2);
    scene.clock.set(at(10) + 61 * DAY_MS + KEPT + HOUR_MS);
    await scheduleOf(scene).look();
    expect(await withArguments(scene)).toEqual([]);
    expect((await bodies()).filter(({ outcome }) => outcome === 'held')).toEqual(before);
    expect(JSON.stringify(await scene.rows('exception'))).not.toContain('Ada Marked');
    // A purged act can be released no more, and the answer says so.
    story.release(b, { streams: [a.stream] }, scene.clock.at);
    await send(b);
    const last = await scene.store.read((tx) =>
      tx.db.selectFrom('receipt').select('body').where('desk_id', '=', b.desk).orderBy('seq', 'desc').execute(),
    );
    expect(JSON.parse(last[0]?.body ?? '{}')).toMatchObject({ outcome: 'rejected', codes: ['still-held'] });
  });

  test('of what a copy of a desk did comes when it was left out, and not before [I19]', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    a.checkout('X0', 'P0', { at: at(10) });
    const copy = createTestDesk('A', 'main', a.stream, { deskId: a.desk, signer: a.signer });
    copy.checkout('X1', 'P1', { at: at(10, 30) });
    await send(a);
    await scene.send(copy);
    const kept = () => scene.store.read((tx) => tx.db.selectFrom('quarantine').selectAll().execute());
    const [before] = await kept();
    expect(before?.args).toContain('card-P1');
    scene.clock.set(at(10) + 60 * DAY_MS);
    await scheduleOf(scene).look();
    expect(await kept()).toEqual([before]);
    b.resolve(
      (await ofCode(story, 'desk-forked')).map(({ id }) => id),
      { at: scene.clock.at, action: 'dismissed', note: 'a test of the IT department' },
    );
    await send(b);
    scene.clock.set(at(10) + 61 * DAY_MS + KEPT);
    await scheduleOf(scene).look();
    expect(await kept()).toEqual([{ ...required(before, () => 'kept'), args: null, salt: null }]);
    expect((await scene.store.read(purgedRows)).some(({ kind }) => kind === 'copy')).toBe(true);
  });

  test('an act sent again after it is answered with the same receipt and brings nothing back [I6]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), dueAt: at(18) });
    desk.checkin('X0', { at: at(11) });
    const first = await scene.send(desk);
    scene.clock.set(at(11) + KEPT + HOUR_MS);
    await scheduleOf(scene).look();
    expect((await scene.send(desk, desk.request(0))).receipts).toEqual(first.receipts);
    expect(await withArguments(scene)).toEqual([]);
  });
});

// PostgreSQL is vacuumed; its files are its own.
test('a purge of an embedded database leaves no byte of what it took, in its pages or its log [I19]', async () => {
  const data = mkdtempSync(join(tmpdir(), 'holdfast-purge-'));
  const place = { kind: 'embedded', data } as const;
  const scene = await openScene({
    place,
    open: (clock = testClock(0)) => openStore({ place, clock, random: testRandom, keyStore: null }),
  });
  const desk = await scene.desk('A');
  desk.checkout('X0', 'P0', { at: at(10), dueAt: at(18) });
  desk.checkin('X0', { at: at(11) });
  await scene.send(desk);
  const salts = desk.request(0).envelopes.flatMap(({ salt }) => salt ?? []);
  const bytes = () => Buffer.concat(['central.db', 'central.db-wal'].map((name) => readFileSync(join(data, name))));
  expect(salts.map((salt) => bytes().includes(salt))).toEqual([true, true]);
  scene.clock.set(at(11) + KEPT + HOUR_MS);
  await scheduleOf(scene).look();
  expect(salts.map((salt) => bytes().includes(salt))).toEqual([false, false]);
  await scene.store.close();
  rmSync(data, { recursive: true });
});
