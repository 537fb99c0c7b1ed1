// Entry of the server's worker thread for reports: makes one after the other, on connections of its own, so that no desk waits for a report.

import { parentPort, workerData } from 'node:worker_threads';
import { required } from '../../shared/core/assert.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { forReader } from '../../shared/reports/for-reader.ts';
import { isInfrastructure } from '../store/failure.ts';
import { openReadStore } from '../store/open-read-store.ts';
import type { StoreAccess } from '../store/store.ts';
import { libraryReport } from './library-reports.ts';
import type { KeptDay } from './kept/kept-days.ts';
import { keepableDays } from './kept/keepable-days.ts';
import type { AskedOfThread, ReportAnswer } from './report-thread.ts';

const parseAccess = (data: unknown) => data as StoreAccess;
const parseAsked = (message: unknown) => message as AskedOfThread;
const port = required(parentPort, () => 'the worker was not started as one');
const store = openReadStore(parseAccess(workerData));

port.on('message', (message) => void answer(parseAsked(message)));

/** A bug ends this thread, and whoever asked hears of it. */
async function answer(asked: AskedOfThread): Promise<void> {
  const days: KeptDay[] = [];
  const keep = (day: KeptDay) => void days.push(day);
  try {
    if (asked.kind === 'keep') {
      await keepableDays(store, asked.now, keep);
      say({ kind: 'made', text: new Uint8Array(), days });
      return;
    }
    const document = forReader(await libraryReport(store, asked.kind, asked.question, keep), asked.reader);
    const text = new TextEncoder().encode(JSON.stringify({ document }));
    say({ kind: 'made', text, days }, [text.buffer]);
  } catch (error) {
    if (!(error instanceof HoldfastError) && !isInfrastructure(error)) throw error;
    // Errors lose their class between threads.
    const { code, params } = error instanceof HoldfastError ? error : new HoldfastError('HF-SERVER-010');
    say({ kind: 'refused', code, params });
  }
}

function say(answered: ReportAnswer, moved: readonly ArrayBuffer[] = []): void {
  port.postMessage(answered, [...moved]);
}
