// Applies one batch of the feed: everything between begin and commit in one SQL transaction, in slices as short as the caller wants.
// Nothing of it is visible to other connections before the commit, and a batch that does not follow is refused. [I9] [I10] [I11]

import { assert } from '../../shared/core/assert.ts';
import { streamId } from '../../shared/core/ids.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { FeedLine } from '../../shared/wire/feed.ts';
import { ReceiptSchema } from '../../shared/wire/receipt.ts';
import { isRowKind } from '../../shared/wire/rows.ts';
import { addChange, noChanges, type Changes } from './changes.ts';
import { fieldsOf } from './kind-table.ts';
import type { ReplicaWriter } from './open-replica.ts';
import { replicaState, writeReplicaState, type ReplicaState } from './replica-state.ts';
import { deleteRow, putRow } from './row-writer.ts';
import { wordIndex, type WordIndex } from './word-index.ts';

type LineOf<T extends FeedLine['type']> = Extract<FeedLine, { type: T }>;
export type BatchLine = LineOf<'put' | 'del' | 'receipt'>;

/** Why a batch was not begun. */
export type BatchRefusal = {
  /** `position`: it does not begin where this replica is. `epoch`: the server was restored; load anew. `backwards`: it leads nowhere. */
  readonly reason: 'position' | 'epoch' | 'backwards';
  readonly state: ReplicaState;
};

/** A committed batch. */
export type AppliedBatch = {
  readonly state: ReplicaState;
  readonly changes: Changes;
  /** Rows of kinds that this version does not know. [I20] */
  readonly skipped: number;
};

/** Begins a batch. The writer's one transaction stays open until `commit` or `close`. */
export function beginBatch(db: ReplicaWriter, begin: LineOf<'begin'>): Result<FeedBatch, BatchRefusal> {
  const state = replicaState(db);
  assert(state !== null, () => 'a replica without a state takes no feed');
  if (begin.epoch !== state.epoch) return err({ reason: 'epoch', state });
  if (begin.after !== state.pos) return err({ reason: 'position', state });
  if (begin.to <= begin.after) return err({ reason: 'backwards', state });
  db.run('BEGIN IMMEDIATE');
  return ok(new FeedBatch(db, begin, state));
}

/** Holds the open transaction of one batch. */
export class FeedBatch {
  /** This desk's receipts in the batch, as their exact texts. Store them in the ledger before `commit`: after a crash the batch comes again. */
  readonly receipts: string[] = [];
  readonly #db: ReplicaWriter;
  readonly #begin: LineOf<'begin'>;
  readonly #before: ReplicaState;
  readonly #changes = noChanges();
  readonly #words: WordIndex;
  #skipped = 0;
  #isOpen = true;

  constructor(db: ReplicaWriter, begin: LineOf<'begin'>, before: ReplicaState) {
    this.#db = db;
    this.#begin = begin;
    this.#before = before;
    this.#words = wordIndex(db);
  }

  /** Takes lines in order until `isTimeUp` is true, at least one; returns how many it took. */
  take(lines: readonly BatchLine[], isTimeUp: () => boolean = () => false): number {
    assert(this.#isOpen, () => 'the batch is over');
    let taken = 0;
    for (const line of lines) {
      this.#takeLine(line);
      taken += 1;
      if (isTimeUp()) break;
    }
    return taken;
  }

  /** Whether its end counts the acts that it answers: others would wait on screen until the next one, although their effects are here. [I3] */
  countsAnswered({ lastSeq }: LineOf<'commit'>): boolean {
    const counted = newestSeqs(this.#before.lastSeq, lastSeq);
    return this.receipts.every((receipt) => {
      const { stream, seq } = PlaceSchema.parse(JSON.parse(receipt));
      return seq <= (counted[stream] ?? 0);
    });
  }

  /** Commits the rows together with their position. */
  commit(line: LineOf<'commit'>): AppliedBatch {
    assert(this.#isOpen, () => 'the batch is over');
    assert(line.to === this.#begin.to, () => `a batch to ${this.#begin.to} was ended as one to ${line.to}`);
    const state = {
      ...this.#before,
      pos: line.to,
      asOf: Math.max(this.#before.asOf, this.#begin.at),
      lastSeq: newestSeqs(this.#before.lastSeq, line.lastSeq),
      neighbors: line.neighbors,
    };
    this.#words.flush();
    writeReplicaState(this.#db, state);
    this.#db.run('COMMIT');
    this.#isOpen = false;
    return { state, changes: this.#changes, skipped: this.#skipped };
  }

  /** Rolls back the open transaction. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#db.raw.inTransaction) this.#db.run('ROLLBACK');
  }

  #takeLine(line: BatchLine): void {
    if (line.type === 'receipt') {
      this.receipts.push(line.receipt);
    } else if (!isRowKind(line.kind)) {
      this.#skipped += 1;
    } else if (line.type === 'put') {
      const { kind, key, version, row } = line;
      addChange(
        this.#changes,
        { kind, key },
        putRow(this.#db, this.#words, { kind, key, version, row }),
        fieldsOf(row),
      );
    } else {
      const { kind, key } = line;
      addChange(this.#changes, { kind, key }, deleteRow(this.#db, this.#words, kind, key));
    }
  }
}

const PlaceSchema = ReceiptSchema.pick({ stream: true, seq: true });

/** A stream's last seq never goes back within an epoch. */
function newestSeqs(before: ReplicaState['lastSeq'], now: ReplicaState['lastSeq']): ReplicaState['lastSeq'] {
  const newest = { ...before };
  for (const [name, seq] of Object.entries(now)) {
    const stream = streamId(name);
    newest[stream] = Math.max(seq, before[stream] ?? 0);
  }
  return newest;
}
