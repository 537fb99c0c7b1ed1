// Tables of a Koha export that rules are made of.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { readTable } from '../csv/read-table.ts';
import { rowReader, type RowReader } from '../csv/row-reader.ts';
import type { Tally } from '../tally.ts';

/** A table with the columns it must have. */
export const KOHA_TABLES = {
  circulation_rules: ['branchcode', 'categorycode', 'itemtype', 'rule_name', 'rule_value'],
  branches: ['branchcode'],
  patron_categories: ['categorycode'],
  item_types: ['itemtype'],
  repeatable_holidays: ['branchcode', 'weekday', 'day', 'month'],
  special_holidays: ['branchcode', 'day', 'month', 'year', 'isexception'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type KohaTable = keyof typeof KOHA_TABLES;

export type KohaFolder = { readonly path: string; readonly names: ReadonlySet<string>; readonly tally: Tally };

/** Looks a folder through. Throws HF-IMPORT-001 and -002. */
export async function openKohaFolder(path: string, tally: Tally): Promise<KohaFolder> {
  const names = new Set(await list(path));
  if (!names.has('circulation_rules.csv'))
    throw new HoldfastError('HF-IMPORT-002', { path, files: 'circulation_rules.csv' });
  for (const file of [...names].toSorted()) {
    if (Object.keys(KOHA_TABLES).some((table) => file === `${table}.csv`)) continue;
    const text = await readFile(join(path, file), 'latin1');
    const rows = text.split('\n').filter((line) => line.trim() !== '').length;
    tally.notTaken({ file, rows, reason: 'no rules are made of it' });
  }
  return { path, names, tally };
}

async function list(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    throw new HoldfastError('HF-IMPORT-001', { path }, { cause: error });
  }
}

/** A row that was read. */
export type KohaTableRow<T> = { readonly file: string; readonly line: number; readonly value: T };

/** Reads a table; rows with problems are rejected. Nothing where the table is not there. */
export async function readKohaTable<T>(
  { path, names, tally }: KohaFolder,
  table: KohaTable,
  parse: (read: RowReader) => T,
): Promise<KohaTableRow<T>[]> {
  const file = `${table}.csv`;
  if (!names.has(file)) return [];
  tally.open(table);
  const rows: KohaTableRow<T>[] = [];
  for await (const { header, records } of readTable({ path: join(path, file), required: KOHA_TABLES[table] })) {
    const read = rowReader(header);
    for (const record of records) {
      const { line } = record;
      if (record.fields === null) {
        tally.reject(table, { file, line, reason: record.problem });
        continue;
      }
      read.open(record);
      const value = parse(read);
      const problems = read.problems();
      if (problems.length > 0) {
        tally.reject(table, { file, line, reason: problems.join('; ') });
        continue;
      }
      rows.push({ file, line, value });
      tally.take(table);
    }
  }
  return rows;
}
