// The acts that still wait for the server, and the figures of the Sync screen about them.

import type { StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Ledger } from './open-ledger.ts';
import { heldPlaces } from './receipts.ts';
import { streams } from './streams.ts';

/** The last seq of each stream whose effects the replica has. */
export type LastSeqs = Readonly<Record<string, number>>;

/** A stream with envelopes that no receipt answers. */
export type UnsentStream = {
  readonly stream: StreamId;
  /** Everything up to here is answered. */
  readonly afterSeq: number;
  readonly lastSeq: number;
};

export type QueueState = {
  /** Acts whose effects the replica does not have. */
  readonly pending: number;
  readonly oldestPendingAt: Instant | null;
  /** Acts without a receipt. */
  readonly unsent: number;
};

/** Streams to send from, the oldest first: the acts of a replaced stream go before those of its successor. */
export function unsentStreams(db: Ledger): UnsentStream[] {
  return streams(db).flatMap(({ stream, lastSeq }) => {
    // Answers come in order, so the newest one shows how far the server is.
    const row = db.known<{ seq: number | null }>(
      'SELECT max(seq) AS seq FROM receipt WHERE stream = ? AND seq <= ?',
      stream,
      lastSeq,
    );
    const afterSeq = row?.seq ?? 0;
    return afterSeq < lastSeq ? [{ stream, afterSeq, lastSeq }] : [];
  });
}

/** The order of the oldest act that has no answer; null where all have one. */
export function oldestUnsentN(db: Ledger): number | null {
  const found = unsentStreams(db).flatMap(({ stream, afterSeq }) => {
    const row = db.get<{ n: number }>('SELECT n FROM envelope WHERE stream = ? AND seq = ?', stream, afterSeq + 1);
    return row === undefined ? [] : [row.n];
  });
  return found.length === 0 ? null : Math.min(...found);
}

/** Counts waiting acts. `lastSeqs` come from the replica; without a replica all acts wait. */
export function queueState(db: Ledger, lastSeqs: LastSeqs): QueueState {
  let pending = 0;
  let unsent = 0;
  let oldest: Instant | null = null;
  const add = (count: number, at: Instant | null) => {
    pending += count;
    if (at !== null && (oldest === null || at < oldest)) oldest = at;
  };
  for (const { stream, lastSeq } of streams(db)) {
    const after = lastSeqs[stream] ?? 0;
    if (lastSeq > after) add(lastSeq - after, recordedAt(db, stream, after + 1));
  }
  for (const { stream, seq } of heldPlaces(db)) {
    if (seq <= (lastSeqs[stream] ?? 0)) add(1, recordedAt(db, stream, seq));
  }
  for (const { afterSeq, lastSeq } of unsentStreams(db)) unsent += lastSeq - afterSeq;
  return { pending, oldestPendingAt: oldest, unsent };
}

function recordedAt(db: Ledger, stream: StreamId, seq: number): Instant | null {
  const row = db.known<{ at: number }>(
    'SELECT recorded_at AS at FROM envelope WHERE stream = ? AND seq = ?',
    stream,
    seq,
  );
  return row?.at ?? null;
}
