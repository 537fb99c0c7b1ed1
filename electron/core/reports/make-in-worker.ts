// Has a report made by the worker thread. What it is refused with comes back as the error that it is.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { startWorker } from '../worker-job.ts';
import type { ReportJob, ReportMade } from './report-job.ts';

/** Makes a report beside whatever else the core does. Rejects with a HoldfastError where it cannot be made. */
export type MakeReport = (job: ReportJob) => Promise<ReportMade>;

/** What the worker says. */
export type ReportAnswer =
  | { readonly kind: 'made'; readonly made: ReportMade }
  | { readonly kind: 'refused'; readonly code: HoldfastError['code']; readonly params: HoldfastError['params'] };

/** Has it made by a worker of its own, which ends with it. */
export function makeReportInWorker(entry: string): MakeReport {
  return (job) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReportMade>();
    const worker = startWorker(entry, { kind: 'report', job });
    worker.unref();
    const parseAnswer = (message: unknown) => message as ReportAnswer;
    worker.on('message', (message) => {
      const answer = parseAnswer(message);
      if (answer.kind === 'made') resolve(answer.made);
      else reject(new HoldfastError(answer.code, answer.params));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the worker ended without a report')));
    return promise;
  };
}
