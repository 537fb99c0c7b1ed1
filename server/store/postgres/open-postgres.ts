// PostgreSQL through pg: any number of server processes on one URL. Writers hold their rows by advisory locks in sorted order and the
// feed's counter last; a deadlock that expanding sets of rows can still cause makes the write run again.

import { Kysely, PostgresDialect, sql, type Expression, type SqlBool } from 'kysely';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { codeOf, isCollision, isInfrastructure, READ_ONLY } from '../failure.ts';
import { isMigrated, migrate, type Birth } from '../migrate.ts';
import type { Flavour } from '../migration.ts';
import { createSlots } from '../slots.ts';
import {
  StoreFailureError,
  type BulkRow,
  type ClosableReadStore,
  type ReadTx,
  type Store,
  type WriteTx,
} from '../store.ts';
import { TABLE_KEYS, type BulkTable } from '../table-keys.ts';
import type { Tables } from '../tables.ts';
import { databaseAddress } from './database-address.ts';
import { openHosts, type Hosts } from './postgres-hosts.ts';
import { prepareStatements } from './prepare-statements.ts';
import { SERVING_LOCK, watchPostgresHead } from './watch-postgres-head.ts';

const MIGRATION_LOCK = 4_851_720_301;
/** Shared by every writer that holds names; alone with it, a writer holds all names at once. */
const NAMES_LOCK = 4_851_720_303;
/**
 * More names than this are not held one by one: a PostgreSQL as it comes has room for some ten thousand locks in all.
 */
const MOST_NAMES = 1_000;
const ATTEMPTS = 8;
const CONNECT_MS = 5_000;
const CONNECTIONS = 20;
/** Connections of their own for reads that may wait for a socket. */
const LONG_READERS = 8;
const LONG_READ_WAIT_MS = 10_000;
/** Writes wait for their turn here, in order, and leave connections to readers. A write turned away sooner would come again with all its work. */
const WRITERS = 16;
/** Connections end within this time, or are broken. */
const END_MS = 2_000;
/** Shorter than desks wait for an answer. */
const WRITE_WAIT_MS = 25_000;

/**
 * Opens the database of a `postgres://…` URL, which may name several hosts; with `schema`, the tables of that schema alone. Throws HF-SERVER-004 when none that takes
 * writes can be reached.
 */
export async function openPostgresStore(url: string, birth: Birth, schema: string | null = null): Promise<Store> {
  const hosts = openHosts(url);
  const pool = createPool(hosts, CONNECTIONS);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await reach(hosts, pool, url);
    if (schema !== null || !(await isMigrated(db))) await migrateUnderLock(db, birth, schema);
    const types = await columnTypes(db, schema);
    return createStore({ db, hosts, url, types, schema });
  } catch (error) {
    hosts.close();
    await db.destroy();
    throw error;
  }
}

/** Opens a database that a store has open, for reading alone. */
export function openPostgresReadStore(url: string): ClosableReadStore {
  const hosts = openHosts(url);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPool(hosts, 2) }) });
  const read: ClosableReadStore['read'] = async (work) => {
    await hosts.ready();
    return readIn(db, null, work);
  };
  return {
    read,
    readLong: read,
    close: () => {
      hosts.close();
      return db.destroy();
    },
  };
}

function createPool(hosts: Hosts, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...hosts.pooled,
    max,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    types: {
      getTypeParser: (type, format) =>
        type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
    },
  });
  prepareStatements(pool);
  // An idle connection that breaks is only dropped: the next use opens another.
  pool.on('error', () => undefined);
  // A connection in use that breaks between two statements raises its error here, and its next statement fails; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function reach(hosts: Hosts, pool: pg.Pool, url: string): Promise<void> {
  try {
    await hosts.ready();
    const client = await pool.connect();
    client.release();
  } catch (cause) {
    throw new HoldfastError('HF-SERVER-004', { address: databaseAddress(url) }, { cause });
  }
}

const FLAVOUR: Flavour = {
  idType: 'text collate "C"',
  withoutRowId: false,
  numberIn: (column, key) => `(${column}::jsonb ->> '${key}')::bigint`,
  textIn: (column, path) => `(${column}::json #>> '{${path.join(',')}}')`,
  triggers: 'postgres',
};

