// Acts that desks of the branch passed on, as the replica keeps them until the feed brings them. With the file they may be lost: the desks pass them
// on again.

import { z } from 'zod';
import { PolicyHashSchema, type PolicyHash, type StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { PolicySchema, type Policy } from '../../shared/rules/model/policy.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { ReplicaReader, ReplicaWriter } from './open-replica.ts';

/** An act with the time that the next one in its stream may not precede. */
export type NeighborRow = {
  readonly stream: StreamId;
  readonly seq: number;
  readonly envelope: Envelope;
  /** Effective time of the act before it, as its desk sent it; null = not known. */
  readonly before: Instant | null;
};

type ActRow = {
  readonly stream: StreamId;
  readonly seq: number;
  readonly body: string;
  readonly signature: string;
  readonly args: string;
  readonly salt: string;
  readonly before_at: number | null;
};

/** All of them, each stream in its order. */
export function readNeighborRows(db: ReplicaReader): NeighborRow[] {
  return db
    .all<ActRow>('SELECT stream, seq, body, signature, args, salt, before_at FROM neighbor_act ORDER BY stream, seq')
    .map(({ stream, seq, body, signature, args, salt, before_at }) => ({
      stream,
      seq,
      envelope: { body, signature, args, salt },
      before: before_at,
    }));
}

/** The policies under which they were announced. */
export function readNeighborPolicies(db: ReplicaReader): Map<PolicyHash, Policy> {
  const rows = db.all<{ hash: string; policy: string }>('SELECT hash, policy FROM neighbor_policy');
  return new Map(
    rows.map(({ hash, policy }) => [PolicyHashSchema.parse(hash), PolicySchema.parse(JSON.parse(policy))]),
  );
}

/** Changes among them. */
export type NeighborChange = {
  readonly added: readonly NeighborRow[];
  readonly policies: ReadonlyMap<PolicyHash, Policy>;
  /** Streams of which everything up to a seq goes. */
  readonly gone: ReadonlyMap<StreamId, number>;
};

/** Writes the changes, all or nothing. Not while a batch is under way. */
export function writeNeighborRows(db: ReplicaWriter, { added, policies, gone }: NeighborChange): void {
  db.transaction(() => {
    for (const [stream, upTo] of gone) db.run('DELETE FROM neighbor_act WHERE stream = ? AND seq <= ?', stream, upTo);
    for (const { stream, seq, envelope, before } of added) {
      db.run(
        `INSERT OR REPLACE INTO neighbor_act (stream, seq, body, signature, args, salt, before_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        stream,
        seq,
        envelope.body,
        envelope.signature,
        ArgsSchema.parse(envelope.args),
        ArgsSchema.parse(envelope.salt),
        before,
      );
    }
    for (const [hash, policy] of policies)
      db.run(
        'INSERT INTO neighbor_policy (hash, policy) VALUES (?, ?) ON CONFLICT DO NOTHING',
        hash,
        JSON.stringify(policy),
      );
    db.run('DELETE FROM neighbor_policy WHERE NOT EXISTS (SELECT 1 FROM neighbor_act)');
  });
}

/** An act whose arguments are gone is taken from no neighbor. */
const ArgsSchema = z.string();
