// The folder of an Evergreen export: which of its files are there, and how their rows are read. Every file is read to its end once before
// anything is taken, so that a missing or damaged file stops the import before it has written.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { countRecords, readTable } from '../csv/read-table.ts';
import { rowReader, type RowReader } from '../csv/row-reader.ts';
import type { Tally } from '../tally.ts';
import { EVERGREEN_TABLES, NOT_TAKEN, type EvergreenTableName } from './evergreen-tables.ts';

/** A file of the export that is there. */
type FoundFile = { readonly file: string; readonly path: string; readonly rows: number };

/** The export, looked through and ready to be read. */
export type EvergreenFolder = {
  readonly files: ReadonlyMap<EvergreenTableName, FoundFile>;
  readonly tally: Tally;
  /** Rows of all files that are read. */
  readonly rows: number;
  /** Told after each batch of rows that was read. */
  readonly onRows: (rows: number) => void;
  /** Rows that could not be read, by table: they are in the export all the same, and must not count as gone from it. */
  readonly unread: Map<EvergreenTableName, UnreadRows>;
};

/** Ids of rows that could not be read; `isVague` when the id of one is not known either. */
export type UnreadRows = { readonly ids: Set<string>; isVague: boolean };

/** A row as its reader understood it. */
export type Parsed<T> = { readonly line: number; readonly value: T };

/** Looks a folder through. Throws HF-IMPORT-001 to -005. */
export async function openEvergreenFolder(
  path: string,
  tally: Tally,
  onRows: (rows: number) => void,
): Promise<EvergreenFolder> {
  const names = new Set(await listFolder(path));
  const present = tableNames().flatMap((table) => {
    const file = [`${table}.csv`, `${table}.csv.gz`].find((name) => names.has(name));
    return file === undefined ? [] : [{ table, file, path: join(path, file) }];
  });
  const lacking = tableNames().filter((table) => !present.some((found) => found.table === table));
  const needed = lacking
    .filter((table) => EVERGREEN_TABLES[table].necessity === 'needed')
    .map((table) => `${table}.csv`);
  if (needed.length > 0) throw new HoldfastError('HF-IMPORT-002', { path, files: needed.join(', ') });
  for (const table of lacking) {
    const isUsual = EVERGREEN_TABLES[table].necessity === 'usual';
    if (isUsual) tally.note({ file: `${table}.csv`, line: null, text: 'the file is not there' });
  }
  const files = new Map<EvergreenTableName, FoundFile>();
  for (const { table, ...found } of present) {
    tally.open(EVERGREEN_TABLES[table].kind);
    const { records } = await countRecords({ path: found.path, required: EVERGREEN_TABLES[table].columns });
    files.set(table, { ...found, rows: records });
  }
  await countNotTaken(path, names, tally);
  const rows = [...files.values()].reduce((sum, file) => sum + file.rows, 0);
  return { files, tally, rows, onRows, unread: new Map() };
}

/** Reads a table batch by batch. Rows that are none, or whose fields cannot be read, are rejected here. */
export async function* parseTable<T>(
  folder: EvergreenFolder,
  table: EvergreenTableName,
  parse: (read: RowReader) => T,
): AsyncGenerator<readonly Parsed<T>[]> {
  const found = folder.files.get(table);
  if (found === undefined) return;
  let read: RowReader | null = null;
  for await (const batch of readTable({ path: found.path, required: EVERGREEN_TABLES[table].columns })) {
    read ??= rowReader(batch.header);
    const parsed: Parsed<T>[] = [];
    for (const record of batch.records) {
      if (record.fields === null) {
        rejectRow(folder, table, record.line, record.problem);
        keepUnread(folder, table, null);
        continue;
      }
      read.open(record);
      const value = parse(read);
      const problems = read.problems();
      if (problems.length === 0) {
        parsed.push({ line: record.line, value });
        continue;
      }
      rejectRow(folder, table, record.line, problems.join('; '));
      keepUnread(folder, table, read.text(EVERGREEN_TABLES[table].columns[0] ?? ''));
    }
    folder.onRows(batch.records.length);
    yield parsed;
  }
}

function keepUnread(folder: EvergreenFolder, table: EvergreenTableName, id: string | null): void {
  const unread = folder.unread.get(table) ?? { ids: new Set<string>(), isVague: false };
  folder.unread.set(table, unread);
  if (id === null) unread.isVague = true;
  else unread.ids.add(id);
}

/** Reads a whole table that is small enough to be held. */
export async function readAll<T>(
  folder: EvergreenFolder,
  table: EvergreenTableName,
  parse: (read: RowReader) => T,
): Promise<Parsed<T>[]> {
  const rows: Parsed<T>[] = [];
  for await (const batch of parseTable(folder, table, parse)) rows.push(...batch);
  return rows;
}

/** Rows by id. A row whose id was there before is rejected: the first stands. */
export function distinctById<T extends { readonly id: string }>(
  folder: EvergreenFolder,
  table: EvergreenTableName,
  rows: readonly Parsed<T>[],
): Map<string, Parsed<T>> {
  const byId = new Map<string, Parsed<T>>();
  for (const row of rows) {
    const first = byId.get(row.value.id);
    if (first === undefined) byId.set(row.value.id, row);
    else rejectRow(folder, table, row.line, `the id ${row.value.id} is that of line ${first.line}`);
  }
  return byId;
}

export function rejectRow(folder: EvergreenFolder, table: EvergreenTableName, line: number, reason: string): void {
  folder.tally.reject(EVERGREEN_TABLES[table].kind, { file: fileOf(folder, table), line, reason });
}

export function noteRow(folder: EvergreenFolder, table: EvergreenTableName, line: number | null, text: string): void {
  folder.tally.note({ file: fileOf(folder, table), line, text });
}

export function takeRows(folder: EvergreenFolder, table: EvergreenTableName, rows = 1): void {
  folder.tally.take(EVERGREEN_TABLES[table].kind, rows);
}

function fileOf(folder: EvergreenFolder, table: EvergreenTableName): string {
  return folder.files.get(table)?.file ?? `${table}.csv`;
}

function tableNames(): EvergreenTableName[] {
  return parseNames(Object.keys(EVERGREEN_TABLES));
}

function parseNames(names: readonly string[]): EvergreenTableName[] {
  return names as EvergreenTableName[];
}

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (cause) {
    throw new HoldfastError('HF-IMPORT-001', { path }, { cause });
  }
}

/** Names what is in the folder and read for nothing yet. A file that cannot be read is none of ours and stops nothing. */
async function countNotTaken(path: string, names: ReadonlySet<string>, tally: Tally): Promise<void> {
  for (const file of [...names].toSorted()) {
    const name = file.replace(/\.csv(\.gz)?$/, '');
    if (Object.hasOwn(EVERGREEN_TABLES, name)) continue;
    if (name === file) {
      const reason = file.startsWith('bibs.marcxml') ? 'titles come from bibs.csv' : 'the file is no CSV';
      tally.notTaken({ file, rows: 0, reason });
      continue;
    }
    const rows = await countRecords({ path: join(path, file), required: [] }).then(
      ({ records }) => records,
      () => 0,
    );
    tally.notTaken({ file, rows, reason: NOT_TAKEN[name] ?? 'the file is none of an Evergreen export' });
  }
}
