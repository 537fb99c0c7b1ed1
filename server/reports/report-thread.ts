// Has reports of the library made by a thread of their own. It is started with the first of them, kept for those that follow soon, and started anew
// where it died: a report that breaks, or needs more memory than there is, breaks nothing else.

import { Worker } from 'node:worker_threads';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { ReportKind } from '../../shared/reports/kinds.ts';
import type { Reader, ReportQuestion } from '../../shared/reports/question.ts';
import type { Store } from '../store/store.ts';
import { keepDays, moveHorizon } from './kept/keep-days.ts';
import type { KeptDay } from './kept/kept-days.ts';

/** A report of the library, and who reads it. */
export type LibraryReportAsked = {
  readonly kind: ReportKind;
  readonly question: ReportQuestion;
  readonly reader: Reader;
};

/** A request to the thread: a report, or the ended days without kept figures. */
export type AskedOfThread = LibraryReportAsked | { readonly kind: 'keep'; readonly now: Instant };

/**
 * An answer of the thread. `text`: the JSON of ReportResponse in UTF-8, ready to be sent; empty where no report was asked for. `days`: figures to keep
 * for the next report; the thread itself only reads.
 */
export type ReportAnswer =
  | { readonly kind: 'made'; readonly text: Uint8Array; readonly days: readonly KeptDay[] }
  | { readonly kind: 'refused'; readonly code: HoldfastError['code']; readonly params: HoldfastError['params'] };

export type ReportThread = {
  /** Makes a report, one at a time. Rejects with its refusal, and where the thread dies. */
  readonly make: (asked: LibraryReportAsked) => Promise<Uint8Array>;
  /** Keeps the figures of every day that is over and has none yet. */
  readonly keep: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The thread stays this long: a reader of reports asks for the next one soon. */
const KEPT_MS = 5 * MINUTE_MS;

/** The parts that a thread for reports needs. */
export type ReportParts = {
  readonly store: Store;
  readonly clock: Clock;
  /** Hears of figures that could not be kept: reports are made of acts then. */
  readonly faulted: (code: string, error: unknown) => void;
};

/** `entry`: the file of report-worker.ts. */
export function createReportThread(entry: string, { store, clock, faulted }: ReportParts): ReportThread {
  let worker: Worker | null = null;
  let ending: NodeJS.Timeout | undefined;
  const start = (): Worker => {
    const started = new Worker(entry, { workerData: store.access });
    started.unref();
    const gone = () => {
      if (worker === started) worker = null;
    };
    // The pending request gets this error as well; without a listener it would end the process. It comes before the exit: the next request needs
    // a new thread.
    started.on('error', gone);
    started.on('exit', gone);
    return started;
  };
  const end = async () => {
    clearTimeout(ending);
    await worker?.terminate();
  };
  const ask = async (asked: AskedOfThread): Promise<Made> => {
    clearTimeout(ending);
    worker ??= start();
    try {
      return await askOnce(worker, asked);
    } finally {
      clearTimeout(ending);
      ending = setTimeout(() => void end(), KEPT_MS).unref();
    }
  };
  let asking: Promise<unknown> = Promise.resolve();
  /** One after the other: a report waits for the days that are being kept. */
  const askInTurn = (asked: AskedOfThread): Promise<Made> => {
    const answered = asking.then(() => ask(asked));
    asking = answered.catch(() => undefined);
    return answered;
  };
  let keeping: Promise<void> = Promise.resolve();
  /** Runs in the background. */
  const keepAll = (days: readonly KeptDay[]): Promise<void> => {
    keeping = keeping.then(() => keepDays(store, days)).catch((error: unknown) => faulted('keep-days', error));
    return keeping;
  };
  // The first time it also looks for days that an ended server had not kept.
  let isDue = true;
  const mayKeep = async () => {
    try {
      if (await moveHorizon(store, clock.now())) isDue = true;
    } catch (error) {
      faulted('keep-days', error);
    }
  };
  return {
    make: async (asked) => {
      await mayKeep();
      const { text, days } = await askInTurn(asked);
      if (days.length > 0) void keepAll(days);
      return text;
    },
    keep: async () => {
      await mayKeep();
      if (!isDue) return;
      isDue = false;
      const { days } = await askInTurn({ kind: 'keep', now: clock.now() });
      await keepAll(days);
    },
    close: async () => {
      await end();
      await keeping;
    },
  };
}

type Made = Extract<ReportAnswer, { kind: 'made' }>;

function askOnce(worker: Worker, asked: AskedOfThread): Promise<Made> {
  const { promise, resolve, reject } = Promise.withResolvers<Made>();
  const parseAnswer = (message: unknown) => message as ReportAnswer;
  const heard = (message: unknown) => {
    const answer = parseAnswer(message);
    if (answer.kind === 'made') resolve(answer);
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
