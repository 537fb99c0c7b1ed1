// The machine's clock, with the configured shift. The only place of the desk that reads it.

import type { Clock } from '../../shared/core/ports.ts';

/** A clock that runs `shiftMs` ahead of the machine's. `mono` is the machine's, not the process's: it goes on between two runs of the program. */
export function systemClock(shiftMs: number): Clock {
  return { now: () => Date.now() + shiftMs, mono: () => Number(process.hrtime.bigint()) / 1e6 };
}
