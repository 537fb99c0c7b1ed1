// What the core has done beside its own work: by its worker thread, so that a scan never waits for it.

import type { ReplicaPlace } from '../../db/replica/open-replica.ts';
import { loadSnapshotInWorker, type LoadSnapshot } from './sync/load-snapshot.ts';
import { backgroundWriteBack } from './worker-job.ts';

export type Background = {
  readonly loadSnapshot: LoadSnapshot;
  /** Writes the WAL of a copy back into its file. */
  readonly writeBack: (place: ReplicaPlace) => void;
};

/** The worker thread whose entry file this is. */
export function workerBackground(entry: string): Background {
  return { loadSnapshot: loadSnapshotInWorker(entry), writeBack: backgroundWriteBack(entry) };
}
