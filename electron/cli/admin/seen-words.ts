// When a desk was heard last, in words: how long ago, and the moment itself to the minute.

import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';

/** `at` null: the desk was never heard. */
export function seenWords(at: Instant | null, now: Instant): string {
  if (at === null) return 'never seen';
  return `seen ${ageWords(Math.max(0, now - at))} ago (${formatInstant(at).slice(0, 16).replace('T', ' ')} UTC)`;
}

function ageWords(ageMs: number): string {
  if (ageMs < MINUTE_MS) return 'less than 1 min';
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min`;
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h ${Math.floor((ageMs % HOUR_MS) / MINUTE_MS)} min`;
  return `${Math.floor(ageMs / DAY_MS)} d ${Math.floor((ageMs % DAY_MS) / HOUR_MS)} h`;
}
