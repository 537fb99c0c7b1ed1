// Where on the feed a replica is. Changed only together with the rows of that position.

import { z } from 'zod';
import { StreamIdSchema } from '../../shared/core/ids.ts';
import { InstantSchema, type Instant } from '../../shared/core/instant.ts';
import type { Handle, Writer } from '../open/connection.ts';

const ReplicaStateSchema = z.object({
  epoch: z.string(),
  pos: z.int(),
  /** The last seq of each of this desk's streams whose effects are all in the rows. [I3] */
  lastSeq: z.record(StreamIdSchema, z.int()),
  /** The same of the other desks of its branch; absent = the feed was not asked for it. */
  neighbors: z.record(StreamIdSchema, z.int()).optional(),
  /** Form of the rows, as the snapshot named it. */
  schema: z.int(),
  /** The moment, by the server's clock, that the rows are complete to. */
  asOf: InstantSchema,
  /** Only the library and its rules are here: enough to work by barcode until the whole copy is loaded. It takes no feed. */
  isPartial: z.boolean(),
});
export type ReplicaState = z.infer<typeof ReplicaStateSchema>;

type StateRow = {
  readonly epoch: string;
  readonly pos: number;
  readonly last_seq: string;
  readonly schema: number;
  readonly as_of: number;
  readonly partial: number;
  readonly neighbors: string | null;
};

/** The state; null in a file that was never finished. */
export function replicaState(db: Handle<'replica'>): ReplicaState | null {
  const row = db.known<StateRow>('SELECT epoch, pos, last_seq, schema, as_of, partial, neighbors FROM replica_state');
  if (row === undefined) return null;
  // Every act and every answer of the server asks for it, and it changes with a batch.
  return db.valueOf('replica_state', JSON.stringify(row), () => parseState(row));
}

function parseState({ epoch, pos, schema, ...row }: StateRow): ReplicaState {
  const lastSeq: unknown = JSON.parse(row.last_seq);
  const neighbors: unknown = row.neighbors === null ? undefined : JSON.parse(row.neighbors);
  const isPartial = row.partial === 1;
  return ReplicaStateSchema.parse({ epoch, pos, schema, asOf: row.as_of, lastSeq, neighbors, isPartial });
}

/** Writes the state; the caller's transaction holds the rows that belong to it. */
export function writeReplicaState(db: Writer<'replica'>, state: ReplicaState): void {
  db.run(
    `INSERT INTO replica_state (one, epoch, pos, last_seq, schema, as_of, partial, neighbors) VALUES (1, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, pos = excluded.pos, last_seq = excluded.last_seq,
       schema = excluded.schema, as_of = excluded.as_of, partial = excluded.partial,
       neighbors = excluded.neighbors`,
    state.epoch,
    state.pos,
    JSON.stringify(state.lastSeq),
    state.schema,
    state.asOf,
    state.isPartial ? 1 : 0,
    state.neighbors === undefined ? null : JSON.stringify(state.neighbors),
  );
}

/** Notes that nothing newer existed at `at`, and how far the server had the streams of neighbors. Not while a batch is under way. */
export function noteUpToDate(db: Writer<'replica'>, at: Instant, neighbors?: ReplicaState['neighbors']): void {
  db.transaction(() => {
    db.run('UPDATE replica_state SET as_of = max(as_of, ?)', at);
    if (neighbors !== undefined) db.run('UPDATE replica_state SET neighbors = ?', JSON.stringify(neighbors));
  });
}
