// A second library for a short time, in a schema of its own beside the real one: same database, same account, other tables.

import { sql } from 'kysely';
import type pg from 'pg';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { codeOf } from '../failure.ts';
import type { Birth } from '../migrate.ts';
import type { Store } from '../store.ts';
import { databaseAddress } from './database-address.ts';
import { openPostgresStore } from './open-postgres.ts';
import { openHosts } from './postgres-hosts.ts';

const SCHEMA = 'holdfast_rehearsal';

/** Runs some work on an empty library, and drops it. One that an earlier, killed process left is dropped first. Throws HF-SERVER-081 without the right. */
export async function withScratchSchema<T>(url: string, birth: Birth, work: (store: Store) => Promise<T>): Promise<T> {
  await run(url, [`drop schema if exists ${SCHEMA} cascade`, `create schema ${SCHEMA}`]);
  try {
    const store = await openPostgresStore(url, birth, SCHEMA);
    try {
      return await work(keptIn(store));
    } finally {
      await store.close();
    }
  } finally {
    await run(url, [`drop schema if exists ${SCHEMA} cascade`]);
  }
}

/** Nothing is written where the tables of another schema would be found. */
function keptIn(store: Store): Store {
  return {
    ...store,
    write: (work) =>
      store.write(async (tx) => {
        const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(tx.db);
        if (rows[0]?.schema !== SCHEMA) throw new HoldfastError('HF-SERVER-084');
        return work(tx);
      }),
  };
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const hosts = openHosts(url);
  let client: pg.Client | null = null;
  try {
    await hosts.ready();
    client = new hosts.Client();
    client.on('error', () => undefined);
    await client.connect();
    for (const statement of statements) await client.query(statement);
  } catch (cause) {
    const code = codeOf(cause) === '42501' ? 'HF-SERVER-081' : 'HF-SERVER-004';
    throw new HoldfastError(code, { address: databaseAddress(url) }, { cause });
  } finally {
    hosts.close();
    await client?.end().catch(() => undefined);
  }
}
