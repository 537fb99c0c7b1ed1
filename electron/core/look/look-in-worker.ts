// Has a look done by the worker thread, so that no scan waits for every page of two files.

import { startWorker } from '../worker-job.ts';
import type { LookAnswer, LookJob } from './look.ts';

export type Look = (job: LookJob) => Promise<LookAnswer>;

/** By a worker of its own, which ends with it. Rejects where that breaks. */
export function lookInWorker(entry: string): Look {
  return (job) => {
    const { promise, resolve, reject } = Promise.withResolvers<LookAnswer>();
    const worker = startWorker(entry, { kind: 'look', job });
    worker.unref();
    const parseAnswer = (message: unknown) => message as LookAnswer;
    worker.on('message', (message) => resolve(parseAnswer(message)));
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the worker ended without an answer')));
    return promise;
  };
}
