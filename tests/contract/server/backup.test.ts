// Backups of the library: whole, of one moment, sealed, and restored into either database with a new epoch; purged data stays purged.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireOwnerLock } from '../../../db/open/owner-lock.ts';
import { passphraseSeal } from '../../../db/keys/passphrase-seal.ts';
import { backupLibrary } from '../../../server/backup/backup-library.ts';
import { BACKED_UP } from '../../../server/backup/backed-up-tables.ts';
import { openBackup, type BackupSeal } from '../../../server/backup/backup-file.ts';
import { restoreEmbedded, restorePostgres, type RestoreReport } from '../../../server/backup/restore-library.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { staffRoles } from '../../../server/staff/staff-roles.ts';
import { listDesks, revokeDesk } from '../../../server/desks/desk-list.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { serverIdentity } from '../../../server/desks/server-identity.ts';
import { openFeedHub } from '../../../server/feed/feed-hub.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { dropArguments, dropPatrons, notePurged } from '../../../server/purge/purge-list.ts';
import { listNightGrants, makeNightGrant } from '../../../server/staff/night-grants.ts';
import type { Store } from '../../../server/store/store.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores, testRandom, type TestPlace } from './support/stores.ts';
import { branchId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { addTestStaff, at, testItem, testRules } from './support/test-library.ts';

const seal: BackupSeal = passphraseSeal('open sesame', testRandom, { memoryKib: 8, iterations: 1 });
const dir = mkdtempSync(join(tmpdir(), 'holdfast-backup-'));
afterAll(() => rmSync(dir, { recursive: true }));
const newFile = () => join(dir, randomUUID());

/** Every row of every table that a backup has, but the epoch and the floor, which are new in a restored library. */
async function everything(store: Store): Promise<Record<string, unknown[]>> {
  const tables = BACKED_UP.filter((table) => table !== 'feed_head');
  return store.read(async (tx) => {
    const found: Record<string, unknown[]> = {};
    for (const table of tables) {
      const rows = await tx.db.selectFrom(table).selectAll().execute();
      found[table] = rows.map((row) => JSON.stringify(row)).toSorted();
    }
    return found;
  });
}

const restore = ({ place }: TestPlace, path: string, seals = [seal]): Promise<RestoreReport> => {
  const parts = { clock: { now: () => at(20), mono: () => 0 }, random: testRandom, seals };
  return place.kind === 'postgres'
    ? restorePostgres(place.url, path, parts)
    : restoreEmbedded({ dir: place.data, key: null }, path, parts);
};

async function sceneWithActs(place: TestPlace): Promise<Scene> {
  const scene = await openScene(place, { items: 40, patrons: 5 });
  const desk = await scene.desk('A');
  scene.clock.set(at(10));
  for (let n = 0; n < 5; n += 1) desk.checkout(`X${n}`, `P${n}`, { at: at(10) });
  desk.checkin('X0', { at: at(10) });
  await scene.send(desk);
  return scene;
}

describeStores('a backup', (use) => {
  test('is restored row by row, with a new epoch at the position that it was made at [I18]', async () => {
    const scene = await sceneWithActs(await use());
    const [before, head] = [await everything(scene.store), await scene.store.read(readHead)];
    const path = newFile();
    const report = await backupLibrary(scene, path, seal);
    expect(report).toMatchObject({ epoch: head.epoch, position: head.position });
    expect(readFileSync(path).includes('card-P')).toBe(false);
    await scene.writer.putRows('item', [testItem('X0', { callNumber: 'after' }), testItem('X99')]);
    await scene.store.close();
    const restored = await restore(scene.place, path);
    expect(restored.rows).toBe(report.rows);
    const again = await scene.place.open();
    expect(await everything(again)).toEqual(before);
    const after = await again.read(readHead);
    expect(after).toEqual({ epoch: restored.epoch, position: head.position, floor: head.position });
    expect(after.epoch).not.toBe(head.epoch);
  });

  test('is of one moment, however much is written while it is made [I11]', async () => {
    const scene = await sceneWithActs(await use());
    const before = await everything(scene.store);
    const path = newFile();
    await Promise.all([
      backupLibrary(scene, path, null),
      scene.writer.putRows(
        'item',
        Array.from({ length: 60 }, (_, n) => testItem(`X${n}`, { callNumber: 'meanwhile' })),
      ),
    ]);
    const { header, frames, close } = await openBackup(path, []);
    const items = [...frames()].filter(({ table }) => table === 'item').flatMap(({ rows }) => rows);
    close();
    const wasBefore = items.every(({ body }) => !String(body).includes('meanwhile'));
    const isAfter = items.every(({ body }) => String(body).includes('meanwhile'));
    expect(wasBefore || isAfter).toBe(true);
    if (wasBefore) expect(items).toHaveLength(before['item']?.length ?? 0);
    expect(header.tables).toBeGreaterThan(0);
  });

  test('that was cut, changed, put together wrongly or sealed with another key is refused, and what is in use stays', async () => {
    const scene = await sceneWithActs(await use());
    const path = newFile();
    await backupLibrary(scene, path, seal);
    const before = await everything(scene.store);
    await scene.store.close();
    const bytes = readFileSync(path);
    const spoilt = (name: string, content: Uint8Array) => {
      const spoiltPath = `${path}-${name}`;
      writeFileSync(spoiltPath, content);
      return spoiltPath;
    };
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(bytes.length - 300) ^ 1, bytes.length - 300);
    const bad = [
      spoilt('half', bytes.subarray(0, bytes.length / 2)),
      spoilt('end', bytes.subarray(0, -1)),
      spoilt('flipped', flipped),
      spoilt('none', Buffer.from('no backup')),
      spoilt('empty', Buffer.alloc(0)),
    ];
    for (const one of bad) await expect(restore(scene.place, one)).rejects.toMatchObject({ code: 'HF-SERVER-017' });
    const other = passphraseSeal('another', testRandom, { memoryKib: 8, iterations: 1 });
    await expect(restore(scene.place, path, [other])).rejects.toMatchObject({ code: 'HF-SERVER-017' });
    const again = await scene.place.open();
    expect(await everything(again)).toEqual(before);
    // It is never written over a file.
    await expect(backupLibrary({ ...scene, store: again }, path, seal)).rejects.toMatchObject({ code: 'HF-DB-018' });
  });

  test('does not bring back what was purged since [I19]', async () => {
    const scene = await sceneWithActs(await use());
    const path = newFile();
    await backupLibrary(scene, path, seal);
    const place = await scene.store.read(async (tx) => {
      const row = await tx.db
        .selectFrom('envelope')
        .select(['stream', 'seq'])
        .where('args', 'is not', null)
        .executeTakeFirstOrThrow();
      return `${row.stream}/${row.seq}`;
    });
    await scene.store.write(async (tx) => {
      await notePurged(tx, 'args', { keys: [place], at: at(19) });
      await notePurged(tx, 'patron', { keys: ['P4'], at: at(19) });
      await dropArguments(tx, [place]);
      await dropPatrons(tx, ['P4']);
    });
    await scene.store.close();
    await restore(scene.place, path);
    const again = await scene.place.open();
    const [stream = '', seq = ''] = place.split('/');
    const left = await again.read(async (tx) => ({
      args: await tx.db
        .selectFrom('envelope')
        .select('args')
        .where('stream', '=', stream)
        .where('seq', '=', Number(seq))
        .execute(),
      patrons: await tx.db.selectFrom('patron').select('id').where('id', 'in', ['P3', 'P4']).execute(),
      cards: await tx.db.selectFrom('patron_card').select('card').where('patron_id', '=', 'P4').execute(),
      list: await tx.db.selectFrom('purged').selectAll().orderBy('kind').execute(),
    }));
    expect(left).toEqual({
      args: [{ args: null }],
      patrons: [{ id: 'P3' }],
      cards: [],
      list: [
        { kind: 'args', key: place, at: at(19) },
        { kind: 'patron', key: 'P4', at: at(19) },
      ],
    });
  });

  test('brings back no desk that was revoked since and no role that ended, and knows desks that joined since [I18]', async () => {
    const scene = await sceneWithActs(await use());
    await serverIdentity(scene.store, testRandom);
    const path = newFile();
    await backupLibrary(scene, path, seal);
    await revokeDesk(scene, 'A');
    const fresh = await scene.desk('B');
    fresh.checkout('X9', 'P1', { at: at(11) });
    await addTestStaff(scene.store, 'staff-desk', 'student', at(12));
    await scene.store.close();
    await restore(scene.place, path);
    const again = await scene.place.open();
    const desks = new Map((await listDesks(again)).map(({ name, status }) => [name, status]));
    expect(desks).toEqual(
      new Map([
        ['A', 'revoked'],
        ['B', 'active'],
      ]),
    );
    const roles = await again.read((tx) => staffRoles(tx, ['staff-desk']));
    expect([roles('staff-desk', at(11)), roles('staff-desk', at(13))]).toEqual(['desk', 'student']);
    const runner = createCommandRunner({ store: again, clock: { now: () => at(13), mono: () => 0 } });
    expect(receiptsOf(await runner.run(fresh.request(), fresh.desk))).toMatchObject([{ outcome: 'applied' }]);
  });

  test('keeps a night grant that was made since [I18]', async () => {
    const scene = await sceneWithActs(await use());
    await serverIdentity(scene.store, testRandom);
    const path = newFile();
    await backupLibrary(scene, path, seal);
    const asked = { who: 'night-lead', codes: ['PATRON_FINES'], count: 3, limitMinor: 2_000, from: at(11), to: at(30) };
    const made = await makeNightGrant({ ...scene, random: testRandom }, asked);
    await scene.store.close();
    await restore(scene.place, path);
    const again = await scene.place.open();
    expect(await again.read(listNightGrants)).toEqual([made]);
  });

  test('keeps rules that were put in force since, and closings with the dates that they moved [I18]', async () => {
    const scene = await sceneWithActs(await use());
    await serverIdentity(scene.store, testRandom);
    const path = newFile();
    await backupLibrary(scene, path, seal);
    const always = { zone: 'UTC', weekly: null, yearly: [], closures: [], exceptions: [] };
    const since = testRules('rules-since', {
      branches: ['main', 'east'].map((id) => ({ id: branchId(id), parent: null, calendar: always })),
    });
    scene.clock.set(at(12));
    await scene.writer.activateRuleSet(since, at(11));
    const [loan] = (await scene.rows('loan')).filter(({ state }) => state === 'open');
    const day = Math.floor((loan?.dueAt ?? 0) / DAY_MS) * DAY_MS;
    const closing = { branch: 'main', from: day, to: day + DAY_MS, reason: 'flood' };
    expect((await scene.writer.closeBranch(closing)).moved).toBeGreaterThan(0);
    const before = [await scene.rows('ruleSet'), await scene.rows('ruleActivation'), await scene.rows('loan')];
    await scene.store.close();
    await restore(scene.place, path);
    const again = await scene.place.open();
    const now = await again.read(async (tx) => [
      await readAllRows(tx, 'ruleSet'),
      await readAllRows(tx, 'ruleActivation'),
      await readAllRows(tx, 'loan'),
    ]);
    const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted();
    expect(now.map(sorted)).toEqual(before.map(sorted));
  });

  test('takes no desks and no staff over from another library', async () => {
    const scene = await sceneWithActs(await use());
    await serverIdentity(scene.store, testRandom);
    const path = newFile();
    await backupLibrary(scene, path, seal);
    await scene.store.write((tx) => tx.db.updateTable('server_key').set({ public_key: 'of another' }).execute());
    await scene.desk('B');
    await scene.store.close();
    await restore(scene.place, path);
    expect((await listDesks(await scene.place.open())).map(({ name }) => name)).toEqual(['A']);
  });

  test('is not restored under a server that runs', async () => {
    const scene = await sceneWithActs(await use());
    const path = newFile();
    await backupLibrary(scene, path, seal);
    const { place } = scene.place;
    const server = place.kind === 'embedded' ? acquireOwnerLock(place.data) : await openFeedHub(scene.store);
    const code = place.kind === 'embedded' ? 'HF-DB-008' : 'HF-SERVER-018';
    await expect(restore(scene.place, path)).rejects.toMatchObject({ code });
    await server.close();
    await scene.store.close();
    await restore(scene.place, path);
  });
});
