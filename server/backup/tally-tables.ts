// How many rows each table has, and a digest over all of them in the order of their keys: for comparing a restored library with the one that was backed up.

import { createHash, type Hash } from 'node:crypto';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { ReadTx } from '../store/store.ts';
import type { BulkTable } from '../store/table-keys.ts';
import { tablePages, type StoredRow } from '../store/table-pages.ts';
import { BACKED_UP } from './backed-up-tables.ts';

/** Rows and digest of a table. */
export type TableTally = { readonly rows: number; readonly digest: string };

/** The tallies of all tables that a backup has. */
export type Tallies = ReadonlyMap<BulkTable, TableTally>;

/** Columns that a restore sets anew. */
const SET_BY_RESTORE: Partial<Record<BulkTable, readonly string[]>> = {
  feed_head: ['epoch', 'floor'],
  desk: ['feed_position'],
};

/** Counts rows as they are read. */
export function createTally(): {
  readonly add: (table: BulkTable, rows: readonly StoredRow[]) => void;
  readonly done: () => Tallies;
} {
  const tallies = new Map<BulkTable, { rows: number; readonly hash: Hash }>();
  for (const table of BACKED_UP) tallies.set(table, { rows: 0, hash: createHash('sha256') });
  return {
    add: (table, rows) => {
      const tally = tallies.get(table);
      if (tally === undefined) return;
      tally.rows += rows.length;
      const left = SET_BY_RESTORE[table] ?? [];
      for (const row of rows) tally.hash.update(textOf(row, left));
    },
    done: () =>
      new Map([...tallies].map(([table, { rows, hash }]) => [table, { rows, digest: hash.copy().digest('hex') }])),
  };
}

/** Counts all rows of a library. */
export async function tallyTables(tx: ReadTx): Promise<Tallies> {
  const tally = createTally();
  for (const table of BACKED_UP) for await (const rows of tablePages(tx, table)) tally.add(table, rows);
  return tally.done();
}

/** Throws HF-SERVER-080 with the first table that differs, never with a row of it. */
export function compareTallies(backedUp: Tallies, restored: Tallies): void {
  for (const [table, { rows, digest }] of backedUp) {
    const found = restored.get(table);
    if (found?.rows !== rows)
      throw new HoldfastError('HF-SERVER-080', { table, why: `${found?.rows ?? 0} rows instead of ${rows}` });
    if (found.digest !== digest)
      throw new HoldfastError('HF-SERVER-080', { table, why: `the same ${rows} rows differ` });
  }
}

/** A row by the names of its columns: two databases may have them in another order. */
function textOf(row: StoredRow, left: readonly string[]): string {
  const columns = Object.keys(row)
    .filter((column) => !left.includes(column))
    .sort();
  return `${JSON.stringify(columns.map((column) => [column, row[column]]))}\n`;
}
