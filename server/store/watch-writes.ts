// Whether the database takes writes. A file that is read-only, or whose disk is full, can still be read: a server that looked no
// further would call itself well while desks are refused.

import { sql } from 'kysely';
import { SECOND_MS } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { isInfrastructure } from './failure.ts';
import type { Store } from './store.ts';

/** How long a failed write, or a proof that writing works, counts as the answer. */
const SPEAKS_MS = 30 * SECOND_MS;

export type WatchedStore = {
  /** The same store; the outcome of its writes is remembered. */
  readonly store: Store;
  /** Whether it takes writes: by the last write that failed or took a position, else by writing a row as it is. Never throws. */
  readonly takesWrites: () => Promise<boolean>;
  /** Writes a row as it is. Throws the database's error. */
  readonly proveWriting: () => Promise<void>;
};

/** Watches the writes of a store. */
export function watchWrites(store: Store, clock: Pick<Clock, 'mono'>): WatchedStore {
  let failedAt: number | null = null;
  let provenAt: number | null = null;
  let proving: Promise<boolean> | null = null;
  const succeeded = () => {
    failedAt = null;
    provenAt = clock.mono();
  };
  const failed = () => {
    failedAt = clock.mono();
  };
  const write: Store['write'] = async (work) => {
    let isWritten = false;
    try {
      const result = await store.write((tx) => {
        isWritten = false;
        const nextPosition = () => {
          isWritten = true;
          return tx.nextPosition();
        };
        return work({ ...tx, nextPosition });
      });
      // A transaction that wrote nothing ends well on a full disk too.
      if (isWritten) succeeded();
      return result;
    } catch (error) {
      if (isInfrastructure(error)) failed();
      throw error;
    }
  };
  const proveWriting = async () => {
    try {
      await store.write((tx) => sql`update feed_head set floor = floor where id = 1`.execute(tx.db));
    } catch (error) {
      failed();
      throw error;
    }
    succeeded();
  };
  const prove = async () => {
    try {
      await proveWriting();
      return true;
    } catch {
      return false;
    } finally {
      proving = null;
    }
  };
  const isFresh = (at: number | null) => at !== null && clock.mono() - at < SPEAKS_MS;
  return {
    store: { ...store, write },
    proveWriting,
    takesWrites: () => {
      if (isFresh(failedAt)) return Promise.resolve(false);
      if (failedAt === null && isFresh(provenAt)) return Promise.resolve(true);
      proving ??= prove();
      return proving;
    },
  };
}
