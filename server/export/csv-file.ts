// CSV files of an export: a header row, then rows in the order in which they come. Each column has its meaning, for the manifest.

import { csvLines } from '../csv-lines.ts';
import type { ExportFolder } from './export-folder.ts';

/** A column: its name, its meaning, and its value in a row. */
export type Column<T> = { readonly name: string; readonly is: string; readonly of: (row: T) => CsvValue };
export type CsvValue = string | number | boolean | null | undefined | readonly string[];

export type CsvTable<T> = { readonly name: string; readonly about: string; readonly columns: readonly Column<T>[] };

/** A column, shortly. */
export function column<T>(name: string, is: string, of: (row: T) => CsvValue): Column<T> {
  return { name, is, of };
}

/** Writes a table page by page. Flags are "yes" and "no", several values stand with semicolons between. */
export async function writeCsv<T>(
  folder: ExportFolder,
  { name, about, columns }: CsvTable<T>,
  pages: AsyncIterable<readonly T[]>,
): Promise<void> {
  const fields = Object.fromEntries(columns.map((one) => [one.name, one.is]));
  const file = folder.open({ name: `${name}.csv`, about, fields });
  file.write(csvLines([columns.map((one) => one.name)]), 0);
  for await (const page of pages)
    if (page.length > 0) file.write(csvLines(page.map((row) => columns.map(({ of }) => textOf(of(row))))), page.length);
  file.close();
}

function textOf(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? value.join(';') : String(value);
}

/** Rows that are made of rows. */
export async function* each<A, B>(
  pages: AsyncIterable<readonly A[]>,
  make: (row: A) => readonly B[],
): AsyncGenerator<readonly B[]> {
  for await (const page of pages) yield page.flatMap(make);
}

/** A few rows that are there already. */
export async function* onePage<T>(page: readonly T[]): AsyncGenerator<readonly T[]> {
  yield await Promise.resolve(page);
}
