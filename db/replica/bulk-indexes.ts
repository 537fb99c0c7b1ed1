// Takes the indexes and triggers of a fresh file away while rows are poured in, and puts them back from their own definitions.

import type { ReplicaWriter } from './open-replica.ts';

/** What was taken away, as its SQL. */
export type LaidAside = { readonly sql: readonly string[] };

/** Drops every index and trigger of the schema. */
export function dropIndexes(db: ReplicaWriter): LaidAside {
  const found = db.all<{ type: string; name: string; sql: string }>(
    `SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid`,
  );
  for (const { type, name } of found) db.exec(`DROP ${type} ${name}`);
  return { sql: found.map((one) => one.sql) };
}

/** Builds them again, the full-text indexes from the rows that are there. */
export function buildIndexes(db: ReplicaWriter, aside: LaidAside): void {
  for (const sql of aside.sql) db.exec(sql);
  const words = db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'`,
  );
  for (const { name } of words) db.exec(`INSERT INTO ${name} (${name}) VALUES ('rebuild')`);
}
