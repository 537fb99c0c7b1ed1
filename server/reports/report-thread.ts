// Has reports of the library made by a thread of their own. It is started with the first of them, kept for those that follow soon, and started anew
// where it died: a report that breaks, or needs more memory than there is, breaks nothing else.

import { Worker } from 'node:worker_threads';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';
import type { ReportKind } from '../../shared/reports/kinds.ts';
import type { Reader, ReportQuestion } from '../../shared/reports/question.ts';
import type { StoreAccess } from '../store/store.ts';

/** A report of the library, and who reads it. */
export type LibraryReportAsked = {
  readonly kind: ReportKind;
  readonly question: ReportQuestion;
  readonly reader: Reader;
};

/** What the thread says. `text`: the JSON of ReportResponse in UTF-8, so that whoever sends it on has nothing left to do. */
export type ReportAnswer =
  | { readonly kind: 'made'; readonly text: Uint8Array }
  | { readonly kind: 'refused'; readonly code: HoldfastError['code']; readonly params: HoldfastError['params'] };

export type ReportThread = {
  /** Makes a report; nobody asks before the last one is answered. Rejects with what it is refused with, and where the thread dies. */
  readonly make: (asked: LibraryReportAsked) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** Whoever looks at reports asks for the next one soon. */
const KEPT_MS = 5 * MINUTE_MS;

/** `entry`: the file of report-worker.ts. */
export function createReportThread(entry: string, access: StoreAccess): ReportThread {
  let worker: Worker | null = null;
  let ending: NodeJS.Timeout | undefined;
  const start = (): Worker => {
    const started = new Worker(entry, { workerData: access });
    started.unref();
    const gone = () => {
      if (worker === started) worker = null;
    };
    // Whoever waits for a report hears of it as well; unheard, it would end the process. It comes before the exit: whoever asks next needs another.
    started.on('error', gone);
    started.on('exit', gone);
    return started;
  };
  const end = async () => {
    clearTimeout(ending);
    await worker?.terminate();
  };
  return {
    make: async (asked) => {
      clearTimeout(ending);
      worker ??= start();
      try {
        return await askOnce(worker, asked);
      } finally {
        clearTimeout(ending);
        ending = setTimeout(() => void end(), KEPT_MS).unref();
      }
    },
    close: end,
  };
}

function askOnce(worker: Worker, asked: LibraryReportAsked): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const parseAnswer = (message: unknown) => message as ReportAnswer;
  const heard = (message: unknown) => {
    const answer = parseAnswer(message);
    if (answer.kind === 'made') resolve(answer.text);
    else reject(new HoldfastError(answer.code, answer.params));
  };
  const ended = () => reject(new Error('the thread for reports ended without one'));
  worker.on('message', heard);
  worker.on('error', reject);
  worker.on('exit', ended);
  worker.postMessage(asked);
  return promise.finally(() => {
    worker.off('message', heard);
    worker.off('error', reject);
    worker.off('exit', ended);
  });
}
