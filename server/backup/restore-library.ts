// Replaces a library by a backup. The restored server has a new epoch: every desk that sees it loads its copy anew and offers again the acts that the
// server had answered and has lost. Purges made since the backup are made again before the first request is served, and decisions about desks and
// staff made since stay. [I18] [I19]

import { chownSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { acquireOwnerLock } from '../../db/open/owner-lock.ts';
import { syncFile } from '../../db/open/sync-file.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { MIGRATIONS } from '../store/migrations/all-migrations.ts';
import { openPostgresStore } from '../store/postgres/open-postgres.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite.ts';
import type { SqliteAccess } from '../store/sqlite/sqlite-connection.ts';
import type { Store, WriteTx } from '../store/store.ts';
import type { BulkTable } from '../store/table-keys.ts';
import { BACKED_UP, LEFT_OUT } from './backed-up-tables.ts';
import { carryOver, NOTHING_CARRIED, readCarriedOver, type CarriedOver } from './carry-over.ts';
import { setAsideName } from './expire-backups.ts';
import { openBackup, type BackupSeal, type OpenedBackup } from './backup-file.ts';

/** The result of a restore. `kept`: the new place of the library that was there before; null when there was none, or it is gone. */
export type RestoreReport = { readonly rows: number; readonly epoch: string; readonly kept: string | null };

export type RestoreParts = {
  readonly clock: Clock;
  readonly random: Random;
  /** Seals that may open the key of the backup. */
  readonly seals: readonly BackupSeal[];
};

/** Restores the embedded file of a folder, which must be closed. Throws HF-DB-008 for a running server, HF-SERVER-017 for the backup. */
export async function restoreEmbedded(
  { dir, key }: { readonly dir: string; readonly key: SqliteAccess['key'] },
  path: string,
  parts: RestoreParts,
): Promise<RestoreReport> {
  const lock = acquireOwnerLock(dir);
  const target = join(dir, 'central.db');
  const fresh = `${target}.restoring`;
  const backup = await openBackup(path, parts.seals).catch((error: unknown) => {
    lock.close();
    throw error;
  });
  try {
    removeFiles(fresh);
    makeOwn(fresh, dir);
    const carried = await carriedFrom({ path: target, key }, parts);
    const { rows, epoch } = await withStore(openSqliteStore({ path: fresh, key }, birthOf(parts)), (store) =>
      store.write((tx) => fill(tx, { path, backup, parts, carried })),
    );
    syncFile(fresh);
    const kept = keepOld(target, join(dir, setAsideName(parts.clock.now())));
    renameSync(fresh, target);
    syncFile(target);
    return { rows, epoch, kept };
  } finally {
    backup.close();
    removeFiles(fresh);
    lock.close();
  }
}

/** Restores a PostgreSQL database, in one transaction. Throws HF-SERVER-018 while a server runs on it, HF-SERVER-017 for the backup. */
export async function restorePostgres(url: string, path: string, parts: RestoreParts): Promise<RestoreReport> {
  const backup = await openBackup(path, parts.seals);
  try {
    return await withStore(openPostgresStore(url, birthOf(parts)), (store) =>
      store.write(async (tx) => {
        if (!(await tx.isAlone())) throw new HoldfastError('HF-SERVER-018');
        return { ...(await fill(tx, { path, backup, parts, carried: await readCarriedOver(tx) })), kept: null };
      }),
    );
  } finally {
    backup.close();
  }
}

/** Restores into an open store that is empty and has no other user. Throws HF-SERVER-017 for the backup, HF-SERVER-084 for a library with anything in it. */
export async function restoreIntoStore(store: Store, path: string, parts: RestoreParts): Promise<void> {
  const backup = await openBackup(path, parts.seals);
  try {
    await store.write(async (tx) => {
      await requireEmpty(tx);
      await fill(tx, { path, backup, parts, carried: NOTHING_CARRIED });
    });
  } finally {
    backup.close();
  }
}

/** A new library has the start of its feed, and no more. */
async function requireEmpty({ db }: WriteTx): Promise<void> {
  for (const table of BACKED_UP) {
    if (table === 'feed_head') continue;
    const found = await db
      .selectFrom(table)
      .select((row) => row.lit(1).as('one'))
      .limit(1)
      .executeTakeFirst();
    if (found !== undefined) throw new HoldfastError('HF-SERVER-084');
  }
}

type Filling = {
  readonly path: string;
  readonly backup: OpenedBackup;
  readonly parts: RestoreParts;
  readonly carried: CarriedOver;
};

async function fill(
  tx: WriteTx,
  { path, backup, parts, carried }: Filling,
): Promise<{ readonly rows: number; readonly epoch: string }> {
  const newest = MIGRATIONS.at(-1)?.version ?? 0;
  if (backup.header.tables !== newest)
    throw new HoldfastError('HF-SERVER-017', {
      path,
      why: `it has the tables of version ${backup.header.tables}, and this program those of version ${newest}`,
    });
  for (const table of [...BACKED_UP, ...LEFT_OUT]) {
    if (table !== 'schema_version') await tx.db.deleteFrom(table).execute();
  }
  let count = 0;
  for (const { table, rows } of backup.frames()) {
    if (!isBackedUp(table)) throw new HoldfastError('HF-SERVER-017', { path, why: `it has a table ${table}` });
    await tx.upsert(table, rows);
    count += rows.length;
  }
  const { epoch } = birthOf(parts);
  // Copies from before belong to another state: all desks load theirs anew.
  await tx.db
    .updateTable('feed_head')
    .set((head) => ({ epoch, floor: head.ref('position') }))
    .execute();
  await carryOver(tx, carried);
  await tx.db.updateTable('desk').set({ feed_position: null }).execute();
  return { rows: count, epoch };
}

function isBackedUp(table: string): table is BulkTable {
  return BACKED_UP.some((one) => one === table);
}

function birthOf({ clock, random }: RestoreParts) {
  return { now: clock.now(), epoch: Buffer.from(random.bytes(16)).toString('hex') };
}

async function withStore<T>(opening: Promise<Store>, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await opening;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** From the library that is replaced. One that cannot be read any more has none to give; its purges then come due again by themselves. */
async function carriedFrom(access: SqliteAccess, parts: RestoreParts): Promise<CarriedOver> {
  if (!existsSync(access.path)) return NOTHING_CARRIED;
  try {
    return await withStore(openSqliteStore(access, birthOf(parts)), (store) => store.read(readCarriedOver));
  } catch {
    return NOTHING_CARRIED;
  }
}

/** Only the server's account may read it, also when an administrator restores as root. SQLite gives its other files the rights of this one. */
function makeOwn(path: string, dir: string): void {
  closeSync(openSync(path, 'wx', 0o600));
  const { uid, gid } = statSync(dir);
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}

/** The WAL belongs to the old file: it goes aside with it, or it would be taken for the new one's. */
function keepOld(path: string, keptAs: string): string | null {
  let kept: string | null = null;
  for (const suffix of ['', '-wal', '-shm']) {
    if (!existsSync(path + suffix)) continue;
    renameSync(path + suffix, keptAs + suffix);
    kept = keptAs;
  }
  return kept;
}

function removeFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}
