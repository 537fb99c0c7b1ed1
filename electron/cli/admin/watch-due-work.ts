// Beside a running server: looks now and then whether some heavy work is due, and has it done by a process of its own, so that no desk waits for it.

import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE_MS, type Millis } from '../../../shared/core/instant.ts';

export type DueWorkWatch = {
  readonly isDue: () => Promise<boolean>;
  /** Program and arguments that do all that is due, on the same database. */
  readonly again: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  /** Called with the name of the error when work could not even begin; work that fails reports it itself. */
  readonly failed: (why: string) => void;
  readonly everyMs?: Millis;
};

/** Watches until the returned function is called. */
export function watchDueWork(watch: DueWorkWatch): () => Promise<void> {
  const ending = new AbortController();
  const watching = lookUntil(ending.signal, watch);
  return () => {
    ending.abort();
    return watching;
  };
}

async function lookUntil(signal: AbortSignal, watch: DueWorkWatch): Promise<void> {
  const { isDue, failed, everyMs = MINUTE_MS } = watch;
  while (!signal.aborted) {
    try {
      if (await isDue()) await doIt(signal, watch);
    } catch (error) {
      if (!signal.aborted) failed(error instanceof Error ? error.name : 'unknown');
    }
    await wait(everyMs, null, { signal, ref: false }).catch(() => null);
  }
}

/** Resolves when the process has ended, however it did. */
function doIt(signal: AbortSignal, { again: [program, ...args], env }: DueWorkWatch): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'], signal });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}
