// A database that has the tables and no library yet, made once a test run and copied for each test: the migrations are most of the time of a short
// test on a fresh database. A copy gets its epoch and its dates when it is opened, as a new one does.

import {
  copyFileSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { openStore, type Place } from '../../../../server/store/open-store.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/postgres.ts';

const WAIT_MS = 60_000;

/** A PostgreSQL database with the tables. A server that the run did not start keeps nothing behind: its databases are made one by one. */
async function openTablesDatabase(): Promise<TestDatabase> {
  if (process.env['HOLDFAST_TEST_POSTGRES'] !== undefined) return openTestDatabase();
  const from = await onceARun('tables-postgres', async () => {
    const { url } = await openTestDatabase();
    await makeTables({ kind: 'postgres', url });
    return new URL(url).pathname.slice(1);
  });
  return openTestDatabase({ from });
}

/** PostgreSQL databases with the tables, for one test after another: closing one deletes its rows, which is quicker than a new database. */
export function tablesPool(): { readonly take: () => Promise<TestDatabase>; readonly close: () => Promise<void> } {
  const idle: TestDatabase[] = [];
  let formNew: string | null = null;
  return {
    take: async () => {
      const database = idle.pop() ?? (await openTablesDatabase());
      formNew ??= await formOf(database.url);
      const form = formNew;
      return {
        url: database.url,
        close: async () => {
          if (await emptied(database.url, form)) idle.push(database);
          else await database.close();
        },
      };
    },
    close: async () => {
      for (const database of idle.splice(0)) await database.close();
    },
  };
}

/** Deletes every row; false where a test changed the tables themselves. */
async function emptied(url: string, formNew: string): Promise<boolean> {
  return withClient(url, async (client) => {
    // A connection left by a test must not write into the next one.
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    if ((await readForm(client)) !== formNew) return false;
    const { rows } = await client.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_version'",
    );
    // Triggers would write rows of their own meanwhile.
    const statements = rows.map(({ tablename }) => `delete from "${tablename}"`);
    await client.query(['begin', 'set local session_replication_role = replica', ...statements, 'commit'].join('; '));
    return true;
  });
}

const formOf = (url: string): Promise<string> => withClient(url, readForm);

/** Versions, columns, indexes and triggers, as one text. */
async function readForm(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ form: string }>(`
    select coalesce(string_agg(line, ' ' order by line), '') as form from (
      select version::text as line from schema_version
      union all select table_name || '.' || column_name || ' ' || data_type from information_schema.columns where table_schema = 'public'
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select tgname::text from pg_trigger where not tgisinternal
    ) lines`);
  return rows[0]?.form ?? '';
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Puts an embedded database with the tables into a folder. */
export async function putTables(data: string): Promise<void> {
  const from = await onceARun('tables-embedded', async () => {
    const dir = join(runDir(), `embedded-${randomBytes(4).toString('hex')}`);
    await makeTables({ kind: 'embedded', data: dir });
    return join(dir, 'central.db');
  });
  copyFileSync(from, join(data, 'central.db'), constants.COPYFILE_FICLONE);
}

async function makeTables(place: Place): Promise<void> {
  const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0.5 };
  const clock = { now: () => 0, mono: () => performance.now() };
  const store = await openStore({ place, clock, random, keyStore: null });
  // Opening gives a new library these values, so that a copy gets its own.
  await store.write((tx) => tx.db.deleteFrom('feed_head').execute());
  await store.close();
}

function runDir(): string {
  const dir = process.env['HOLDFAST_TEST_RUN'];
  if (dir === undefined) throw new Error('not in a test run');
  return dir;
}

/** The result of `make`, which the first test process of the run calls; the others wait for it. */
async function onceARun(name: string, make: () => Promise<string>): Promise<string> {
  const path = join(runDir(), name);
  if (isFirst(`${path}.lock`)) {
    const text = await make().catch((error: unknown) => {
      rmSync(`${path}.lock`, { recursive: true });
      throw error;
    });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
  const giveUpAt = performance.now() + WAIT_MS;
  while (!existsSync(path)) {
    if (performance.now() > giveUpAt) throw new Error(`${name} was not made within ${WAIT_MS} ms`);
    await wait(20);
  }
  return readFileSync(path, 'utf8');
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
