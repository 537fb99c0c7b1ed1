// Has a copy compared with the server's word, by the worker thread.

import type { Clock } from '../../../shared/core/ports.ts';
import { noteCopyCheck } from '../../../db/ledger/desk-state.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import type { CopyCheck, CopyDifference } from '../../../db/replica/compare-copy.ts';
import type { CopyKeeper } from '../copy-keeper.ts';
import { startWorker } from '../worker-job.ts';

/** The worker's reports: the copy may go on; then the result of the comparison. */
export type CopyCheckReport =
  | { readonly kind: 'pinned' }
  | { readonly kind: 'compared'; readonly difference: CopyDifference };

/**
 * Compares. `pinned` resolves as soon as the copy may go on, also after an error; `done` with the comparison, or null
 * when there was none. Neither rejects.
 */
export type CheckCopy = (check: CopyCheck) => {
  readonly pinned: Promise<void>;
  readonly done: Promise<CopyDifference>;
};

/** Compares in the worker thread. */
export function checkCopyInWorker(entry: string): CheckCopy {
  return (check) => {
    const pinned = Promise.withResolvers<void>();
    const done = Promise.withResolvers<CopyDifference>();
    const worker = startWorker(entry, { kind: 'check-copy', check });
    worker.unref();
    let difference: CopyDifference = null;
    const parseReport = (report: unknown) => report as CopyCheckReport;
    worker.on('message', (message) => {
      const report = parseReport(message);
      if (report.kind === 'pinned') pinned.resolve();
      else ({ difference } = report);
    });
    // A copy that cannot be read fails at its next read.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      pinned.resolve();
      done.resolve(difference);
    });
    return { pinned: pinned.promise, done: done.promise };
  };
}

export type CopyLooking = {
  readonly keeper: CopyKeeper;
  readonly ledger: LedgerWriter;
  readonly clock: Clock;
  readonly checkCopy: CheckCopy;
  /** Runs work that no caller waits for. */
  readonly guard: (work: () => void) => void;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
};

/** Begins to compare the copy in use, notes the result, and calls `differs` when it differs. Resolves as soon as the copy may go on. */
export async function lookAtCopy(looking: CopyLooking, checksum: string, differs: () => void): Promise<void> {
  const { keeper, ledger, clock, checkCopy, guard, log } = looking;
  const { place } = keeper;
  const pos = keeper.state()?.pos;
  if (place === null || pos === undefined) return;
  const { pinned, done } = checkCopy({ place, pos, checksum });
  void done.then((difference) =>
    guard(() => {
      // Another copy may be in use by now, or none.
      if (difference === null || keeper.place !== place) return;
      noteCopyCheck(ledger, { at: clock.now(), pos, differing: difference.kinds });
      if (difference.kinds.length === 0) return;
      log('sync.copy-differs', { pos, kinds: difference.kinds });
      differs();
    }),
  );
  await pinned;
}
