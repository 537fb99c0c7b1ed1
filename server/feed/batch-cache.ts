// Batches of the feed, kept for a while: desks that live at the head ask for the same at the same time, and desks that come back together after an
// outage start at the same position. A kept batch ends where the head was when it was read, so it stays true, and a desk that takes it goes on from
// its end.

import type { Instant } from '../../shared/core/instant.ts';

/** Where a batch starts: everything after one position, in these scopes. */
export type BatchStart = { readonly epoch: string; readonly scopes: readonly string[]; readonly after: number };

/** The part of a batch that is the same for every desk of its scopes. */
export type Batch = {
  readonly to: number;
  /** When the server was at `to`. */
  readonly at: Instant;
  /** In pieces that fit a socket. */
  readonly lines: readonly string[];
  /** Characters of all lines. */
  readonly length: number;
  /** Of all rows of the scopes at `to`; null where the batch passes no mark. */
  readonly checksum: string | null;
};

export type BatchCache = {
  /**
   * A batch that is worth taking on the way to `head`: a kept one, one that is being read for another desk, or `read` now and kept. Null
   * when it is too long to hold.
   */
  readonly batch: (start: BatchStart, head: number, read: () => Promise<Batch | null>) => Promise<Batch | null>;
};

/** Characters of all batches together. */
const KEPT_LENGTH = 128 * 1024 * 1024;
/** A batch of this length is worth taking however far the head is. */
const LONG_LENGTH = 1024 * 1024;

export function createBatchCache(): BatchCache {
  const starts = new Map<string, Map<number, Entry>>();
  /** Every entry, the one that was asked for last at the end. */
  const asked = new Map<Entry, string>();
  let length = 0;

  const touch = (entry: Entry, name: string) => {
    asked.delete(entry);
    asked.set(entry, name);
  };
  const forget = (entry: Entry, name: string) => {
    const ends = starts.get(name);
    if (ends?.get(entry.to) === entry) ends.delete(entry.to);
    if (ends?.size === 0) starts.delete(name);
    asked.delete(entry);
    length -= entry.batch?.length ?? 0;
  };
  const makeRoom = () => {
    for (const [entry, name] of asked) {
      if (length <= KEPT_LENGTH) return;
      if (entry.batch !== null) forget(entry, name);
    }
  };

  return {
    batch: async (start, head, read) => {
      const name = JSON.stringify([start.epoch, start.scopes, start.after]);
      const ends = starts.get(name) ?? new Map<number, Entry>();
      starts.set(name, ends);
      const known = [...ends.values()].findLast((entry) => isWorthTaking(entry, start.after, head));
      if (known !== undefined) {
        touch(known, name);
        return known.reading;
      }
      const entry: Entry = { to: head, reading: read(), batch: null };
      ends.set(head, entry);
      touch(entry, name);
      try {
        entry.batch = await entry.reading;
      } finally {
        if (entry.batch === null) forget(entry, name);
      }
      length += entry.batch?.length ?? 0;
      makeRoom();
      return entry.batch;
    },
  };
}

type Entry = { readonly to: number; readonly reading: Promise<Batch | null>; batch: Batch | null };

/** Half the way or more: a desk that is far behind gets to the head in few steps, and most of its batches are read once for all. */
function isWorthTaking({ to, batch }: Entry, after: number, head: number): boolean {
  if (to > head) return false;
  return to - after >= (head - after) / 2 || (batch !== null && batch.length >= LONG_LENGTH);
}
