// Puts rows into the tables of their kinds and takes them out again. Used by the feed and by the snapshot loader.

import { required } from '../../shared/core/assert.ts';
import { ROW_KINDS, type RowKind } from '../../shared/wire/rows.ts';
import type { Bound } from '../open/connection.ts';
import { fieldsOf, KIND_TABLES, type Fields, type KindTable, type SideTable } from './kind-table.ts';
import type { ReplicaWriter } from './open-replica.ts';
import type { WordIndex } from './word-index.ts';

/** One row on its way in. */
export type IncomingRow = {
  readonly kind: RowKind;
  readonly key: string;
  readonly version: number;
  readonly row: unknown;
};

type Statements = {
  readonly insert: string;
  readonly old: string;
  readonly remove: string;
  readonly insertSide: string;
  readonly removeSide: string;
};

/** One row of a chunk, with the text that it came as. */
export type TextRow = { readonly key: string; readonly version: number; readonly text: string };

/** Rows of one statement: binding is cheap, each run of a statement is not. */
const perStatement = 8;

/** Adds rows that are not there yet, without looking: for a fresh file whose indexes come last. Returns how many. */
export function pourRows(db: ReplicaWriter, kind: RowKind, rows: Iterable<TextRow>): number {
  const spec = KIND_TABLES[kind];
  const main = new Pouring(db, spec.table, columnsOf(spec));
  const side = spec.side === undefined ? null : new Pouring(db, spec.side.table, sideColumnsOf(spec.side));
  let count = 0;
  for (const { key, version, text } of rows) {
    const fields = fieldsOf(JSON.parse(text));
    main.add([key, version, text, ...extractedOf(spec, fields)]);
    for (const values of spec.side?.rows(fields) ?? []) side?.add([key, ...values]);
    count += 1;
  }
  main.end();
  side?.end();
  return count;
}

/** Rows on their way into one table, several a statement. */
class Pouring {
  readonly #db: ReplicaWriter;
  readonly #one: string;
  readonly #several: string;
  readonly #width: number;
  #values: Bound[] = [];

  constructor(db: ReplicaWriter, table: string, columns: readonly string[]) {
    this.#db = db;
    this.#one = insertInto(table, columns, 1);
    this.#several = insertInto(table, columns, perStatement);
    this.#width = columns.length;
  }

