// Waiting on real time, where programs run beside this one.

import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../electron/core/system-clock.ts';

/** Resolves when `isSo` returns true; throws with `what` when it does not after `withinMs`. */
export async function waitUntil(what: string, withinMs: number, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const clock = systemClock(0);
  const until = clock.mono() + withinMs;
  while (!(await isSo())) {
    if (clock.mono() > until) throw new Error(`${what}: not within ${withinMs} ms`);
    await pause(25);
  }
}
