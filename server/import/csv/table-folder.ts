// A folder of tables, one CSV file each: which files are there, and how their rows are read. Every file is read to its end once before
// anything is taken, so that a missing or damaged file stops the import before it has written.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Tally } from '../tally.ts';
import { countRecords, readTable } from './read-table.ts';
import { rowReader, type RowReader } from './row-reader.ts';

/** One file of the folder: `NAME.csv` or `NAME.csv.gz`. */
export type FolderTable = {
  /** Under which its rows are counted. */
  readonly kind: string;
  /** `needed`: the folder cannot be read without it; `usual`: its absence is noted; `extra`: few folders have it. */
  readonly necessity: 'needed' | 'usual' | 'extra';
  /** Columns that must be there; the first is the id of the row, unless `ids` names another. */
  readonly columns: readonly string[];
  /** Other names that its file may have. */
  readonly aliases?: readonly string[];
  /** By our name of a column, the name that its file has for it. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Columns of the id: that of a row is the first of them that it has. */
  readonly ids?: readonly string[];
};

/** Tables that a folder may have. */
export type FolderForm<N extends string> = {
  readonly tables: Readonly<Record<N, FolderTable>>;
  /** Files of such folders that nothing takes yet, and why. */
  readonly notTaken: Readonly<Record<string, string>>;
  /** Files that another reader of the import reads. */
  readonly elsewhere?: readonly string[];
  /** Why a file of another name is not read. */
  readonly foreign: (file: string) => string;
};

/** A file that is there. */
type FoundFile = { readonly file: string; readonly path: string; readonly rows: number };

/** The folder, looked through and ready to be read. */
export type TableFolder<N extends string> = {
  readonly form: FolderForm<N>;
  readonly path: string;
  readonly files: Pick<ReadonlyMap<N, FoundFile>, 'get' | 'has'>;
  readonly tally: Tally;
  /** Rows of all files that are read. */
  readonly rows: number;
  /** Called after each batch of rows that was read. */
  readonly onRows: (rows: number) => void;
  /** Rows that could not be read, by table: they are in the export all the same, and must not count as gone from it. */
  readonly unread: { get(table: N): UnreadRows | undefined; set(table: N, rows: UnreadRows): unknown };
};

/** Ids of rows that could not be read; `isVague` when the id of one is not known either. */
export type UnreadRows = { readonly ids: Set<string>; isVague: boolean };

/** A row as its reader understood it. */
export type Parsed<T> = { readonly line: number; readonly value: T };

/** Looks a folder through. Throws HF-IMPORT-001 to -005. */
export async function openTableFolder<N extends string>(
  path: string,
  form: FolderForm<N>,
  { tally, onRows }: { readonly tally: Tally; readonly onRows: (rows: number) => void },
): Promise<TableFolder<N>> {
  const { tables } = form;
  const names = new Set(await listFolder(path));
  const all = parseNames<N>(Object.keys(tables));
  const present = all.flatMap((table) => {
    const file = namesOf(tables, table).find((name) => names.has(name));
    return file === undefined ? [] : [{ table, file, path: join(path, file) }];
  });
  const lacking = all.filter((table) => !present.some((found) => found.table === table));
  const needed = lacking.filter((table) => tables[table].necessity === 'needed').map((table) => `${table}.csv`);
  if (needed.length > 0) throw new HoldfastError('HF-IMPORT-002', { path, files: needed.join(', ') });
  for (const table of lacking) {
    if (tables[table].necessity === 'usual')
      tally.note({ file: `${table}.csv`, line: null, text: 'the file is not there' });
  }
  const files = new Map<N, FoundFile>();
  for (const { table, ...found } of present) {
    tally.open(tables[table].kind);
    const { records } = await countRecords({
      path: found.path,
      required: tables[table].columns,
      renamed: tables[table].renamed,
    });
    files.set(table, { ...found, rows: records });
  }
  const read = new Set([...files.values()].map(({ file }) => file));
  await countNotTaken(path, names.difference(read), { form, tally });
  const rows = [...files.values()].reduce((sum, file) => sum + file.rows, 0);
  return { form, path, files, tally, rows, onRows, unread: new Map() };
}

