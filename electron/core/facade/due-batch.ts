// Due dates that this desk changed at once: the acts of one batch, and the newest batch that may be taken back.

import { batchedActs, type BatchedAct } from '../../../db/ledger/batched-acts.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { undo, UNDO_WINDOW_MS } from '../../../shared/acts/ledger/undo.ts';
import { changeDueDate } from '../../../shared/acts/loan/change-due-date.ts';
import { toldLeft } from '../../../shared/acts/read-act.ts';
import type { BatchId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';

/** Every change of a batch, in the order in which they were recorded. */
export function changesOf(ledger: Ledger, batch: BatchId): BatchedAct[] {
  return batchedActs(ledger, { name: changeDueDate.name, batch, undo: undo.name });
}

/** Whether a batch may be undone, which is judged for all of it: its last change is recent enough, or its undo was begun in time and goes on. */
export function isInTime(changes: readonly BatchedAct[], now: Instant): boolean {
  return changes.some(({ at, undoneAt }) => now - (undoneAt ?? at) <= UNDO_WINDOW_MS);
}

/** The changes that stand of the newest batch that may be taken back; none = there is no such batch. */
export function newestBatch(
  ledger: Ledger,
  now: Instant,
): { readonly batch: BatchId; readonly changes: BatchedAct[] } | null {
  const within = { from: now - UNDO_WINDOW_MS, to: Number.MAX_SAFE_INTEGER };
  const recent = recordedActs(ledger, [changeDueDate.name], within).flatMap((act) => toldLeft(act).batch ?? []);
  for (const batch of new Set(recent.toReversed())) {
    const changes = changesOf(ledger, batch).filter(({ undoneAt }) => undoneAt === null);
    if (changes.length > 0) return { batch, changes };
  }
  return null;
}
