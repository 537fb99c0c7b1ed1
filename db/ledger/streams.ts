// Streams: unbroken sequences of this desk's commands. The newest one is in use; older ones are kept, and sent first when unsent.

import { assert } from '../../shared/core/assert.ts';
import type { DeskId, StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { ZERO_HASH, type EnvelopeBody } from '../../shared/wire/envelope.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

/** The last act of the stream that a stream replaces. */
export type AfterStream = NonNullable<EnvelopeBody['after']>;

/** A stream and how far it has come. */
export type StreamState = {
  readonly stream: StreamId;
  readonly deskId: DeskId;
  /** Of the key that signs it, SPKI DER in base64. */
  readonly publicKey: string;
  readonly startedAt: Instant;
  /** To be named by its first act; null for the first stream of a ledger. */
  readonly after: AfterStream | null;
  /** 0 before its first act. */
  readonly lastSeq: number;
  /** Hash of its last body; zeros before its first act. */
  readonly lastHash: string;
};

export type NewStream = {
  /** A fresh random id. */
  readonly stream: StreamId;
  readonly deskId: DeskId;
  readonly publicKey: string;
  readonly at: Instant;
};

type StreamRow = {
  readonly stream: StreamId;
  readonly desk_id: DeskId;
  readonly public_key: string;
  readonly started_at: number;
  readonly after_stream: StreamId | null;
  readonly after_seq: number | null;
  readonly after_hash: string | null;
  readonly last_seq: number | null;
  readonly last_hash: string | null;
};

const select = `SELECT s.stream, s.desk_id, s.public_key, s.started_at, s.after_stream, s.after_seq, s.after_hash,
  e.seq AS last_seq, e.hash AS last_hash
  FROM stream s LEFT JOIN envelope e
    ON e.stream = s.stream AND e.seq = (SELECT max(seq) FROM envelope WHERE stream = s.stream)`;
const allStreams = `${select} ORDER BY s.n`;
const newestStream = `${select} ORDER BY s.n DESC LIMIT 1`;

/** Every stream of the ledger, oldest first. */
export function streams(db: Ledger): StreamState[] {
  return db.allKnown<StreamRow>(allStreams).map(toState);
}

/** The stream in use, which the next envelope must name and continue. Null before the first stream starts. */
export function currentStream(db: Ledger): StreamState | null {
  const row = db.known<StreamRow>(newestStream);
  return row === undefined ? null : toState(row);
}

/** Starts a stream. Its first act must name `after`, the last act of the stream that it replaces. */
export function startStream(db: LedgerWriter, fresh: NewStream): StreamState {
  return db.transaction(() => {
    const before = currentStream(db);
    const after = before === null ? null : lastAct(before);
    db.run(
      `INSERT INTO stream (stream, desk_id, public_key, started_at, after_stream, after_seq, after_hash)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      fresh.stream,
      fresh.deskId,
      fresh.publicKey,
      fresh.at,
      after?.stream ?? null,
      after?.seq ?? null,
      after?.hash ?? null,
    );
    const started = currentStream(db);
    assert(started !== null, () => 'the stream that was just started is not there');
    return started;
  });
}

/** A stream without acts is replaced in the name of the one that it replaced. */
function lastAct(before: StreamState): AfterStream | null {
  if (before.lastSeq === 0) return before.after;
  return { stream: before.stream, seq: before.lastSeq, hash: before.lastHash };
}

function toState(row: StreamRow): StreamState {
  const { after_stream: stream, after_seq: seq, after_hash: hash } = row;
  return {
    stream: row.stream,
    deskId: row.desk_id,
    publicKey: row.public_key,
    startedAt: row.started_at,
    after: stream === null || seq === null || hash === null ? null : { stream, seq, hash },
    lastSeq: row.last_seq ?? 0,
    lastHash: row.last_hash ?? ZERO_HASH,
  };
}

/** Whether it is the stream that the ledger began with. */
export function isFirstStream(db: Ledger, stream: StreamId): boolean {
  return db.known<{ stream: StreamId }>('SELECT stream FROM stream ORDER BY n LIMIT 1')?.stream === stream;
}
