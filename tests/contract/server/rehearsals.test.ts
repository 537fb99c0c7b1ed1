// Rehearsals of a restore: a backup comes back beside the library row by row, a difference is noticed, nothing is left behind, one process makes each.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { BackupSeal } from '../../../server/backup/backup-file.ts';
import { backupLibrary } from '../../../server/backup/backup-library.ts';
import { rehearseRestore } from '../../../server/backup/rehearse-restore.ts';
import {
  claimRehearsal,
  isRehearsalDue,
  noteFailed,
  notePassed,
  rehearsalState,
} from '../../../server/backup/rehearsals.ts';
import { restoreIntoStore } from '../../../server/backup/restore-library.ts';
import { compareTallies, tallyTables } from '../../../server/backup/tally-tables.ts';
import { derivedKey, openBytes, sealBytes } from '../../../db/open/sealed-bytes.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import { openDroppingPooler } from '../../support/dropping-pooler.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describePostgres, describeStores, testClock, testRandom, type TestPlace } from './support/stores.ts';
import { at, testItem } from './support/test-library.ts';

const home = mkdtempSync(join(tmpdir(), 'holdfast-rehearsal-'));
afterAll(() => rmSync(home, { recursive: true }));

const key = derivedKey(randomBytes(32), 'backup');
const seal: BackupSeal = {
  seal: (plain) => Promise.resolve(sealBytes(key, plain)),
  unseal: (sealed) => Promise.resolve(openBytes(key, sealed)),
};

async function sceneWithActs(place: TestPlace): Promise<Scene> {
  const scene = await openScene(place, { items: 40, patrons: 5 });
  const desk = await scene.desk('A');
  scene.clock.set(at(10));
  for (let n = 0; n < 5; n += 1) desk.checkout(`X${n}`, `P${n}`, { at: at(10) });
  await scene.send(desk);
  return scene;
}

/** A restore gives a library a new epoch, also where its rows stay the same. */
async function epochAndTables(tx: ReadTx) {
  return [await tx.db.selectFrom('feed_head').selectAll().execute(), await tallyTables(tx)];
}

function parts(scene: Scene) {
  const folder = join(home, randomBytes(6).toString('hex'));
  return { store: scene.store, place: scene.place.place, clock: scene.clock, random: testRandom, seal, folder };
}

/** Code and text of what some work throws; null where it throws nothing. */
function refusal(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return `${error.code} ${error.message}`;
  }
}