function namesOf<N extends string>(tables: FolderForm<N>['tables'], table: N): string[] {
  return [table, ...(tables[table].aliases ?? [])].flatMap((name) => [`${name}.csv`, `${name}.csv.gz`]);
}

/** Reads a table batch by batch. Rows that are none, or whose fields cannot be read, are rejected here. */
export async function* parseTable<N extends string, T>(
  folder: TableFolder<N>,
  table: N,
  parse: (read: RowReader) => T,
): AsyncGenerator<readonly Parsed<T>[]> {
  const found = folder.files.get(table);
  if (found === undefined) return;
  const { columns, renamed, ids = columns.slice(0, 1) } = folder.form.tables[table];
  let read: RowReader | null = null;
  for await (const batch of readTable({ path: found.path, required: columns, renamed })) {
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
      keepUnread(folder, table, firstText(read, ids));
    }
    folder.onRows(batch.records.length);
    yield parsed;
  }
}

/** The first of some columns that a row has. */
export function firstText(read: RowReader, columns: readonly string[]): string | null {
  for (const column of columns) {
    const text = read.text(column);
    if (text !== null) return text;
  }
  return null;
}

function keepUnread<N extends string>(folder: TableFolder<N>, table: N, id: string | null): void {
  const unread = folder.unread.get(table) ?? { ids: new Set<string>(), isVague: false };
  folder.unread.set(table, unread);
  if (id === null) unread.isVague = true;
  else unread.ids.add(id);
}

/** Reads a whole table that is small enough to be held. */
export async function readAll<N extends string, T>(
  folder: TableFolder<N>,
  table: N,
  parse: (read: RowReader) => T,
): Promise<Parsed<T>[]> {
  const rows: Parsed<T>[] = [];
  for await (const batch of parseTable(folder, table, parse)) rows.push(...batch);
  return rows;
}

/** Rows by id. A row whose id was there before is rejected: the first stands. */
export function distinctById<N extends string, T extends { readonly id: string }>(
  folder: TableFolder<N>,
  table: N,
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

export function rejectRow<N extends string>(folder: TableFolder<N>, table: N, line: number, reason: string): void {
  folder.tally.reject(folder.form.tables[table].kind, { file: fileOf(folder, table), line, reason });
}

export function noteRow<N extends string>(folder: TableFolder<N>, table: N, line: number | null, text: string): void {
  folder.tally.note({ file: fileOf(folder, table), line, text });
}

export function takeRows<N extends string>(folder: TableFolder<N>, table: N, rows = 1): void {
  folder.tally.take(folder.form.tables[table].kind, rows);
}

/** The file of a table, by the name that it has or would have. */
export function fileOf<N extends string>(folder: TableFolder<N>, table: N): string {
  return folder.files.get(table)?.file ?? `${table}.csv`;
}

function parseNames<N extends string>(names: readonly string[]): N[] {
  return names as N[];
}

async function listFolder(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch (cause) {
    throw new HoldfastError('HF-IMPORT-001', { path }, { cause });
  }
}

/** Names the files in the folder that nothing has read yet. A file that cannot be read is none of ours and stops nothing. */
async function countNotTaken<N extends string>(
  path: string,
  names: ReadonlySet<string>,
  { form, tally }: { readonly form: FolderForm<N>; readonly tally: Tally },
): Promise<void> {
  for (const file of [...names].toSorted()) {
    const name = file.replace(/\.csv(\.gz)?$/, '');
    if (form.elsewhere?.includes(file) === true) continue;
    if (name === file) {
      tally.notTaken({ file, rows: 0, reason: form.foreign(file) });
      continue;
    }
    const rows = await countRecords({ path: join(path, file), required: [] }).then(
      ({ records }) => records,
      () => 0,
    );
    tally.notTaken({ file, rows, reason: form.notTaken[name] ?? form.foreign(file) });
  }
}
