// A desk looks up cards that are shown at it. One that asks faster than any line of people is going through the numbers.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';

/** Cards that a desk may ask for within a minute. */
export const MOST_LOOKUPS = 60;

export type LookupThrottle = {
  /** Counts a question of a desk. Throws HF-SERVER-020 when it has asked too often within a minute. */
  readonly take: (desk: string) => void;
};

export function createLookupThrottle(clock: Clock): LookupThrottle {
  const asked = new Map<string, readonly number[]>();
  return {
    take: (desk) => {
      const now = clock.mono();
      const recent = (asked.get(desk) ?? []).filter((at) => at > now - MINUTE_MS);
      if (recent.length >= MOST_LOOKUPS) throw new HoldfastError('HF-SERVER-020');
      asked.set(desk, [...recent, now]);
    },
  };
}
