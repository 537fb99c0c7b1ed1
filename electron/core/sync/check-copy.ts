// Has a copy compared with the server's word in the worker thread.

import type { CopyCheck, CopyDifference } from '../../../db/replica/compare-copy.ts';
import { startWorker } from '../worker-job.ts';

/** What the worker says: the copy may go on; then how it compares. */
export type CopyCheckReport =
  | { readonly kind: 'pinned' }
  | { readonly kind: 'compared'; readonly difference: CopyDifference };

/**
 * Compares. `pinned` resolves as soon as the copy may go on, whatever comes of it; `done` with the comparison, or null when there was none.
 * Neither rejects.
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
    // A copy that cannot be read shows by itself, to whoever reads it next.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      pinned.resolve();
      done.resolve(difference);
    });
    return { pinned: pinned.promise, done: done.promise };
  };
}
