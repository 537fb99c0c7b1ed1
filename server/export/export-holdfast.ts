// Our own shape. `data/` has every table, a row a line, as JSON: Holdfast takes it in again to the same state. Beside it the same people, copies, loans,
// holds and fees as CSV for other systems, and the titles with their copies as MARC.

import { KIND_OF_TABLE } from '../store/state-tables.ts';
import { tablePages, type StoredRow } from '../store/table-pages.ts';
import type { BulkTable } from '../store/table-keys.ts';
import type { Exporting } from './exporting.ts';
import type { ExportFolder, ExportLoss } from './export-folder.ts';
import { EXPORTED, STAYS, withheldOf } from './exported-tables.ts';
import { HOLDINGS_FIELD, writeMarc } from './marc-file.ts';
import { writePlainTables } from './plain-files.ts';

export async function exportHoldfast(exporting: Exporting): Promise<readonly ExportLoss[]> {
  const { tx, folder } = exporting;
  const stays: ExportLoss[] = [];
  for (const { table, about } of EXPORTED) await writeTable(folder, { table, about }, tablePages(tx, table));
  for (const [table, what] of Object.entries(STAYS)) {
    if (table === 'feed_head') continue;
    let count = 0;
    for await (const page of tablePages(tx, parseTable(table))) count += page.length;
    stays.push({ what, count });
  }
  await writePlainTables(exporting);
  await writeMarc(exporting, 'titles.marcxml', HOLDINGS_FIELD);
  return stays;
}

const parseTable = (name: string) => name as BulkTable;

async function writeTable(
  folder: ExportFolder,
  { table, about }: { readonly table: BulkTable; readonly about: string },
  pages: AsyncIterable<readonly StoredRow[]>,
): Promise<void> {
  const file = folder.open({ name: `data/${table}.jsonl`, about, table });
  const withheld = withheldOf(table);
  for await (const page of pages) {
    const lines = page.map((row) => JSON.stringify(readable(table, row, withheld)));
    file.write(`${lines.join('\n')}\n`, page.length);
  }
  file.close();
}

/** The row of a feed kind is JSON in a column; here it is JSON as all else. Other bodies are kept as they were signed. */
function readable(table: BulkTable, row: StoredRow, withheld: readonly string[]): Readonly<Record<string, unknown>> {
  const kept = Object.entries(row).filter(([column]) => !withheld.includes(column));
  return Object.fromEntries(
    kept.map(([column, value]) => [
      column,
      column === 'body' && KIND_OF_TABLE.has(table) && typeof value === 'string' ? parseJson(value) : value,
    ]),
  );
}

const parseJson = (text: string): unknown => JSON.parse(text);
