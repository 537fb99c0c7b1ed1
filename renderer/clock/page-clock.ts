// The clock of the page, with the desk core's shift applied, so that stories on old data read right.

import type { Instant } from '../../shared/core/instant.ts';

/** Time and timers, as the page uses them. */
export type PageClock = {
  /** Now at the desk, with the desk's shift, set right as the desk's own clock is. */
  readonly now: () => Instant;
  /** Milliseconds of the page's performance clock; event time stamps are on the same one. */
  readonly mono: () => number;
  readonly setShift: (ms: number) => void;
  /** The desk's correction of the computer's clock, as it was compared with the library's. */
  readonly setOffset: (ms: number) => void;
  /** Calls back once, after `ms`. Returns how to cancel. */
  readonly after: (ms: number, done: () => void) => () => void;
  /** Calls back again and again. Returns how to stop. */
  readonly every: (ms: number, tick: () => void) => () => void;
};
