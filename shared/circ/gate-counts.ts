// How many came through a gate, computed from the readings of its counter and from counts in files.

import type { LogEntryOf } from './model/log-entry.ts';

/** A reading with the count since the one before it; null where there is none before, or the counter stood lower without an explanation. */
export type CountedReading = LogEntryOf<'gate'> & { readonly came: number | null };

/** Readings of one gate, the oldest first, without those that were taken back. */
export function gateCounts(readings: readonly LogEntryOf<'gate'>[]): CountedReading[] {
  let before: number | null = null;
  return readings
    .filter(({ ended }) => ended === null)
    .toSorted((a, b) => a.what.readAt - b.what.readAt)
    .map((entry): CountedReading => {
      const { reading, count, isReset } = entry.what;
      if (reading === null) return { ...entry, came: count };
      const from: number | null = isReset ? 0 : before;
      before = reading;
      return { ...entry, came: from === null || reading < from ? null : reading - from };
    });
}