  add(row: readonly Bound[]): void {
    this.#values.push(...row);
    if (this.#values.length < this.#width * perStatement) return;
    this.#db.run(this.#several, ...this.#values);
    this.#values = [];
  }

  end(): void {
    for (let at = 0; at < this.#values.length; at += this.#width)
      this.#db.run(this.#one, ...this.#values.slice(at, at + this.#width));
    this.#values = [];
  }
}

/** Adds a row that is not there yet, without looking. Returns its number. */
function insertRow(db: ReplicaWriter, incoming: IncomingRow): number {
  const spec = KIND_TABLES[incoming.kind];
  const fields = fieldsOf(incoming.row);
  const sql = sqlOf(incoming.kind);
  const bound = [incoming.key, incoming.version, textOf(incoming.row), ...extractedOf(spec, fields)];
  const { lastInsertRowid } = db.run(sql.insert, ...bound);
  if (spec.side !== undefined) insertSide(db, sql, spec.side.rows(fields), incoming.key);
  return Number(lastInsertRowid);
}

/**
 * Puts a row in place of the one with its key. Only differing fields are written: an index that is not written is a page that need not be
 * logged, and most changes are of a state alone. Returns the fields that were there before; null when none were.
 */
export function putRow(db: ReplicaWriter, words: WordIndex, incoming: IncomingRow): Fields | null {
  const { kind, key } = incoming;
  const spec = KIND_TABLES[kind];
  const fields = fieldsOf(incoming.row);
  const old = oldRow(db, sqlOf(kind), key);
  if (old === null) {
    words.note(spec.table, insertRow(db, incoming), { was: null, is: wordsOf(spec, fields) });
    return null;
  }
  const { n, fields: before } = old;
  words.note(spec.table, n, { was: wordsOf(spec, before), is: wordsOf(spec, fields) });
  updateRow(db, spec, incoming, { before, fields });
  if (spec.side !== undefined) replaceSide(db, kind, key, { was: spec.side.rows(before), is: spec.side.rows(fields) });
  return before;
}

function updateRow(
  db: ReplicaWriter,
  { table, columns }: KindTable,
  { key, version, row }: IncomingRow,
  { before, fields }: { readonly before: Fields; readonly fields: Fields },
): void {
  const names = ['version', 'row'];
  const values: Bound[] = [version, textOf(row)];
  for (const [name, extract] of Object.entries(columns)) {
    const value = extract(fields);
    if (value === extract(before)) continue;
    names.push(name);
    values.push(value);
  }
  db.run(`UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE key = ?`, ...values, key);
}

type SideRows = readonly (readonly Bound[])[];

function replaceSide(
  db: ReplicaWriter,
  kind: RowKind,
  key: string,
  { was, is }: { was: SideRows; is: SideRows },
): void {
  if (JSON.stringify(was) === JSON.stringify(is)) return;
  const sql = sqlOf(kind);
  db.run(sql.removeSide, key);
  insertSide(db, sql, is, key);
}

/** Takes a row out. Returns the fields that were there; null when none were. */
export function deleteRow(db: ReplicaWriter, words: WordIndex, kind: RowKind, key: string): Fields | null {
  const spec = KIND_TABLES[kind];
  const sql = sqlOf(kind);
  const old = oldRow(db, sql, key);
  if (old === null) return null;
  words.note(spec.table, old.n, { was: wordsOf(spec, old.fields), is: null });
  db.run(sql.remove, key);
  if (spec.side !== undefined) db.run(sql.removeSide, key);
  return old.fields;
}

type OldRow = { readonly n: number; readonly fields: Fields };

function oldRow(db: ReplicaWriter, sql: Statements, key: string): OldRow | null {
  const old = db.get<{ n: number; row: string }>(sql.old, key);
  return old === undefined ? null : { n: old.n, fields: fieldsOf(JSON.parse(old.row)) };
}

/** The words of a row in the full-text index; null for a kind without one. */
function wordsOf({ columns }: KindTable, fields: Fields): string | null {
  const words = columns['words']?.(fields);
  return typeof words === 'string' ? words : null;
}

const textOf = (row: unknown): string => JSON.stringify(row ?? null);

function extractedOf(spec: KindTable, fields: Fields): Bound[] {
  return Object.values(spec.columns).map((extract) => extract(fields));
}

function insertSide(db: ReplicaWriter, sql: Statements, rows: readonly (readonly Bound[])[], key: string): void {
  for (const values of rows) db.run(sql.insertSide, key, ...values);
}

function sqlOf(kind: RowKind): Statements {
  return required(statements.get(kind), () => `no statements for ${kind}`);
}

/** SQL of each kind, made once. */
const statements: ReadonlyMap<RowKind, Statements> = new Map(
  ROW_KINDS.map((kind) => [kind, makeStatements(KIND_TABLES[kind])]),
);

function makeStatements(spec: KindTable): Statements {
  const { table, side } = spec;
  return {
    insert: insertInto(table, columnsOf(spec), 1),
    old: `SELECT n, row FROM ${table} WHERE key = ?`,
    remove: `DELETE FROM ${table} WHERE key = ?`,
    insertSide: side === undefined ? '' : insertInto(side.table, sideColumnsOf(side), 1),
    removeSide: side === undefined ? '' : `DELETE FROM ${side.table} WHERE ${side.owner} = ?`,
  };
}

function columnsOf({ columns }: KindTable): string[] {
  return ['key', 'version', 'row', ...Object.keys(columns)];
}

function sideColumnsOf({ owner, columns }: SideTable): string[] {
  return [owner, ...columns];
}

function insertInto(table: string, names: readonly string[], rows: number): string {
  const marks = `(${names.map(() => '?').join(', ')})`;
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES ${Array<string>(rows).fill(marks).join(', ')}`;
}
