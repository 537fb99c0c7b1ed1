// Jobs of the core's worker thread, on connections of its own, so that a scan never waits for it.

import { Worker } from 'node:worker_threads';
import type { CopyCheck } from '../../db/replica/compare-copy.ts';
import type { ReplicaPlace } from '../../db/replica/open-replica.ts';
import type { SnapshotJob } from './link/snapshot-job.ts';
import type { LookJob } from './look/look.ts';
import type { ListFilesJob } from './lists/list-files-job.ts';
import type { ReportJob } from './reports/report-job.ts';

/**
 * `write-back`: the WAL of a copy into its file. `check-copy`: compares a copy with the server's checksum. `report`: makes one.
 * `list-files`: writes lists into a folder.
 * `look`: checks or copies the files for the command line.
 */
export type WorkerJob =
  | { readonly kind: 'snapshot'; readonly job: SnapshotJob }
  | { readonly kind: 'write-back'; readonly place: ReplicaPlace }
  | { readonly kind: 'check-copy'; readonly check: CopyCheck }
  | { readonly kind: 'report'; readonly job: ReportJob }
  | { readonly kind: 'list-files'; readonly job: ListFilesJob }
  | { readonly kind: 'look'; readonly job: LookJob };

/** Starts a worker on one job; it ends with it. */
export function startWorker(entry: string, job: WorkerJob): Worker {
  return new Worker(entry, { workerData: job });
}

/** Returns a function that writes a copy's WAL back, one worker at a time; one that fails leaves it to the next commit. */
export function backgroundWriteBack(entry: string): (place: ReplicaPlace) => void {
  let running: Worker | null = null;
  return (place) => {
    if (running !== null) return;
    running = startWorker(entry, { kind: 'write-back', place });
    running.unref();
    running.on('error', () => undefined);
    running.on('exit', () => {
      running = null;
    });
  };
}
