// Columns with values that Holdfast does not take yet: counted while the rows go by, reported once at the end.

import type { RowReader } from './row-reader.ts';
import { noteRow, type TableFolder } from './table-folder.ts';

/** Counts rows by column. */
export type UnusedColumns = { readonly see: (read: RowReader) => void; readonly tell: () => void };

/** A counter for the columns of one table; 0 in a column counts as an empty field. */
export function unusedColumns<N extends string>(
  folder: TableFolder<N>,
  table: N,
  columns: readonly string[],
): UnusedColumns {
  const counts = new Map<string, number>();
  return {
    see: (read) => {
      for (const column of columns) {
        const value = read.text(column);
        if (value !== null && !/^0+(\.0+)?$/.test(value)) counts.set(column, (counts.get(column) ?? 0) + 1);
      }
    },
    tell: () => {
      for (const [column, rows] of counts) {
        noteRow(folder, table, null, `${column} is not taken yet; ${rows} ${rows === 1 ? 'row has' : 'rows have'} one`);
      }
    },
  };
}
