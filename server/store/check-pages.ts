// Reads every page of an embedded database once a day, in a thread of its own: a byte that a disk spoiled is reported while the last backup is young,
// and not when the page is needed.

import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { DAY_MS, MINUTE_MS, type Millis } from '../../shared/core/instant.ts';
import { CHECKED_AT_START_BYTES } from './sqlite/guard-central.ts';
import type { StoreAccess } from './store.ts';

/** The job of the thread. */
export type PageJob = { readonly kind: 'check-pages'; readonly path: string; readonly key: Uint8Array | null };

export type PageCheck = {
  /** Whether the last check found anything. */
  readonly isDamaged: () => boolean;
  readonly close: () => Promise<void>;
};

/** Only small files are read at the start: a large one is checked soon after. */
const FIRST_LARGE_MS = MINUTE_MS;

/** Checks now and then. `entry`: the file of report-worker.ts. A database that is no file is its keeper's to check. */
export function checkPages(
  entry: string,
  access: StoreAccess,
  {
    everyMs = DAY_MS,
    faulted,
  }: { readonly everyMs?: Millis; readonly faulted: (code: string, error: unknown) => void },
): PageCheck {
  if (access.kind === 'postgres') return { isDamaged: () => false, close: () => Promise.resolve() };
  const { path, key } = access;
  let damaged = false;
  let isClosed = false;
  let worker: Worker | null = null;
  let timer: NodeJS.Timeout | undefined;
  const check = () => {
    const job: PageJob = { kind: 'check-pages', path, key };
    const started = new Worker(entry, { workerData: job });
    started.unref();
    worker = started;
    started.on('message', (found: unknown) => {
      damaged = Array.isArray(found) && found.length > 0;
      if (damaged) faulted('pages', new HoldfastError('HF-DB-002', { path }));
    });
    started.on('error', (error) => faulted('pages', error));
    started.on('exit', () => {
      worker = null;
      if (!isClosed) next(everyMs);
    });
  };
  const next = (ms: Millis) => {
    timer = setTimeout(check, ms).unref();
  };
  const isLarge = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > CHECKED_AT_START_BYTES;
  next(isLarge ? Math.min(FIRST_LARGE_MS, everyMs) : everyMs);
  return {
    isDamaged: () => damaged,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await worker?.terminate();
    },
  };
}
