// Reads rows back. A row of a newer version that does not parse is treated as absent: it is never half understood. [I20]

import { ROWS, type Row, type RowKind } from '../../shared/wire/rows.ts';
import type { Bound } from '../open/connection.ts';
import { KIND_TABLES } from './kind-table.ts';
import type { Replica } from './open-replica.ts';

type Stored = { readonly row: string };

/** Parses one stored row; null when this version does not understand it. */
export function parseStored<K extends RowKind>(kind: K, text: string): Row<K> | null {
  const parsed = ROWS[kind].safeParse(JSON.parse(text));
  return parsed.success ? (parsed.data as Row<K>) : null;
}

/** The same, parsed once for each text. */
export function rowOf<K extends RowKind>(db: Replica, kind: K, text: string): Row<K> | null {
  return db.valueOf(kind, text, (row) => parseStored(kind, row));
}

/** The row of a kind by its key. */
export function rowByKey<K extends RowKind>(db: Replica, kind: K, key: string): Row<K> | null {
  const stored = db.known<Stored>(`SELECT row FROM ${KIND_TABLES[kind].table} WHERE key = ?`, key);
  return stored === undefined ? null : rowOf(db, kind, stored.row);
}

/** Whether there is a row, also one that this version cannot read. */
export function hasRow(db: Replica, kind: RowKind, key: string): boolean {
  return db.known(`SELECT 1 FROM ${KIND_TABLES[kind].table} WHERE key = ?`, key) !== undefined;
}

/** Rows of a kind that a clause selects; it begins with WHERE or ORDER BY and is a constant of the program. */
export function rowsWhere<K extends RowKind>(
  db: Replica,
  kind: K,
  clause: string,
  ...bound: readonly Bound[]
): Row<K>[] {
  return db
    .allKnown<Stored>(`SELECT row FROM ${KIND_TABLES[kind].table} ${clause}`, ...bound)
    .flatMap(({ row }) => rowOf(db, kind, row) ?? []);
}

/** Every row of a small kind. */
export function allRows<K extends RowKind>(db: Replica, kind: K): Row<K>[] {
  return rowsWhere(db, kind, 'ORDER BY key');
}
