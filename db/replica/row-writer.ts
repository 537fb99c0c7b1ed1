// Puts rows into the tables of their kinds and takes them out again. Used by the feed and by the snapshot loader.

import { required } from '../../shared/core/assert.ts';
import { ROW_KINDS, type RowKind } from '../../shared/wire/rows.ts';
import type { Bound } from '../open/connection.ts';
import { fieldsOf, KIND_TABLES, type Fields, type KindTable } from './kind-table.ts';
import type { ReplicaWriter } from './open-replica.ts';

/** One row on its way in. */
export type IncomingRow = {
  readonly kind: RowKind;
  readonly key: string;
  readonly version: number;
  readonly row: unknown;
};

type Statements = {
  readonly insert: string;
  readonly upsert: string;
  readonly old: string;
  readonly remove: string;
  readonly insertSide: string;
  readonly removeSide: string;
};

/** Adds a row that is not there yet, without looking: for a fresh file whose indexes come last. */
export function insertRow(db: ReplicaWriter, incoming: IncomingRow): void {
  const spec = KIND_TABLES[incoming.kind];
  const fields = fieldsOf(incoming.row);
  const sql = sqlOf(incoming.kind);
  db.run(sql.insert, ...valuesOf(spec, incoming, fields));
  if (spec.side !== undefined) insertSide(db, sql, spec.side.rows(fields), incoming.key);
}

/** Puts a row in place of the one with its key. Returns the fields that were there before; null when none were. */
export function putRow(db: ReplicaWriter, incoming: IncomingRow): Fields | null {
  const spec = KIND_TABLES[incoming.kind];
  const fields = fieldsOf(incoming.row);
  const sql = sqlOf(incoming.kind);
  const before = oldFields(db, sql, incoming.key);
  db.run(sql.upsert, ...valuesOf(spec, incoming, fields));
  if (spec.side !== undefined) {
    if (before !== null) db.run(sql.removeSide, incoming.key);
    insertSide(db, sql, spec.side.rows(fields), incoming.key);
  }
  return before;
}

/** Takes a row out. Returns the fields that were there; null when none were. */
export function deleteRow(db: ReplicaWriter, kind: RowKind, key: string): Fields | null {
  const sql = sqlOf(kind);
  const before = oldFields(db, sql, key);
  if (before === null) return null;
  db.run(sql.remove, key);
  if (KIND_TABLES[kind].side !== undefined) db.run(sql.removeSide, key);
  return before;
}

function oldFields(db: ReplicaWriter, sql: Statements, key: string): Fields | null {
  const old = db.get<{ row: string }>(sql.old, key);
  return old === undefined ? null : fieldsOf(JSON.parse(old.row));
}

function valuesOf(spec: KindTable, incoming: IncomingRow, fields: Fields): Bound[] {
  const extracted = Object.values(spec.columns).map((extract) => extract(fields));
  return [incoming.key, incoming.version, JSON.stringify(incoming.row ?? null), ...extracted];
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

function makeStatements({ table, columns, side }: KindTable): Statements {
  const names = ['key', 'version', 'row', ...Object.keys(columns)];
  const sets = names.slice(1).map((name) => `${name} = excluded.${name}`);
  return {
    insert: insertInto(table, names),
    upsert: `${insertInto(table, names)} ON CONFLICT (key) DO UPDATE SET ${sets.join(', ')}`,
    old: `SELECT row FROM ${table} WHERE key = ?`,
    remove: `DELETE FROM ${table} WHERE key = ?`,
    insertSide: side === undefined ? '' : insertInto(side.table, [side.owner, ...side.columns]),
    removeSide: side === undefined ? '' : `DELETE FROM ${side.table} WHERE ${side.owner} = ?`,
  };
}

function insertInto(table: string, names: readonly string[]): string {
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
}
