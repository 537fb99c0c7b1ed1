// Loads a snapshot into a file of its own, as fast as the disk takes it: no journal, no syncing, indexes last. The file counts for nothing
// until it is verified and forced to the disk; a crash leaves one that the next start throws away. Meant for a worker thread.

import { assert } from '../../shared/core/assert.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { isRowKind, type RowKind } from '../../shared/wire/rows.ts';
import type { SnapshotManifest, SnapshotPart } from '../../shared/wire/snapshot.ts';
import { SCOPE_ALL } from '../../shared/wire/scope.ts';
import { chunkRows } from '../../shared/wire/snapshot-chunk.ts';
import { errorCode } from '../open/driver.ts';
import { migrate } from '../open/migrate.ts';
import { openForBulkLoad } from '../open/open-file.ts';
import { syncFile } from '../open/sync-file.ts';
import { removeGeneration, replicaPath } from './generations.ts';
import { KIND_TABLES } from './kind-table.ts';
import { REPLICA_MIGRATIONS } from './migrations.ts';
import { openReplica, type ReplicaPlace, type ReplicaWriter } from './open-replica.ts';
import { writeReplicaState, type ReplicaState } from './replica-state.ts';
import { pourRows } from './row-writer.ts';

/** A snapshot that was loaded, verified and forced to the disk. */
export type LoadedSnapshot = { readonly state: ReplicaState; readonly rows: number };

/** Holds the file while it is loaded. `close` without `finish` throws it away. */
export class SnapshotLoader {
  readonly #place: ReplicaPlace;
  readonly #db: ReplicaWriter;
  /** Indexes still to be built. */
  readonly #aside: Set<IndexStep>;
  /** The indexes of words. They do not follow their rows while the triggers are away, so that each row that comes makes its one due again. */
  readonly #words: readonly IndexStep[];
  readonly #triggers: readonly string[];
  readonly #rowsOf = new Map<string, number>();
  #part: PartOf | null = null;
  #rows = 0;
  #isOpen = true;

