// Jittered back-off, so that many desks that lost one server do not come back as one.

import type { Millis } from '../../../shared/core/instant.ts';

const firstMs = 500;
const longestMs = 30_000;

/** How long to wait before the next try. `fraction` is random in [0, 1): half the wait is fixed, half is drawn. [I29] */
export function backOffMs(attempt: number, fraction: number): Millis {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * fraction);
}

/** Wait between probes while nothing answers: 3 s, give or take 1 s. */
export function probeWaitMs(fraction: number): Millis {
  return Math.round(2_000 + 2_000 * fraction);
}