async function migrateUnderLock(db: Kysely<Tables>, birth: Birth, schema: string | null): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`begin`.execute(connection);
    try {
      await setSchema(connection, schema);
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(connection);
      await migrate(connection, FLAVOUR, birth);
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

type ColumnTypes = ReadonlyMap<string, string>;

async function columnTypes(db: Kysely<Tables>, schema: string | null): Promise<ColumnTypes> {
  const { rows } = await sql<{ place: string; type: string }>`
    select table_name || '.' || column_name as place, data_type as type
    from information_schema.columns where table_schema = coalesce(${schema}, current_schema())`.execute(db);
  return new Map(rows.map(({ place, type }) => [place, type]));
}

type Opened = {
  readonly db: Kysely<Tables>;
  readonly hosts: Hosts;
  readonly url: string;
  readonly types: ColumnTypes;
  readonly schema: string | null;
};

function createStore(opened: Opened): Store {
  const { db, hosts, schema } = opened;
  const longDb = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPool(hosts, LONG_READERS) }) });
  const slots = createSlots(LONG_READERS, LONG_READ_WAIT_MS);
  const writers = createSlots(WRITERS, WRITE_WAIT_MS);
  return {
    kind: 'postgres',
    access: { kind: 'postgres', url: opened.url },
    read: (work) => readIn(db, schema, work),
    readLong: (work) => slots.run(() => readIn(longDb, schema, work)),
    write: (work) =>
      writers.run(() =>
        withRetries(hosts, () =>
          db
            .connection()
            .execute((connection) =>
              inTransaction(connection, { begin: 'begin isolation level read committed', schema }, () =>
                work(writeTx(connection, opened.types)),
              ),
            ),
        ),
      ),
    watchHead: (tell) => watchPostgresHead(hosts, tell),
    emptyLog: () => Promise.resolve(),
    dropRemains: () =>
      db.connection().execute(async (connection) => void (await sql`vacuum envelope`.execute(connection))),
    close: async () => {
      hosts.close();
      // A connection to a database that answers no more does not end by itself.
      const late = setTimeout(hosts.dropAll, END_MS).unref();
      await Promise.all([db.destroy(), longDb.destroy()]);
      clearTimeout(late);
    },
  };
}

function readIn<T>(db: Kysely<Tables>, schema: string | null, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  const begin = 'begin isolation level repeatable read read only';
  return db
    .connection()
    .execute((connection) => inTransaction(connection, { begin, schema }, () => work(readTx(connection))));
}

type Start = { readonly begin: string; readonly schema: string | null };

/** In the transaction itself: a setting on a connection may be dropped by a pooler, or handed to the next user. */
async function setSchema(db: Kysely<Tables>, schema: string | null): Promise<void> {
  if (schema !== null) await sql`set local search_path to ${sql.id(schema)}`.execute(db);
}

async function inTransaction<T>(db: Kysely<Tables>, { begin, schema }: Start, work: () => Promise<T>): Promise<T> {
  await sql.raw(begin).execute(db);
  let result: T;
  try {
    await setSchema(db, schema);
    result = await work();
  } catch (error) {
    await sql`rollback`.execute(db).catch(() => undefined);
    throw error;
  }
  try {
    await sql`commit`.execute(db);
  } catch (cause) {
    throw new StoreFailureError('the transaction could not be committed', { cause });
  }
  return result;
}

async function withRetries<T>(hosts: Hosts, attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      // The host was made a standby under its connections.
      if (codeOf(error) === READ_ONLY) {
        hosts.dropAll();
        hosts.lost();
      }
      if (!isCollision(error))
        throw isInfrastructure(error) ? new StoreFailureError('the database failed', { cause: error }) : error;
      if (tried === ATTEMPTS) throw new StoreFailureError('writers collided too often', { cause: error });
      await wait(5 * 2 ** tried);
    }
  }
}

