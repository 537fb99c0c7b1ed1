// How long each person was signed in at a desk within a span: in a shift, people come and go. Pure.

import type { StaffId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { Presence } from '../model/shift.ts';

/** A person signed in, which signs out the person who was there, or no one is signed in from here on. */
export type Turn = { readonly at: Instant; readonly staffId: StaffId | null };

/** Turns in their order, those before the span among them, since the last of them shows who was there when it began. Longest first. */
export function presenceIn(turns: readonly Turn[], from: Instant, to: Instant): Presence[] {
  const total = new Map<StaffId, number>();
  turns.forEach(({ at, staffId }, index) => {
    if (staffId === null) return;
    const until = Math.min(turns[index + 1]?.at ?? to, to);
    const ms = until - Math.max(at, from);
    if (ms > 0) total.set(staffId, (total.get(staffId) ?? 0) + ms);
  });
  return [...total].map(([staffId, ms]) => ({ staffId, ms })).toSorted((a, b) => b.ms - a.ms);
}
