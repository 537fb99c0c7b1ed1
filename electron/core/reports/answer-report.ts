// The worker's side of a report: makes it, and says what it is refused with as data, since errors lose their class between threads.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ReportAnswer } from './make-in-worker.ts';
import { makeReport, type ReportJob } from './report-job.ts';

/** The answer. Throws what is a bug. */
export async function answerReport(job: ReportJob): Promise<ReportAnswer> {
  try {
    return { kind: 'made', made: await makeReport(job) };
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return { kind: 'refused', code: error.code, params: error.params };
  }
}
