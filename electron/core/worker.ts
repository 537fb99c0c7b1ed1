// Entry of the core's worker thread: does one job and ends.

import { parentPort, workerData } from 'node:worker_threads';
import { required } from '../../shared/core/assert.ts';
import { checkpointReplica } from '../../db/replica/open-replica.ts';
import { runSnapshotJob } from './link/snapshot-job.ts';
import { systemTimers } from './system-timers.ts';
import type { WorkerJob } from './worker-job.ts';

const parseJob = (data: unknown) => data as WorkerJob;
const port = required(parentPort, () => 'the worker was not started as one');

const given = parseJob(workerData);
if (given.kind === 'write-back') checkpointReplica(given.place);
else
  await runSnapshotJob(given.job, {
    fetch,
    timers: systemTimers,
    report: (report) => port.postMessage(report),
  });
