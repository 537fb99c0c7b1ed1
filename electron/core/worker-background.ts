// Background work of the core: done by its worker thread, so that a scan never waits for it.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { ReplicaPlace } from '../../db/replica/open-replica.ts';
import { ListFilesAnswerSchema, type ListFilesAnswer } from './lists/list-files-answer.ts';
import type { ListFilesJob } from './lists/list-files-job.ts';
import type { LookAnswer, LookJob } from './look/look.ts';
import type { ReportAnswer, ReportJob, ReportMade } from './reports/report-job.ts';
import { checkCopyInWorker, type CheckCopy } from './sync/check-copy.ts';
import { loadSnapshotInWorker, type LoadSnapshot } from './sync/load-snapshot.ts';
import { backgroundWriteBack, startWorker, type WorkerJob } from './worker-job.ts';

export type Background = {
  readonly loadSnapshot: LoadSnapshot;
  readonly checkCopy: CheckCopy;
  /** Writes the WAL of a copy back into its file. */
  readonly writeBack: (place: ReplicaPlace) => void;
  /** Rejects with a HoldfastError where the report cannot be made. */
  readonly makeReport: (job: ReportJob) => Promise<ReportMade>;
  /** Writes lists into a folder, however slow it is. Rejects on a bug. */
  readonly writeLists: (job: ListFilesJob) => Promise<ListFilesAnswer>;
};

/** The worker thread whose entry file this is. */
export function workerBackground(entry: string): Background {
  return {
    loadSnapshot: loadSnapshotInWorker(entry),
    checkCopy: checkCopyInWorker(entry),
    writeBack: backgroundWriteBack(entry),
    makeReport: async (job) => {
      const parseAnswer = (message: unknown) => message as ReportAnswer;
      const answer = parseAnswer(await answerOf(entry, { kind: 'report', job }));
      if (answer.kind === 'refused') throw new HoldfastError(answer.code, answer.params);
      return answer.made;
    },
    writeLists: async (job) => ListFilesAnswerSchema.parse(await answerOf(entry, { kind: 'list-files', job })),
  };
}

export type Look = (job: LookJob) => Promise<LookAnswer>;

/** Has the worker thread look at the files of a desk: every page of two files may be read for it. */
export function lookInWorker(entry: string): Look {
  const parseAnswer = (message: unknown) => message as LookAnswer;
  return async (job) => parseAnswer(await answerOf(entry, { kind: 'look', job }));
}

/** Starts a worker on a job that has one answer, with which it ends. Rejects where the worker breaks. */
function answerOf(entry: string, job: WorkerJob): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const worker = startWorker(entry, job);
  worker.unref();
  worker.on('message', resolve);
  worker.on('error', reject);
  worker.on('exit', () => reject(new Error('the worker ended without an answer')));
  return promise;
}
