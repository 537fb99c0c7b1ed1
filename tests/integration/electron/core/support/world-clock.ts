// A clock that a test moves. It runs on by itself, as real ones do.

import { systemClock } from '../../../../../electron/core/system-clock.ts';
import type { Clock } from '../../../../../shared/core/ports.ts';

export type WorldClock = Clock & {
  /** Lets time pass on both clocks. */
  forward(ms: number): void;
  /** Sets the wall clock off, as a person at the settings does. */
  putOff(ms: number): void;
};

/** The machine's clock, moved; it starts at `at` where that is given. */
export function worldClock(at: number | null = null): WorldClock {
  const real = systemClock(0);
  let passedMs = 0;
  let offMs = at === null ? 0 : at - real.now();
  return {
    now: () => real.now() + passedMs + offMs,
    mono: () => real.mono() + passedMs,
    forward: (ms) => {
      passedMs += ms;
    },
    putOff: (ms) => {
      offMs += ms;
    },
  };
}