describeStores('a rehearsal', (use) => {
  test('brings every row back beside the library, which stays as it was, and leaves nothing [I18]', async () => {
    const scene = await sceneWithActs(await use());
    const before = await scene.store.read(tallyTables);
    const asked = parts(scene);
    mkdirSync(asked.folder);
    writeFileSync(join(asked.folder, 'backup'), 'left by one that was killed');
    const rows = await rehearseRestore(asked);
    expect(rows).toBe([...before.values()].reduce((sum, { rows: count }) => sum + count, 0));
    expect(rows).toBeGreaterThan(50);
    expect(await scene.store.read(tallyTables)).toEqual(before);
    expect(existsSync(asked.folder)).toBe(false);
  });

  test('goes on while desks write: it compares with the moment of the backup [I11]', async () => {
    const scene = await sceneWithActs(await use());
    const writing = scene.writer.putRows(
      'item',
      Array.from({ length: 40 }, (_, n) => testItem(`X${n}`, { callNumber: 'meanwhile' })),
    );
    const [rows] = await Promise.all([rehearseRestore(parts(scene)), writing]);
    expect(rows).toBeGreaterThan(50);
  });

  test('fails where one value of one row comes back otherwise, or a row is missing', async () => {
    const scene = await sceneWithActs(await use());
    const before = await scene.store.read(tallyTables);
    await scene.store.write((tx) =>
      sql`update loan set version = version + 1 where id = (select min(id) from loan)`.execute(tx.db),
    );
    const changed = await scene.store.read(tallyTables);
    expect(refusal(() => compareTallies(before, changed))).toMatch(/^HF-SERVER-080 .*\bloan\b/);
    await scene.store.write((tx) => tx.db.deleteFrom('receipt').execute());
    const lost = await scene.store.read(tallyTables);
    expect(refusal(() => compareTallies(changed, lost))).toMatch(/^HF-SERVER-080 .*\breceipt\b/);
    expect(refusal(() => compareTallies(lost, lost))).toBe(null);
  });

  test('fails where the key of the backup is not there, and leaves nothing', async () => {
    const scene = await sceneWithActs(await use());
    const asked = parts(scene);
    const lost: BackupSeal = { ...seal, unseal: () => Promise.resolve(null) };
    await expect(rehearseRestore({ ...asked, seal: lost })).rejects.toMatchObject({ code: 'HF-SERVER-017' });
    expect(existsSync(asked.folder)).toBe(false);
  });

  test('is made in an empty library alone: one with anything in it stays as it was', async () => {
    const scene = await sceneWithActs(await use());
    const { clock, folder } = parts(scene);
    mkdirSync(folder);
    const path = join(folder, 'backup');
    await backupLibrary({ store: scene.store, clock }, path, seal, () => undefined);
    const before = await scene.store.read(tallyTables);
    await expect(
      restoreIntoStore(scene.store, path, { clock, random: testRandom, seals: [seal] }),
    ).rejects.toMatchObject({ code: 'HF-SERVER-084' });
    expect(await scene.store.read(tallyTables)).toEqual(before);
  });

  test('is due after its days at night, is made by one process, and is told until one passes', async () => {
    const place = await use();
    const clock = testClock(at(10));
    const store = await place.open(clock);
    const context = { store, clock };
    const after = (ms: number) => clock.set(at(10) + ms);
    expect(await isRehearsalDue(context, 7)).toBe(false);
    expect(await store.read(rehearsalState)).toEqual({ passedAt: null, rows: null, failed: null });
    after(6 * DAY_MS);
    expect(await claimRehearsal(context, 7)).toBe(false);
    // Late by more than a day it waits for no night.
    after(8 * DAY_MS + MINUTE_MS);
    expect(await isRehearsalDue(context, 7)).toBe(true);
    const claims = await Promise.all([claimRehearsal(context, 7), claimRehearsal(context, 7)]);
    expect(claims.filter((isMine) => isMine)).toHaveLength(1);
    expect(await isRehearsalDue(context, 7)).toBe(false);
    await noteFailed(context, { code: 'HF-DB-005', why: 'the disk is full' });
    const failedAt = clock.now();
    const failed = { at: failedAt, code: 'HF-DB-005', why: 'the disk is full' };
    expect(await store.read(rehearsalState)).toEqual({ passedAt: null, rows: null, failed });
    after(8 * DAY_MS + 10 * HOUR_MS);
    expect(await isRehearsalDue(context, 7)).toBe(false);
    after(10 * DAY_MS + HOUR_MS);
    // A process that died with its claim keeps it for six hours.
    expect(await claimRehearsal(context, 7)).toBe(true);
    after(10 * DAY_MS + 8 * HOUR_MS);
    expect(await claimRehearsal(context, 7)).toBe(true);
    await notePassed(context, { rows: 12, tookMs: 5.4 });
    expect(await store.read(rehearsalState)).toEqual({ passedAt: clock.now(), rows: 12, failed: null });
    expect(await isRehearsalDue(context, 7)).toBe(false);
    expect(await claimRehearsal(context, null)).toBe(true);
  });
});

describePostgres('a rehearsal', (use) => {
  test('needs the right to make a schema, and says so', async () => {
    const scene = await sceneWithActs(await use());
    const asked = parts(scene);
    if (asked.place.kind !== 'postgres') throw new Error('not on PostgreSQL');
    const account = `reader_${randomBytes(4).toString('hex')}`;
    await scene.store.write((tx) => sql.raw(`create role ${account} login password 'x'`).execute(tx.db));
    const url = new URL(asked.place.url);
    url.username = account;
    url.password = 'x';
    try {
      const poor = { ...asked, place: { kind: 'postgres' as const, url: url.href } };
      await expect(rehearseRestore(poor)).rejects.toMatchObject({ code: 'HF-SERVER-081' });
    } finally {
      await scene.store.write((tx) => sql.raw(`drop role ${account}`).execute(tx.db));
    }
  });

  test('leaves the library as it was where a pooler drops the options of its connection', async () => {
    const scene = await sceneWithActs(await use());
    const asked = parts(scene);
    if (asked.place.kind !== 'postgres') throw new Error('not on PostgreSQL');
    const before = await scene.store.read(epochAndTables);
    const pooler = await openDroppingPooler(asked.place.url);
    try {
      expect(await rehearseRestore({ ...asked, place: { kind: 'postgres', url: pooler.url } })).toBeGreaterThan(50);
    } finally {
      await pooler.close();
    }
    expect(await scene.store.read(epochAndTables)).toEqual(before);
  });

  test('leaves no schema, also after one that was killed', async () => {
    const scene = await sceneWithActs(await use());
    await scene.store.write((tx) => sql`create schema holdfast_rehearsal`.execute(tx.db));
    await rehearseRestore(parts(scene));
    const { rows } = await scene.store.read((tx) =>
      sql`select 1 from information_schema.schemata where schema_name = 'holdfast_rehearsal'`.execute(tx.db),
    );
    expect(rows).toEqual([]);
  });
});