  /** Begins in a fresh file; a leftover of the same generation goes. */
  constructor(place: ReplicaPlace) {
    this.#place = place;
    removeGeneration(place.dir, place.generation);
    this.#db = openForBulkLoad({ file: 'replica', path: replicaPath(place.dir, place.generation), key: place.key });
    migrate(this.#db, REPLICA_MIGRATIONS);
    this.#db.run('BEGIN');
    const { indexes, words, triggers } = dropIndexes(this.#db);
    this.#words = words;
    this.#triggers = triggers;
    this.#aside = new Set([...indexes, ...words]);
  }

  /**
   * Work due before a chunk of this part is taken, in steps of some seconds on a big library: the part before it is whole, and its indexes are built
   * while the server still cuts the next ones. Kinds that come in several scopes wait for the end, since a row may come twice.
   */
  *indexBefore(part: PartOf): Generator<void> {
    const before = this.#part;
    if (before === null || before.scope !== SCOPE_ALL || partName(before) === partName(part)) return;
    if (isRowKind(before.kind)) yield* this.#index(tablesOf(before.kind));
  }

  /** Takes the text of one chunk of a part, whose hash its name is. Parts of a kind that this version does not know are not loaded. [I20] */
  take(part: PartOf, text: string): void {
    const { kind } = part;
    assert(isRowKind(kind), () => `a chunk of ${kind} was given, which is not known`);
    const rows = this.#pour(kind, text);
    this.#rows += rows;
    this.#rowsOf.set(partName(part), (this.#rowsOf.get(partName(part)) ?? 0) + rows);
    this.#part = part;
    for (const step of this.#words) if (tablesOf(kind).includes(step.table)) this.#aside.add(step);
  }

  #pour(kind: RowKind, text: string): number {
    try {
      return pourRows(this.#db, kind, chunkRows(text));
    } catch (error) {
      throw error instanceof HoldfastError ? error : misfit('a chunk cannot be read', error);
    }
  }

  /**
   * Checks the counts, builds the indexes and forces the file to the disk. `partial`: the manifest has only some of the parts. Throws HF-DB-015,
   * and then the file is gone.
   */
  finish(manifest: SnapshotManifest, which: 'whole' | 'partial'): LoadedSnapshot {
    try {
      const known = manifest.parts.filter(({ kind }) => isRowKind(kind));
      for (const part of known) {
        const rows = this.#rowsOf.get(partName(part)) ?? 0;
        if (rows !== part.rows) throw misfit(`${rows} rows of ${part.kind} came of ${part.rows}`);
      }
      const { epoch, pos, lastSeq, schema, serverTime } = manifest;
      const state = { epoch, pos, lastSeq, schema, asOf: serverTime, isPartial: which === 'partial' };
      for (const kind of kindsInSeveral(known)) this.#keepFirst(kind);
      // The steps of the rest, in one go: nothing else is waiting for this thread.
      for (const _ of this.#index(null));
      for (const sql of this.#triggers) this.#db.exec(sql);
      writeReplicaState(this.#db, state);
      this.#db.run('COMMIT');
      this.#db.close();
      this.#isOpen = false;
      this.#settle();
      return { state, rows: this.#rows };
    } finally {
      this.close();
    }
  }

  /** Ends the load; an unfinished file is thrown away. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#db.close();
    removeGeneration(this.#place.dir, this.#place.generation);
  }

  /** A patron known to two systems comes with both, in equal rows. */
  #keepFirst(kind: RowKind): void {
    const { table, side } = KIND_TABLES[kind];
    this.#db.run(`DELETE FROM ${table} WHERE n NOT IN (SELECT min(n) FROM ${table} GROUP BY key)`);
    if (side === undefined) return;
    const columns = [side.owner, ...side.columns].join(', ');
    this.#db.run(
      `DELETE FROM ${side.table} WHERE rowid NOT IN (SELECT min(rowid) FROM ${side.table} GROUP BY ${columns})`,
    );
  }

  /** Builds the indexes of these tables, or of all, one a step. A key that came twice shows here, since the keys' indexes are unique. */
  *#index(tables: readonly string[] | null): Generator<void> {
    try {
      for (const step of this.#aside) {
        if (tables !== null && !tables.includes(step.table)) continue;
        this.#db.exec(step.sql);
        this.#aside.delete(step);
        yield;
      }
    } catch (error) {
      const isTwice = errorCode(error)?.startsWith('SQLITE_CONSTRAINT') === true;
      throw isTwice ? misfit('a key came twice', error) : error;
    }
  }

  /** Opened once as it will be used, which makes it a WAL file and proves that it serves. */
  #settle(): void {
    const opened = openReplica(this.#place);
    assert(opened.kind === 'ready', () => 'the snapshot that was just loaded does not open');
    opened.writer.close();
    syncFile(replicaPath(this.#place.dir, this.#place.generation));
  }
}

/** The part that a chunk is of. */
type PartOf = { readonly scope: string; readonly kind: string };

const partName = ({ scope, kind }: PartOf) => `${kind}@${scope}`;

/** Kinds that come in more than one scope. */
function kindsInSeveral(parts: readonly SnapshotPart[]): RowKind[] {
  const byKind = Map.groupBy(
    parts.filter(({ rows }) => rows > 0),
    ({ kind }) => kind,
  );
  return [...byKind].flatMap(([kind, some]) => (some.length > 1 && isRowKind(kind) ? [kind] : []));
}

function misfit(why: string, cause?: unknown): HoldfastError {
  return new HoldfastError('HF-DB-015', { why }, { cause });
}

/** The tables of a kind. */
function tablesOf(kind: RowKind): readonly string[] {
  const { table, side } = KIND_TABLES[kind];
  return side === undefined ? [table] : [table, side.table];
}

/** An index of a table, by the SQL that builds it. */
type IndexStep = { readonly table: string; readonly sql: string };

type Dropped = {
  readonly indexes: readonly IndexStep[];
  /** Full-text indexes, which stand and are built from the rows that are there. */
  readonly words: readonly IndexStep[];
  readonly triggers: readonly string[];
};

/** Drops every index and trigger of the schema. */
function dropIndexes(db: ReplicaWriter): Dropped {
  const found = db.all<{ type: string; name: string; table: string; sql: string }>(
    `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid`,
  );
  for (const { type, name } of found) db.exec(`DROP ${type} ${name}`);
  const words = db.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'`,
  );
  return {
    indexes: found.filter(({ type }) => type === 'index').map(({ table, sql }) => ({ table, sql })),
    words: words.map(({ name, sql }) => ({
      table: /content='(\w+)'/.exec(sql)?.[1] ?? name,
      sql: `INSERT INTO ${name} (${name}) VALUES ('rebuild')`,
    })),
    triggers: found.filter(({ type }) => type === 'trigger').map(({ sql }) => sql),
  };
}
