// Every row of a table, page by page in the order of its key: for work that reads all of a library in one read transaction.

import { sql, type QueryResult, type RawBuilder } from 'kysely';
import type { Row, RowKind } from '../../shared/wire/rows.ts';
import { parseRow, STATE_TABLES } from './state-tables.ts';
import type { ReadTx } from './store.ts';
import { TABLE_KEYS, type BulkTable } from './table-keys.ts';
import type { SqlValue } from './tables.ts';

const PAGE = 1_000;

/** A row as it is stored, by column. */
export type StoredRow = Readonly<Record<string, SqlValue>>;

/** The rows of a table, as they are stored. */
export async function* tablePages(tx: ReadTx, table: BulkTable): AsyncGenerator<readonly StoredRow[]> {
  const keys = TABLE_KEYS[table];
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  let last: StoredRow | null = null;
  for (;;) {
    const from: StoredRow | null = last;
    const after: RawBuilder<unknown> =
      from === null ? sql`` : sql`where (${columns}) > (${sql.join(keys.map((key) => from[key] ?? null))})`;
    const { rows }: QueryResult<StoredRow> = await sql<StoredRow>`
      select * from ${sql.table(table)} ${after} order by ${columns} limit ${sql.lit(PAGE)}`.execute(tx.db);
    if (rows.length > 0) yield rows;
    last = rows.at(-1) ?? null;
    if (last === null || rows.length < PAGE) return;
  }
}

/** The rows of a feed kind. */
export async function* rowPages<K extends RowKind>(tx: ReadTx, kind: K): AsyncGenerator<readonly Row<K>[]> {
  for await (const page of tablePages(tx, STATE_TABLES[kind].table))
    yield page.map(({ body }) => parseRow(kind, String(body)));
}
