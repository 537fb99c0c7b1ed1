// Envelopes as they are stored: for sending, for the overlay, for export.

import type { ActId, PolicyHash, StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { PolicySchema, type Policy } from '../../shared/rules/model/policy.ts';
import { policyNamedIn } from '../../shared/wire/carried-requests.ts';
import { EnvelopeBodySchema, type Envelope, type EnvelopeBody } from '../../shared/wire/envelope.ts';
import type { Ledger } from './open-ledger.ts';

/** An envelope with its place. */
export type StoredEnvelope = {
  /** Order of recording over all streams. */
  readonly n: number;
  readonly stream: StreamId;
  readonly seq: number;
  readonly id: ActId;
  readonly hash: string;
  readonly recordedAt: Instant;
  readonly envelope: Envelope;
};

/** How much one request may carry. */
export type BatchLimits = { readonly envelopes: number; readonly bytes: number };

type EnvelopeRow = {
  readonly n: number;
  readonly stream: StreamId;
  readonly seq: number;
  readonly id: ActId;
  readonly body: string;
  readonly signature: string;
  readonly hash: string;
  readonly args: string | null;
  readonly salt: string | null;
  readonly recorded_at: number;
};

const columns = 'n, stream, seq, id, body, signature, hash, args, salt, recorded_at';

/** Envelopes of a stream after `seq`, in order, as many as fit; always one where there is one, however large. */
export function pendingAfter(db: Ledger, stream: StreamId, seq: number, limits: BatchLimits): StoredEnvelope[] {
  const rows = db.allKnown<EnvelopeRow>(
    `SELECT ${columns} FROM envelope WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?`,
    stream,
    seq,
    limits.envelopes,
  );
  let bytes = 0;
  const fitting: StoredEnvelope[] = [];
  for (const row of rows) {
    const stored = toStored(row);
    bytes += envelopeBytes(stored.envelope) + 1;
    if (bytes > limits.bytes && fitting.length > 0) break;
    fitting.push(stored);
  }
  return fitting;
}

/** How long an envelope is in a request. While nothing answers, the same ones are weighed for each try. */
export function envelopeBytes(envelope: Envelope): number {
  const known = BYTES.get(envelope) ?? Buffer.byteLength(JSON.stringify(envelope));
  BYTES.set(envelope, known);
  return known;
}

const BYTES = new WeakMap<Envelope, number>();

/** One envelope by the id of its act; null when it is not of this desk. */
export function envelopeById(db: Ledger, id: ActId): StoredEnvelope | null {
  const row = db.get<EnvelopeRow>(`SELECT ${columns} FROM envelope WHERE id = ?`, id);
  return row === undefined ? null : toStored(row);
}

/** One envelope by its place. */
export function envelopeAt(db: Ledger, stream: StreamId, seq: number): StoredEnvelope | null {
  const row = db.known<EnvelopeRow>(`SELECT ${columns} FROM envelope WHERE stream = ? AND seq = ?`, stream, seq);
  return row === undefined ? null : toStored(row);
}

/** Envelopes of a stream from one seq on, one at a time. */
export function* envelopesFrom(db: Ledger, stream: StreamId, seq: number): Generator<StoredEnvelope> {
  const sql = `SELECT ${columns} FROM envelope WHERE stream = ? AND seq >= ? ORDER BY seq`;
  for (const row of db.each<EnvelopeRow>(sql, stream, seq)) yield toStored(row);
}

/** The parsed body of an envelope. */
export function bodyOf(db: Ledger, { body }: Envelope): EnvelopeBody {
  return db.valueOf('body', body, parseBody);
}

function parseBody(text: string): EnvelopeBody {
  return EnvelopeBodySchema.parse(JSON.parse(text));
}

/** Resolved policies by their hashes; a hash that the ledger does not have is not in the map. */
export function ledgerPolicies(db: Ledger, hashes: Iterable<PolicyHash>): Map<PolicyHash, Policy> {
  const policies = new Map<PolicyHash, Policy>();
  for (const hash of hashes) {
    const row = db.known<{ policy: string }>('SELECT policy FROM policy WHERE hash = ?', hash);
    if (row !== undefined) policies.set(hash, db.valueOf('policy', row.policy, parsePolicy));
  }
  return policies;
}

function parsePolicy(text: string): Policy {
  return PolicySchema.parse(JSON.parse(text));
}

/** The policies that envelopes name in their told parts, for the request that carries them. */
export function policiesNamedBy(db: Ledger, stored: readonly StoredEnvelope[]): Map<PolicyHash, Policy> {
  return ledgerPolicies(
    db,
    new Set(stored.flatMap(({ envelope }) => db.valueOf('policyNamedIn', envelope.body, policyNamedIn) ?? [])),
  );
}

/** The same envelope for the same row: rows are remembered until the ledger is written. */
function toStored(row: EnvelopeRow): StoredEnvelope {
  const known = STORED.get(row);
  if (known !== undefined) return known;
  const { n, stream, seq, id, hash, body, signature, args, salt } = row;
  const stored = { n, stream, seq, id, hash, recordedAt: row.recorded_at, envelope: { body, signature, args, salt } };
  STORED.set(row, stored);
  return stored;
}

const STORED = new WeakMap<EnvelopeRow, StoredEnvelope>();
