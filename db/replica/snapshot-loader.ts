// Loads a snapshot into a file of its own, as fast as the disk takes it: no journal, no syncing, indexes last. The file counts for nothing
// until it is verified and forced to the disk; a crash leaves one that the next start throws away. Meant for a worker thread.

import { assert } from '../../shared/core/assert.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { isRowKind } from '../../shared/wire/rows.ts';
import type { SnapshotLine } from '../../shared/wire/snapshot.ts';
import { errorCode } from '../open/driver.ts';
import { migrate } from '../open/migrate.ts';
import { openForBulkLoad } from '../open/open-file.ts';
import { syncFile } from '../open/sync-file.ts';
import { buildIndexes, dropIndexes, type LaidAside } from './bulk-indexes.ts';
import { removeGeneration, replicaPath } from './generations.ts';
import { REPLICA_MIGRATIONS } from './migrations.ts';
import { openReplica, type ReplicaPlace, type ReplicaWriter } from './open-replica.ts';
import { writeReplicaState, type ReplicaState } from './replica-state.ts';
import { insertRow } from './row-writer.ts';

type Header = Extract<SnapshotLine, { type: 'snapshot' }>;

/** A snapshot that was loaded, verified and forced to the disk. */
export type LoadedSnapshot = { readonly state: ReplicaState; readonly rows: number; readonly skipped: number };

/** Holds the file while it is loaded. `close` without `finish` throws it away. */
export class SnapshotLoader {
  readonly #place: ReplicaPlace;
  readonly #db: ReplicaWriter;
  readonly #aside: LaidAside;
  #header: Header | null = null;
  #rows = 0;
  #skipped = 0;
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

  /** Rows so far, and in all; 0 in all before the header. */
  get progress(): { readonly rows: number; readonly of: number } {
    return { rows: this.#rows, of: this.#header?.rows ?? 0 };
  }

  /** Takes lines in order: the header, rows, the end. Rows of a kind that this version does not know are skipped. [I20] */
  take(lines: Iterable<SnapshotLine>): void {
    for (const line of lines) this.#takeLine(line);
  }

  /** Checks the count, builds the indexes and forces the file to the disk. Throws HF-DB-015, and then the file is gone. */
  finish(): LoadedSnapshot {
    try {
      const header = this.#header;
      if (header === null) throw misfit('it has no header');
      if (this.#rows !== header.rows) throw misfit(`${this.#rows} rows came of ${header.rows}`);
      const state = {
        epoch: header.epoch,
        pos: header.pos,
        lastSeq: header.lastSeq,
        schema: header.schema,
        asOf: header.serverTime,
      };
      this.#index();
      writeReplicaState(this.#db, state);
      this.#db.run('COMMIT');
      this.#db.close();
      this.#isOpen = false;
      this.#settle();
      return { state, rows: this.#rows, skipped: this.#skipped };
    } finally {
      this.close();
    }
  }

  /** Ends the load; what is not finished is thrown away. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#db.close();
    removeGeneration(this.#place.dir, this.#place.generation);
  }

  #takeLine(line: SnapshotLine): void {
    if (line.type === 'snapshot') {
      if (this.#header !== null) throw misfit('it has two headers');
      this.#header = line;
    } else if (line.type === 'end') {
      if (line.rows !== this.#rows) throw misfit(`it ends after ${this.#rows} rows and says ${line.rows}`);
    } else {
      if (this.#header === null) throw misfit('it begins without a header');
      this.#rows += 1;
      if (isRowKind(line.kind))
        insertRow(this.#db, { kind: line.kind, key: line.key, version: line.version, row: line.row });
      else this.#skipped += 1;
    }
  }

  /** A key that came twice shows here, since the keys' indexes are unique. */
  #index(): void {
    try {
      buildIndexes(this.#db, this.#aside);
    } catch (error) {
      const isTwice = errorCode(error)?.startsWith('SQLITE_CONSTRAINT') === true;
      throw isTwice ? new HoldfastError('HF-DB-015', { why: 'a key came twice' }, { cause: error }) : error;
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

function misfit(why: string): HoldfastError {
  return new HoldfastError('HF-DB-015', { why });
}
