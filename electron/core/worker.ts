// The core's worker thread: long work on its own connection, so that a scan never waits for it. Today it loads snapshots.

import { parentPort, workerData } from 'node:worker_threads';
import { required } from '../../shared/core/assert.ts';
import { runSnapshotJob, type SnapshotJob } from './link/snapshot-job.ts';

const parseJob = (data: unknown) => data as SnapshotJob;
const port = required(parentPort, () => 'the worker was not started as one');

await runSnapshotJob(parseJob(workerData), (report) => port.postMessage(report));
