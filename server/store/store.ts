// The port through which the server reaches its database, and all differences between databases.
// A read sees one state of the database from its first statement to its last [I9] [I11]; a write is one SQL transaction whose
// position, when it takes one, is dense and in the order of the commits [I14].

import type { Flavour } from './migration.ts';
import type { Expression, Kysely, SqlBool } from 'kysely';
import type { FileKey } from '../../db/open/file-key.ts';
import type { BulkTable } from './table-keys.ts';
import type { SqlValue, Tables } from './tables.ts';

/** A row for a bulk write, by column. Every row of one call has the same columns. */
export type BulkRow = Readonly<Record<string, SqlValue>>;

/** A transaction that reads one state. */
export type ReadTx = {
  readonly db: Kysely<Tables>;
  /** `column` is any of `values`, however many they are, with the same text of SQL. */
  readonly anyOf: (column: string, values: Iterable<string>) => Expression<SqlBool>;
  /** A text at a path within the JSON that a column holds, as SQL. */
  readonly textIn: Flavour['textIn'];
};

/** A transaction that writes. The work of a write may run more than once before it commits, so it has no other effects. */
export type WriteTx = ReadTx & {
  /** Whether others may write at the same time, so that `lock` does anything. */
  readonly hasRivals: boolean;
  /**
   * Holds the locks of these names until the transaction ends, so that no other writer works on them; taken in sorted order.
   * Call it before reading the rows that the write depends on. Returns whether any of them was not held before: earlier reads may be old then.
   */
  readonly lock: (names: Iterable<string>) => Promise<boolean>;
  /**
   * Waits until no other writer holds names, and lets none hold any until the transaction ends: a writer that folds locks the names of its rows
   * before it reads rows that all folds depend on. For writers of those: rules, closings, shelves. Call it first.
   */
  readonly lockAlone: () => Promise<void>;
  /** Inserts rows, or updates them under their key; a `version` column counts up by itself. Keys are distinct. */
  readonly upsert: (table: BulkTable, rows: readonly BulkRow[]) => Promise<void>;
  /** Takes the next position of the feed. The last lock of a transaction; later writes are only the feed and receipts. */
  readonly nextPosition: () => Promise<number>;
  /** Whether no server runs on this database, and none can start before this transaction ends. */
  readonly isAlone: () => Promise<boolean>;
  /** Runs work that leaves no trace in the transaction when it throws; the error is passed on. */
  readonly savepoint: <T>(work: () => Promise<T>) => Promise<T>;
};

export type StoreKind = 'sqlite' | 'postgres';

/** Access for another thread of this process that opens the same database. It has the key of the file, and goes nowhere else. */
export type StoreAccess =
  | { readonly kind: 'sqlite'; readonly path: string; readonly key: FileKey | null }
  | { readonly kind: 'postgres'; readonly url: string };

/** A database, opened and migrated. */
export type Store = {
  readonly kind: StoreKind;
  readonly access: StoreAccess;
  readonly read: <T>(work: (tx: ReadTx) => Promise<T>) => Promise<T>;
  /** A read that may wait for an outside party, a socket for instance. There are few places for these, so that none blocks the others. */
  readonly readLong: <T>(work: (tx: ReadTx) => Promise<T>) => Promise<T>;
  readonly write: <T>(work: (tx: WriteTx) => Promise<T>) => Promise<T>;
  /**
   * Reports each new head of the feed soon after its commit, also when another process wrote it. Returns the function
   * that stops it.
   */
  readonly watchHead: (heard: (position: number) => void) => Promise<() => Promise<void>>;
  /** Removes earlier contents of rows from the disk: after a purge they must be nowhere. */
  readonly dropRemains: () => Promise<void>;
  /** Writes the log of a file back into it and empties it, unless it is being read or written. */
  readonly emptyLog: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The reading part of a store. */
export type ReadStore = Pick<Store, 'read' | 'readLong'>;

export type ClosableReadStore = ReadStore & Pick<Store, 'close'>;

/** A failure of the machine and not of the command: nothing is recorded, and the desk tries again. */
export class StoreFailureError extends Error {
  override readonly name = 'StoreFailureError';
}
