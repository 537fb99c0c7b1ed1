// Loads a snapshot into a file of its own, as fast as the disk takes it: no journal, no syncing, indexes last. The file counts for nothing
// until it is verified and forced to the disk; a crash leaves one that the next start throws away. Meant for a worker thread.

import { assert } from '../../shared/core/assert.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { isRowKind, type RowKind } from '../../shared/wire/rows.ts';
import type { SnapshotManifest, SnapshotPart } from '../../shared/wire/snapshot.ts';
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

/** Fewer, and pages that fill up over several commits are encrypted once for each. */
const rowsPerCommit = 25_000;

/** Holds the file while it is loaded. `close` without `finish` throws it away. */
export class SnapshotLoader {
  readonly #place: ReplicaPlace;
  readonly #db: ReplicaWriter;
  readonly #aside: LaidAside;
  readonly #rowsOf = new Map<string, number>();
  #rows = 0;
  #uncommitted = 0;
  #isOpen = true;

  /** Begins in a fresh file; a leftover of the same generation goes. */
  constructor(place: ReplicaPlace) {
    this.#place = place;
    removeGeneration(place.dir, place.generation);
    this.#db = openForBulkLoad({ file: 'replica', path: replicaPath(place.dir, place.generation), key: place.key });
    migrate(this.#db, REPLICA_MIGRATIONS);
    this.#db.run('BEGIN');
    this.#aside = dropIndexes(this.#db);
  }

  /** Takes the text of one chunk of a part, whose hash its name is. Parts of a kind that this version does not know are not loaded. [I20] */
  take(part: PartOf, text: string): void {
    const { kind } = part;
    assert(isRowKind(kind), () => `a chunk of ${kind} was given, which is not known`);
    const rows = this.#pour(kind, text);
    this.#rows += rows;
    this.#write(rows);
    this.#rowsOf.set(partName(part), (this.#rowsOf.get(partName(part)) ?? 0) + rows);
  }

  /** Writes on the way, while the next chunks are waited for: in one commit at the end, half a gigabyte would wait for the disk. */
  #write(rows: number): void {
    this.#uncommitted += rows;
    if (this.#uncommitted < rowsPerCommit) return;
    this.#db.run('COMMIT');
    this.#db.run('BEGIN');
    this.#uncommitted = 0;
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
      this.#index();
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

  /** A key that came twice shows here, since the keys' indexes are unique. */
  #index(): void {
    try {
      buildIndexes(this.#db, this.#aside);
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

/** The dropped indexes, as SQL that makes them again. */
type LaidAside = { readonly sql: readonly string[] };

/**
 * Indexes of few rows, of tables with many. They stay: to ask their condition of each row as it comes in costs less than a scan of the whole table
 * for each of them afterwards.
 */
export const SPARSE_INDEXES: ReadonlySet<string> = new Set([
  'exception_silent',
  'item_away',
  'item_borrowed',
  'item_cart',
  'item_provisional',
  'item_seen_shelf',
  'loan_claimed',
  'loan_lost',
  'loan_moved',
  'patron_joined',
  'patron_provisional',
]);

/** Drops every trigger of the schema, and its indexes but for the sparse ones. */
function dropIndexes(db: ReplicaWriter): LaidAside {
  const all = db.all<{ type: string; name: string; sql: string }>(
    `SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid`,
  );
  const found = all.filter(({ name }) => !SPARSE_INDEXES.has(name));
  for (const { type, name } of found) db.exec(`DROP ${type} ${name}`);
  return { sql: found.map((one) => one.sql) };
}

/** Builds them again, the full-text indexes from the rows that are there. */
function buildIndexes(db: ReplicaWriter, aside: LaidAside): void {
  for (const sql of aside.sql) db.exec(sql);
  const words = db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'`,
  );
  for (const { name } of words) db.exec(`INSERT INTO ${name} (${name}) VALUES ('rebuild')`);
}
