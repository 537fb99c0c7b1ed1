// Brings a database to this version's tables, all in the transaction that the caller holds under its migration lock.

import { sql, type Kysely } from 'kysely';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Flavour, Migration } from './migration.ts';
import { MIGRATIONS } from './migrations/all-migrations.ts';
import type { Tables } from './tables.ts';

/** The first values of a new database. */
export type Birth = { readonly now: Instant; readonly epoch: string };

/** Runs the migrations that are missing. Throws HF-SERVER-003 for a database of a newer version. */
export async function migrate(
  db: Kysely<Tables>,
  flavour: Flavour,
  birth: Birth,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'bigint', (c) => c.primaryKey().notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  const done = await db.selectFrom('schema_version').select('version').execute();
  const newest = Math.max(0, ...migrations.map((migration) => migration.version));
  const present = Math.max(0, ...done.map((row) => row.version));
  if (present > newest) throw new HoldfastError('HF-SERVER-003', { version: present, newest });
  for (const migration of migrations) {
    if (migration.version <= present) continue;
    await migration.up({ schema: db.schema, run: (statement) => statement.execute(db) }, flavour);
    await db.insertInto('schema_version').values({ version: migration.version, at: birth.now }).execute();
  }
  await db
    .insertInto('feed_head')
    .values({ id: 1, epoch: birth.epoch, position: 0, floor: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether the database is at this version already, so that no lock is needed. */
export async function isMigrated(db: Kysely<Tables>): Promise<boolean> {
  try {
    const newest = Math.max(...MIGRATIONS.map((migration) => migration.version));
    const { rows } = await sql<{
      version: number;
    }>`select version from schema_version where version >= ${newest}`.execute(db);
    const head = await db.selectFrom('feed_head').select('id').execute();
    return rows.length === 1 && rows[0]?.version === newest && head.length === 1;
  } catch {
    return false;
  }
}
