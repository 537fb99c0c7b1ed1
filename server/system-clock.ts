// The machine's clock, with the configured shift. The only place of the server that reads it.

import type { Clock } from '../shared/core/ports.ts';

/** A clock that runs `shiftMs` ahead of the machine's. */
export function systemClock(shiftMs: number): Clock {
  return { now: () => Date.now() + shiftMs, mono: () => performance.now() };
}
