// Reading rows of the feed kinds back, by key.

import { sql } from 'kysely';
import type { Row, RowKind } from '../../shared/wire/rows.ts';
import { parseRow, STATE_TABLES } from './state-tables.ts';
import type { ReadTx } from './store.ts';

/** Texts of the rows with these keys; keys of no row are not there. */
export async function readBodies(tx: ReadTx, kind: RowKind, keys: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...keys];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ id: string; body: string }>`
    select id, body from ${sql.table(STATE_TABLES[kind].table)} where ${tx.anyOf('id', wanted)}`.execute(tx.db);
  return new Map(rows.map(({ id, body }) => [id, body]));
}

/** The rows with these keys. */
export async function readRows<K extends RowKind>(
  tx: ReadTx,
  kind: K,
  keys: Iterable<string>,
): Promise<Map<string, Row<K>>> {
  const bodies = await readBodies(tx, kind, keys);
  return new Map([...bodies].map(([key, body]) => [key, parseRow(kind, body)]));
}

/** The rows of a kind whose column is any of the values. */
export async function readRowsBy<K extends RowKind>(
  tx: ReadTx,
  kind: K,
  by: { readonly column: string; readonly values: Iterable<string> },
): Promise<Row<K>[]> {
  const wanted = [...by.values];
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ body: string }>`
    select body from ${sql.table(STATE_TABLES[kind].table)} where ${tx.anyOf(by.column, wanted)}`.execute(tx.db);
  return rows.map(({ body }) => parseRow(kind, body));
}

/** Every row of a kind; for the kinds of which there are few. */
export async function readAllRows<K extends RowKind>(tx: ReadTx, kind: K): Promise<Row<K>[]> {
  const { rows } = await sql<{ body: string }>`
    select body from ${sql.table(STATE_TABLES[kind].table)} order by id`.execute(tx.db);
  return rows.map(({ body }) => parseRow(kind, body));
}
