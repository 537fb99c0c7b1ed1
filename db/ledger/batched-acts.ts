// Acts that this desk recorded together, by the name of their batch, whenever that was: clocks move, and a long batch is recorded for long.

import type { ActId, BatchId, LoanId, StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { FACT, FACTS } from './act-facts.ts';
import type { Ledger } from './open-ledger.ts';

/** One act of a batch. */
export type BatchedAct = {
  readonly id: ActId;
  readonly at: Instant;
  readonly staffId: StaffId | null;
  /** Null once its arguments are purged. */
  readonly loanId: LoanId | null;
  /** When it was undone; null = it stands. */
  readonly undoneAt: Instant | null;
};

type Asked = { readonly name: string; readonly batch: BatchId; readonly undo: string };

/** The acts of a batch, in the order in which they were recorded. */
export function batchedActs(db: Ledger, { name, batch, undo }: Asked): BatchedAct[] {
  const rows = db.all<Omit<BatchedAct, 'undoneAt'>>(
    `SELECT id, recorded_at AS at, json_extract(body, '$.staffId') AS staffId, json_extract(args, '$.command.loanId') AS loanId
     FROM envelope WHERE n IN (SELECT n FROM ${FACTS} WHERE ${FACT.name} = ?) AND json_extract(body, '$.told.batch') = ?
     ORDER BY n`,
    name,
    batch,
  );
  const undos = db.all<{ target: ActId | null; at: Instant }>(
    `SELECT json_extract(args, '$.command.commandId') AS target, recorded_at AS at FROM ${FACTS} WHERE ${FACT.name} = ?`,
    undo,
  );
  const undone = new Map(undos.map(({ target, at }) => [target, at]));
  return rows.map((row) => ({ ...row, undoneAt: undone.get(row.id) ?? null }));
}
