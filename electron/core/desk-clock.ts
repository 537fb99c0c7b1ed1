// The clock of a desk: its computer's clock corrected by the server's, as in the envelopes of its acts. Dates, shifts, expiries and all texts about
// now use this one; the raw clock is in envelopes alone. [I31]

import type { Clock } from '../../shared/core/ports.ts';
import type { ClockReading } from './sync/clock-offset.ts';

export type DeskClock = Clock & {
  /** Whether it was compared with the server's since the computer started: nothing is deleted for its age by one that was not. */
  readonly isConfirmed: () => boolean;
};

/** The clock of a desk, by the computer's. Without a sample it is that one. */
export function deskClock(computer: Clock, readOffset: () => ClockReading): DeskClock {
  return {
    now: () => computer.now() + readOffset().offsetMs,
    mono: () => computer.mono(),
    isConfirmed: () => readOffset().offsetAgeMs !== null,
  };
}
