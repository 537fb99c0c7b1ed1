// A table of a folder: its header is checked, its rows are read one by one, and lines that are no row are handed to the tally.

import { basename } from 'node:path';
import Papa from 'papaparse';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { recordAssembler, type CsvRecord } from './assemble-records.ts';
import { readLines, type Line } from './read-lines.ts';

/** A row that has as many fields as the header. `line` is where it begins in the file. */
export type TableRow = { readonly line: number; readonly fields: readonly string[] };

/** The header of a table: columns by name. */
export type TableHeader = { readonly columns: ReadonlyMap<string, number> };

/** A file with the columns that it must have. `renamed`: by our name of a column, the name that the file has for it. */
export type TableFile = {
  readonly path: string;
  readonly required: readonly string[];
  readonly renamed?: Readonly<Record<string, string>> | undefined;
};

/** A batch of rows of a table, in the order of the file. */
export type TableBatch = { readonly header: TableHeader; readonly records: readonly CsvRecord[] };

/** Reads a table in batches. Throws HF-IMPORT-003 for a wrong header, -004 and -005 for a file that cannot be read. */
export async function* readTable({ path, required, renamed }: TableFile): AsyncGenerator<TableBatch> {
  let table: { header: TableHeader; assembler: ReturnType<typeof recordAssembler> } | null = null;
  for await (const lines of readLines(path)) {
    let body = lines;
    if (table === null) {
      const header = readHeader(lines[0], { path, required, renamed });
      table = { header, assembler: recordAssembler(header.columns.size) };
      body = lines.slice(1);
    }
    yield { header: table.header, records: table.assembler.take(body) };
  }
  if (table === null) throw headerError(path, 'the file is empty');
  yield { header: table.header, records: table.assembler.end() };
}

/** Header and number of records, without looking at the rows; reads the file to its end, so that damage shows before anything is written. */
export async function countRecords(file: TableFile): Promise<{ header: TableHeader; records: number }> {
  let header: TableHeader = { columns: new Map() };
  let records = 0;
  for await (const batch of readTable(file)) {
    header = batch.header;
    records += batch.records.length;
  }
  return { header, records };
}

function readHeader(line: Line | undefined, { path, required, renamed = {} }: TableFile): TableHeader {
  if (line === undefined || line.text === null) throw headerError(path, 'the first line is not UTF-8 text');
  const names = (Papa.parse<string[]>(line.text, { delimiter: ',', newline: '\n' }).data[0] ?? []).map((name) =>
    name.trim(),
  );
  const missing = required
    .map((name) => renamed[name] ?? name)
    .concat(Object.values(renamed))
    .filter((name) => !names.includes(name));
  if (missing.length > 0) throw headerError(path, `it lacks ${[...new Set(missing)].join(', ')}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw headerError(path, `it names ${twice} twice`);
  const ours = new Map(Object.entries(renamed).map(([name, theirs]) => [theirs, name]));
  const taken = new Set(ours.values());
  // A column whose name is ours for another one is of the file alone.
  const nameOf = (name: string) => ours.get(name) ?? (taken.has(name) ? `${name} of the file` : name);
  return { columns: new Map(names.map((name, index) => [nameOf(name), index])) };
}

function headerError(path: string, why: string): HoldfastError {
  return new HoldfastError('HF-IMPORT-003', { file: basename(path), why });
}
