// The machine's clocks, with the configured shift. The only place of the desk that reads them.

import { uptime } from 'node:os';
import type { Clock } from '../../shared/core/ports.ts';

/** Monotonic time is compared with the computer's own count this often. */
const lookEveryMs = 1_000;
/** The two are read one after the other, and in steps of up to a second. */
const leastSleepMs = 2_000;

/**
 * A clock that runs `shiftMs` ahead of the machine's. Monotonic time is the machine's, not the process's: it goes on between two runs of the
 * program, and while the computer sleeps, also where the system's own stands.
 */
export function systemClock(shiftMs: number): Clock {
  const mono = monoThroughSleep({ mono: () => Number(process.hrtime.bigint()) / 1e6, upMs: () => uptime() * 1_000 });
  return { now: () => Date.now() + shiftMs, mono };
}

/** Monotonic time, plus the uptime during which the computer's monotonic clock stood still. */
export function monoThroughSleep({ mono, upMs }: { readonly mono: () => number; readonly upMs: () => number }) {
  let seen = { mono: mono(), upMs: upMs() };
  // Time slept before this run, so that two runs agree.
  let sleptMs = seen.upMs - seen.mono >= leastSleepMs ? seen.upMs - seen.mono : 0;
  let lookedMono = seen.mono;
  return (): number => {
    const now = mono();
    if (now - lookedMono >= lookEveryMs) {
      lookedMono = now;
      const missed = upMs() - seen.upMs - (now - seen.mono);
      // Less is the steps of the two.
      if (missed >= leastSleepMs) {
        sleptMs += missed;
        seen = { mono: now, upMs: upMs() };
      }
    }
    return now + sleptMs;
  };
}
