// What batches of the feed bring, kept for a while: desks that live at the head ask for the same at the same time, and desks that come back
// together after an outage start at the same position. A kept batch ends where the head was when it was read, so it stays what the server had
// there, and a desk that takes it goes on from its end.

import type { Instant } from '../../shared/core/instant.ts';

/** Where a batch starts: everything after one position, in these scopes. */
export type BatchStart = { readonly epoch: string; readonly scopes: readonly string[]; readonly after: number };

/** What a batch brings to every desk of its scopes. */
export type Batch = {
  readonly to: number;
  /** When the server was at `to`. */
  readonly at: Instant;
  readonly lines: string;
  /** Of all rows of the scopes at `to`; null where the batch passes no mark. */
  readonly checksum: string | null;
};

export type BatchCache = {
  /**
   * A batch that is worth taking on the way to `head`: a kept one, one that is being read for somebody else, or `read` now and kept. Null
   * when it is too long to hold.
   */
  readonly batch: (start: BatchStart, head: number, read: () => Promise<Batch | null>) => Promise<Batch | null>;
};

/** Characters of all batches together. */
const KEPT_LENGTH = 32 * 1024 * 1024;
/** A batch of this length is worth taking however far the head is. */
const LONG_LENGTH = 1024 * 1024;

export function createBatchCache(): BatchCache {
  const starts = new Map<string, Map<number, Entry>>();
  let length = 0;

  const forget = (name: string, to: number) => {
    const ends = starts.get(name);
    length -= ends?.get(to)?.batch?.lines.length ?? 0;
    ends?.delete(to);
    if (ends?.size === 0) starts.delete(name);
  };
  /** Drops what was begun first until the rest fits. */
  const makeRoom = () => {
    while (length > KEPT_LENGTH) {
      const [name] = starts.keys();
      const to = name === undefined ? undefined : starts.get(name)?.keys().next().value;
      if (name === undefined || to === undefined) return;
      forget(name, to);
    }
  };

  return {
    batch: async (start, head, read) => {
      const name = JSON.stringify([start.epoch, start.scopes, start.after]);
      const ends = starts.get(name) ?? new Map<number, Entry>();
      const known = [...ends].findLast(([to, entry]) => isWorthTaking(entry, { ...start, to, head }));
      if (known !== undefined) return known[1].reading;
      starts.set(name, ends);
      const entry: Entry = { reading: read(), batch: null };
      ends.set(head, entry);
      try {
        entry.batch = await entry.reading;
      } finally {
        if (entry.batch === null) forget(name, head);
      }
      length += entry.batch?.lines.length ?? 0;
      makeRoom();
      return entry.batch;
    },
  };
}

type Entry = { readonly reading: Promise<Batch | null>; batch: Batch | null };

/** Half the way or more: a desk that is far behind gets to the head in few steps, and most of what it takes is read once for all. */
function isWorthTaking({ batch }: Entry, way: { readonly after: number; readonly to: number; readonly head: number }) {
  if (way.to > way.head) return false;
  return way.to - way.after >= (way.head - way.after) / 2 || (batch !== null && batch.lines.length >= LONG_LENGTH);
}
