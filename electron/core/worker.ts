// Entry of the core's worker thread: does one job and ends.

import { parentPort, workerData } from 'node:worker_threads';
import { required } from '../../shared/core/assert.ts';
import { checkpointReplica } from '../../db/replica/open-replica.ts';
import { runSnapshotJob } from './link/snapshot-job.ts';
import { systemClock } from './system-clock.ts';
import { systemTimers } from './system-timers.ts';
import type { WorkerJob } from './worker-job.ts';

const parseJob = (data: unknown) => data as WorkerJob;
const port = required(parentPort, () => 'the worker was not started as one');

const given = parseJob(workerData);
if (given.kind === 'write-back') checkpointReplica(given.place);
else {
  // How long the line is silent is all that this clock is asked, so that a shift of it does not matter.
  const clock = systemClock(0);
  await runSnapshotJob(given.job, {
    mono: () => clock.mono(),
    fetch,
    timers: systemTimers,
    report: (report) => port.postMessage(report),
  });
}
