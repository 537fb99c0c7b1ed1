// Due dates that this desk changed at once: the acts of one batch that stand, and the newest batch that may be taken back.

import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { undo, UNDO_WINDOW_MS } from '../../../shared/acts/ledger/undo.ts';
import { changeDueDate } from '../../../shared/acts/loan/change-due-date.ts';
import { argsLeft, toldLeft } from '../../../shared/acts/read-act.ts';
import type { ActId, BatchId, StaffId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';

/** One change of a batch. */
export type BatchedChange = {
  readonly id: ActId;
  readonly batch: BatchId;
  readonly at: Instant;
  readonly staffId: StaffId | null;
};

/** Changes of batches that are recent enough to be undone and are not, in the order in which they were recorded. */
export function batchedChanges(ledger: Ledger, now: Instant): BatchedChange[] {
  const within = { from: now - UNDO_WINDOW_MS, to: Number.MAX_SAFE_INTEGER };
  const undone = new Set(recordedActs(ledger, [undo.name], within).map((act) => argsLeft(act).commandId));
  return recordedActs(ledger, [changeDueDate.name], within).flatMap((act) => {
    const { batch } = toldLeft(act);
    const { id, at, staffId } = act;
    return batch === undefined || undone.has(id) ? [] : [{ id, batch, at, staffId }];
  });
}
