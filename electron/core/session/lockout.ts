// How many wrong PINs lock a name, and for how long. Pure.

import type { Millis } from '../../../shared/core/instant.ts';

const freeTries = 4;
const firstLockMs = 30_000;
const longestLockMs = 15 * 60_000;

/** How long to lock after so many failures in a row; 0 = not yet. Doubles from the fifth on. */
export function lockMs(failures: number): Millis {
  return failures <= freeTries ? 0 : Math.min(longestLockMs, firstLockMs * 2 ** (failures - freeTries - 1));
}
