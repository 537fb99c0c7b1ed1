// What the core has done beside its own work: by its worker thread, so that a scan never waits for it.

import type { ReplicaPlace } from '../../db/replica/open-replica.ts';
import { makeReportInWorker, type MakeReport } from './reports/make-in-worker.ts';
import { checkCopyInWorker, type CheckCopy } from './sync/check-copy.ts';
import { loadSnapshotInWorker, type LoadSnapshot } from './sync/load-snapshot.ts';
import { backgroundWriteBack } from './worker-job.ts';

export type Background = {
  readonly loadSnapshot: LoadSnapshot;
  readonly checkCopy: CheckCopy;
  /** Writes the WAL of a copy back into its file. */
  readonly writeBack: (place: ReplicaPlace) => void;
  readonly makeReport: MakeReport;
};

/** The worker thread whose entry file this is. */
export function workerBackground(entry: string): Background {
  return {
    loadSnapshot: loadSnapshotInWorker(entry),
    checkCopy: checkCopyInWorker(entry),
    writeBack: backgroundWriteBack(entry),
    makeReport: makeReportInWorker(entry),
  };
}
