// Beside a running server: looks now and then whether a report is due, and has it made by a process of its own, so that no desk waits for it.

import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE_MS, type Millis } from '../../../shared/core/instant.ts';
import { isAnyDue } from '../../../server/reports/report-schedules.ts';
import type { StoreContext } from './with-store.ts';

export type DueReportsWatch = {
  /** Program and arguments of `holdfast report schedule run` on the same database. */
  readonly again: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  /** Told in a line of what could not even be begun; a report that fails says so itself. */
  readonly say: (line: string) => void;
  readonly everyMs?: Millis;
};

/** Watches until what it returns is called. */
export function watchDueReports(context: StoreContext, watch: DueReportsWatch): () => Promise<void> {
  const ending = new AbortController();
  const watching = lookUntil(ending.signal, context, watch);
  return () => {
    ending.abort();
    return watching;
  };
}

async function lookUntil(signal: AbortSignal, context: StoreContext, watch: DueReportsWatch): Promise<void> {
  const { say, everyMs = MINUTE_MS } = watch;
  while (!signal.aborted) {
    try {
      if (await isAnyDue(context)) await makeThem(signal, watch);
    } catch (error) {
      const why = error instanceof Error ? error.name : 'unknown';
      if (!signal.aborted) say(`HF-SERVER-013: reports that are due could not be made: ${why}`);
    }
    await wait(everyMs, null, { signal, ref: false }).catch(() => null);
  }
}

/** Resolves when the process has ended, however it did. */
function makeThem(signal: AbortSignal, { again: [program, ...args], env }: DueReportsWatch): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'], signal });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}
