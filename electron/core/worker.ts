// Entry of the core's worker thread: does one job and ends.

import { parentPort, workerData } from 'node:worker_threads';
import { required } from '../../shared/core/assert.ts';
import { compareCopy } from '../../db/replica/compare-copy.ts';
import { checkpointReplica } from '../../db/replica/open-replica.ts';
import { CHUNK_WORK_ASIDE } from '../../db/replica/chunk-folder.ts';
import { runSnapshotJob, type SnapshotReport } from './link/snapshot-job.ts';
import { trustComputer, trustingFetch } from './link/trusting-fetch.ts';
import type { LookAnswer } from './look/look.ts';
import type { ListFilesAnswer } from './lists/list-files-answer.ts';
import type { ReportAnswer } from './reports/report-job.ts';
import type { CopyCheckReport } from './sync/check-copy.ts';
import { systemTimers } from './system-timers.ts';
import type { WorkerJob } from './worker-job.ts';

const parseJob = (data: unknown) => data as WorkerJob;
const port = required(parentPort, () => 'the worker was not started as one');
const report = (said: SnapshotReport | CopyCheckReport | ReportAnswer | ListFilesAnswer | LookAnswer) =>
  port.postMessage(said);

const given = parseJob(workerData);
switch (given.kind) {
  case 'write-back':
    checkpointReplica(given.place);
    break;
  case 'check-copy':
    report({ kind: 'compared', difference: compareCopy(given.check, () => report({ kind: 'pinned' })) });
    break;
  case 'report':
    // Loaded with the first report alone: a copy that is loaded does not wait for it.
    report(await (await import('./reports/report-job.ts')).answerReport(given.job));
    break;
  case 'list-files':
    report(await (await import('./lists/list-files-job.ts')).writeListFilesJob(given.job));
    break;
  case 'look':
    report(await (await import('./look/look.ts')).answerLook(given.job));
    break;
  case 'snapshot':
    await runSnapshotJob(given.job, {
      fetch: trustingFetch(fetch, trustComputer),
      timers: systemTimers,
      chunkWork: CHUNK_WORK_ASIDE,
      report,
    });
    break;
}
