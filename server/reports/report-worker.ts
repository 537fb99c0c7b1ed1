// Entry of the server's worker threads, on connections of their own, so that no desk waits for their work: reports, one after the other; and the
// daily look at every page of the database, with which its thread ends.

import { parentPort, workerData } from 'node:worker_threads';
import { required } from '../../shared/core/assert.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { forReader } from '../../shared/reports/for-reader.ts';
import { isInfrastructure } from '../store/failure.ts';
import type { PageJob } from '../store/check-pages.ts';
import { faultsOfFile } from '../store/sqlite/page-faults.ts';
import type { ReadStore, StoreAccess, ClosableReadStore } from '../store/store.ts';
import { libraryReport } from './library-source.ts';
import { dayTerms, figuresByDay, type KeptDay, type KeepDay } from './kept/kept-days.ts';
import type { AskedOfThread, ReportAnswer } from './report-thread.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { servedDays } from './library-service.ts';
import { actsOfDays } from './shift-acts.ts';
import { openPostgresReadStore } from '../store/postgres/open-postgres.ts';
import { openSqliteReadStore } from '../store/sqlite/open-sqlite.ts';

const parseData = (data: unknown) => data as StoreAccess | PageJob;
const parseAsked = (message: unknown) => message as AskedOfThread;
const port = required(parentPort, () => 'the worker was not started as one');
const given = parseData(workerData);

if (given.kind === 'check-pages') port.postMessage(faultsOfFile(given));
else {
  const store = openReadStore(given);
  port.on('message', (message) => void answer(store, parseAsked(message)));
}

/** A bug ends this thread, and the caller gets an error. */
async function answer(store: ReadStore, asked: AskedOfThread): Promise<void> {
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

/** Reports are mostly of a year, and of the one before to compare; figures of older days are kept when a report asks for them. */
const KEPT_AHEAD_MS = 800 * DAY_MS;

/** Makes them. Of a day that is kept nothing but its figures is read. */
async function keepableDays(store: ReadStore, now: Instant, keep: KeepDay): Promise<void> {
  await store.readLong(async (tx) => {
    const { zone } = await dayTerms(tx);
    const asked = { period: { from: now - KEPT_AHEAD_MS, to: now }, keep };
    await passOver(figuresByDay(tx, actsOfDays(zone), asked));
    await passOver(figuresByDay(tx, servedDays(zone), asked));
  });
}

async function passOver(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts);
}

/** The store. Its database is migrated already: an open store gave the access. */
function openReadStore(access: StoreAccess): ClosableReadStore {
  return access.kind === 'sqlite' ? openSqliteReadStore(access) : openPostgresReadStore(access.url);
}
