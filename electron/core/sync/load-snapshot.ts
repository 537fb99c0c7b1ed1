// Runs a snapshot job in the worker thread and waits for its end.

import type { SnapshotEnd, SnapshotJob, SnapshotNews, SnapshotReport } from '../link/snapshot-job.ts';
import { startWorker } from '../worker-job.ts';

/** Loads a snapshot. Never rejects; an abort ends it and counts as a failure. */
export type LoadSnapshot = (
  job: SnapshotJob,
  signal: AbortSignal,
  hear: (news: SnapshotNews) => void,
) => Promise<SnapshotEnd>;

/** Loads snapshots in the worker thread. */
export function loadSnapshotInWorker(entry: string): LoadSnapshot {
  return (job, signal, hear) =>
    new Promise((resolve) => {
      const worker = startWorker(entry, { kind: 'snapshot', job });
      let end: SnapshotEnd = { kind: 'failed', status: null, why: 'the worker ended' };
      const parseReport = (report: unknown) => report as SnapshotReport;
      worker.on('message', (message) => {
        const report = parseReport(message);
        if (report.kind === 'progress' || report.kind === 'starter') hear(report);
        else end = report;
      });
      worker.on('error', (error) => {
        end = { kind: 'failed', status: null, why: error instanceof Error ? error.message : 'unknown' };
      });
      worker.on('exit', () => resolve(end));
      signal.addEventListener('abort', () => void worker.terminate(), { once: true });
    });
}
