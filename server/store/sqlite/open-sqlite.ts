// The embedded database: one file, one writer in this process, reads on connections of their own.
// Other programs may write to the same file between our transactions; SQLite's own lock keeps them apart.

import { sql } from 'kysely';
import { setTimeout as wait } from 'node:timers/promises';
import { errorAt } from '../../../db/open/sqlite-error.ts';
import { codeOf } from '../failure.ts';
import { createSlots } from '../slots.ts';
import { createMutex } from '../mutex.ts';
import { isMigrated, migrate, type Birth } from '../migrate.ts';
import type { Flavour } from '../migration.ts';
import {
  StoreFailureError,
  type BulkRow,
  type ClosableReadStore,
  type ReadTx,
  type Store,
  type WriteTx,
} from '../store.ts';
import { TABLE_KEYS, type BulkTable } from '../table-keys.ts';
import { openReader, openWriter, sqliteAnyOf, type SqliteAccess, type SqliteConnection } from './sqlite-connection.ts';

const IDLE_READERS = 4;
const LONG_READERS = 32;
const LONG_READ_WAIT_MS = 10_000;
/** How often a write tries to begin beside another program's transactions, which last 50 ms at most; each try takes some 25 ms. */
const BEGIN_TRIES = 400;
const POLL_MS = 200;
const FLAVOUR: Flavour = {
  idType: 'text',
  withoutRowId: true,
  numberIn: (column, key) => `json_extract(${column}, '$.${key}')`,
  textIn: (column, path) => `json_extract(${column}, '$.${path.join('.')}')`,
  triggers: 'sqlite',
};

/** Opens the file, and makes it when it is not there. Throws HF-DB-001, 002, 004 or 009 when it cannot be opened. */
export async function openSqliteStore(access: SqliteAccess, birth: Birth): Promise<Store> {
  const writer = openOrExplain(access);
  try {
    if (!(await isMigrated(writer.db))) {
      await inWrite(writer, () => migrate(writer.db, FLAVOUR, birth));
    }
  } catch (error) {
    writer.close();
    throw error;
  }
  return createStore(writer, access);
}

/** Opens a file that a store has open, for reading alone. */
export function openSqliteReadStore({ path, key }: SqliteAccess): ClosableReadStore {
  const { read, close } = createReaders({ path, key });
  return { read, readLong: read, close: () => Promise.resolve(close()) };
}

function openOrExplain(access: SqliteAccess): SqliteConnection {
  try {
    const writer = openWriter(access);
    // The first page that is read proves the key.
    writer.raw.prepare('select count(*) from sqlite_schema').get();
    return writer;
  } catch (error) {
    throw errorAt(access.path, error);
  }
}

function createStore(writer: SqliteConnection, access: SqliteAccess): Store {
  const mutex = createMutex();
  const heard = new Set<(position: number) => void>();
  const readers = createReaders(access);
  const slots = createSlots(LONG_READERS, LONG_READ_WAIT_MS);
  return {
    kind: 'sqlite',
    access: { kind: 'sqlite', ...access },
    read: readers.read,
    readLong: (work) => slots.run(() => readers.read(work)),
    write: (work) =>
      mutex.run(async () => {
        let taken: number | null = null;
        const result = await inWrite(writer, () =>
          work(
            writeTx(writer, (position) => {
              taken = position;
            }),
          ),
        );
        if (taken !== null) for (const tell of heard) tell(taken);
        return result;
      }),
    watchHead: (tell) => {
      heard.add(tell);
      const ended = new AbortController();
      const polling = watchOthers(access, tell, ended.signal);
      return Promise.resolve(async () => {
        heard.delete(tell);
        ended.abort();
        await polling;
      });
    },
    dropRemains: () => mutex.run(() => emptyLog(writer)),
    emptyLog: () => mutex.run(() => Promise.resolve(tryToEmptyLog(writer))),
    close: () =>
      mutex.run(() => {
        readers.close();
        tryToEmptyLog(writer);
        writer.close();
        return Promise.resolve();
      }),
  };
}

/** Committed data is durable without this: where a reader is in the way, or the disk refuses it, the next call does it. */
function tryToEmptyLog({ raw }: SqliteConnection): void {
  try {
    raw.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // The next write reports the fault of the disk.
  }
}

/** Readers of an older state keep the log for as long as they read. */
async function emptyLog({ raw }: SqliteConnection): Promise<void> {
  for (let tries = 1; tries <= 50; tries += 1) {
    const [row] = parseCheckpoint(raw.pragma('wal_checkpoint(TRUNCATE)'));
    if (row?.busy === 0) return;
    await wait(100);
  }
  throw new StoreFailureError('the log could not be emptied');
}

const parseCheckpoint = (rows: unknown) => rows as readonly { readonly busy: number }[];