function postgresAnyOf(column: string, values: Iterable<string>): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`;
}

function readTx(db: Kysely<Tables>): ReadTx {
  return { db, anyOf: postgresAnyOf, textIn: FLAVOUR.textIn };
}

function writeTx(db: Kysely<Tables>, types: ColumnTypes): WriteTx {
  const held = new Set<bigint>();
  let holdsAll = false;
  const lockAlone = async (): Promise<void> => {
    if (!holdsAll) await sql`select pg_advisory_xact_lock(${sql.lit(NAMES_LOCK)})`.execute(db);
    holdsAll = true;
  };
  return {
    ...readTx(db),
    hasRivals: true,
    lockAlone,
    lock: async (names) => {
      const fresh = new Set(holdsAll ? [] : [...names].map(lockKey).filter((key) => !held.has(key)));
      if (fresh.size === 0) return false;
      if (held.size + fresh.size > MOST_NAMES) {
        await lockAlone();
        return true;
      }
      const wanted = [...fresh].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(String);
      // The shared one first: a transaction that waits for all names must not be waited for by one that it waits for.
      await sql`
        with every_name as materialized (select pg_advisory_xact_lock_shared(${sql.lit(NAMES_LOCK)}))
        select count(pg_advisory_xact_lock(k))
          from every_name, unnest(${wanted}::bigint[]) with ordinality as u(k, n)`.execute(db);
      for (const key of fresh) held.add(key);
      return true;
    },
    upsert: (table, rows) => upsertAll(db, table, { rows, types }),
    nextPosition: async () => {
      // All writers wait for the counter from here to the commit: one round trip fewer is one less for all.
      const { rows } = await sql<{ position: number }>`
        with taken as (update feed_head set position = position + 1 where id = 1 returning position)
        select position, pg_notify('holdfast_feed', position::text) from taken`.execute(db);
      return rows[0]?.position ?? 0;
    },
    isAlone: async () => {
      const { rows } = await sql<{ alone: boolean }>`
        select pg_try_advisory_xact_lock(${sql.lit(SERVING_LOCK)}) as alone`.execute(db);
      return rows[0]?.alone === true;
    },
    savepoint: async (work) => {
      const heldBefore = [...held];
      const heldAllBefore = holdsAll;
      await sql`savepoint inner_work`.execute(db);
      try {
        const result = await work();
        await sql`release savepoint inner_work`.execute(db);
        return result;
      } catch (error) {
        await sql`rollback to savepoint inner_work`.execute(db);
        // Locks taken since then are released with it.
        held.clear();
        for (const key of heldBefore) held.add(key);
        holdsAll = heldAllBefore;
        throw error;
      }
    },
  };
}

/** 64 bits that stand for a name. */
function lockKey(name: string): bigint {
  return createHash('sha256').update(name).digest().readBigInt64BE(0);
}

/** Columns of numbers, by PostgreSQL's names of their types; everything else is text. */
const ARRAY_TYPES: Readonly<Record<string, string>> = { bigint: 'bigint[]', integer: 'integer[]' };

type Bulk = { readonly rows: readonly BulkRow[]; readonly types: ColumnTypes };

/** Each column goes in as one array: one statement, however many rows. */
async function upsertAll(db: Kysely<Tables>, table: BulkTable, { rows: given, types }: Bulk): Promise<void> {
  const [first] = given;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const keys: readonly string[] = TABLE_KEYS[table];
  // One statement takes no key twice: of rows with one key the last stays, as where they are written one by one.
  const rows = [...new Map(given.map((row) => [JSON.stringify(keys.map((key) => row[key])), row])).values()];
  const arrays = columns.map((column) => {
    const type = ARRAY_TYPES[types.get(`${table}.${column}`) ?? ''] ?? 'text[]';
    return sql`${rows.map((row) => row[column] ?? null)}::${sql.raw(type)}`;
  });
  const updates = columns
    .filter((column) => !keys.includes(column))
    .map((column) =>
      column === 'version'
        ? sql`version = ${sql.table(table)}.version + 1`
        : sql`${sql.ref(column)} = excluded.${sql.ref(column)}`,
    );
  const action = updates.length === 0 ? sql`nothing` : sql`update set ${sql.join(updates)}`;
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    select * from unnest(${sql.join(arrays)})
    on conflict (${sql.join(keys.map((key) => sql.ref(key)))}) do ${action}`.execute(db);
}