/** One write transaction from its begin to its commit. */
async function inWrite<T>(writer: SqliteConnection, work: () => Promise<T>): Promise<T> {
  await beginWrite(writer);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    if (writer.raw.inTransaction) writer.prepare('rollback').run();
    throw error;
  }
  try {
    writer.prepare('commit').run();
  } catch (cause) {
    if (writer.raw.inTransaction) writer.prepare('rollback').run();
    throw new StoreFailureError('the transaction could not be committed', { cause });
  }
  return result;
}

async function beginWrite(writer: SqliteConnection): Promise<void> {
  // Counted, not timed: a machine that was asleep meanwhile has not tried.
  for (let tries = 1; ; tries += 1) {
    try {
      writer.prepare('begin immediate').run();
      return;
    } catch (cause) {
      if (!isBusy(cause) || tries === BEGIN_TRIES) {
        throw new StoreFailureError('no transaction could begin', { cause });
      }
      await wait(5);
    }
  }
}

function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

function writeTx(writer: SqliteConnection, tookPosition: (position: number) => void): WriteTx {
  return {
    db: writer.db,
    anyOf: sqliteAnyOf,
    textIn: FLAVOUR.textIn,
    // One transaction at a time has the whole file.
    hasRivals: false,
    lock: () => Promise.resolve(false),
    upsert: (table, rows) => {
      upsertAll(writer, table, rows);
      return Promise.resolve();
    },
    nextPosition: async () => {
      const { rows } = await sql<{ position: number }>`
        update feed_head set position = position + 1 where id = 1 returning position`.execute(writer.db);
      const position = rows[0]?.position ?? 0;
      tookPosition(position);
      return position;
    },
    // A server has the folder's owner lock, so it is the only writer.
    lockAlone: () => Promise.resolve(),
    isAlone: () => Promise.resolve(true),
    savepoint: async (work) => {
      writer.prepare('savepoint inner_work').run();
      try {
        const result = await work();
        writer.prepare('release inner_work').run();
        return result;
      } catch (error) {
        if (writer.raw.inTransaction) {
          writer.prepare('rollback to inner_work').run();
          writer.prepare('release inner_work').run();
        }
        throw error;
      }
    },
  };
}

function upsertAll(writer: SqliteConnection, table: BulkTable, rows: readonly BulkRow[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const statement = writer.prepare(upsertText(table, columns));
  for (const row of rows) statement.run(columns.map((column) => row[column] ?? null));
}

function upsertText(table: BulkTable, columns: readonly string[]): string {
  const keys: readonly string[] = TABLE_KEYS[table];
  const updates = columns
    .filter((column) => !keys.includes(column))
    .map((column) =>
      column === 'version' ? `version = "${table}".version + 1` : `"${column}" = excluded."${column}"`,
    );
  const names = columns.map((column) => `"${column}"`).join(', ');
  const marks = columns.map(() => '?').join(', ');
  const target = keys.map((key) => `"${key}"`).join(', ');
  const action = updates.length === 0 ? 'nothing' : `update set ${updates.join(', ')}`;
  return `insert into "${table}" (${names}) values (${marks}) on conflict (${target}) do ${action}`;
}

function createReaders(access: SqliteAccess) {
  const idle: SqliteConnection[] = [];
  const all = new Set<SqliteConnection>();
  const read = async <T>(work: (tx: ReadTx) => Promise<T>): Promise<T> => {
    const reader = idle.pop() ?? openReader(access);
    all.add(reader);
    try {
      reader.prepare('begin').run();
      return await work({ db: reader.db, anyOf: sqliteAnyOf, textIn: FLAVOUR.textIn });
    } finally {
      if (reader.raw.open && reader.raw.inTransaction) reader.prepare('commit').run();
      if (idle.length < IDLE_READERS && reader.raw.open) idle.push(reader);
      else {
        all.delete(reader);
        if (reader.raw.open) reader.close();
      }
    }
  };
  const close = () => {
    for (const reader of all) if (reader.raw.open) reader.close();
    idle.length = 0;
  };
  return { read, close };
}

/** Looks for commits of other programs: `data_version` changes when, and only when, another connection wrote. */
async function watchOthers(access: SqliteAccess, tell: (position: number) => void, ended: AbortSignal): Promise<void> {
  const reader = openReader(access);
  const version = reader.raw.prepare('pragma data_version').pluck();
  const head = reader.raw.prepare('select position from feed_head where id = 1').pluck();
  let seen: unknown = null;
  while (!ended.aborted) {
    const now = version.get();
    if (now !== seen) tell(Number(head.get()));
    seen = now;
    await wait(POLL_MS, undefined, { signal: ended, ref: false }).catch(() => undefined);
  }
  reader.close();
}
