// A refusal while it is still this desk's alone: it may yet be overridden, settled and tried again, or turn out to rest on old data. Only here does
// it name the patron and the copy; the record that leaves the desk does not.

import type { z } from 'zod';
import { ItemIdSchema, PatronIdSchema } from '../../../shared/core/ids.ts';
import { DAY_MS, InstantSchema, MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import { NotedRefusalSchema, type NotedRefusal } from '../../../shared/circ/model/refusal.ts';

export const WaitingRefusalSchema = NotedRefusalSchema.omit({ agoMs: true, stale: true }).extend({
  /** When it was tried first, and last. */
  at: InstantSchema,
  lastAt: InstantSchema,
  /**
   * The ids that the act would have had: provisional ones for an unknown card or barcode. No patron: unknown; a hold on any copy has the id of its
   * title.
   */
  patronId: PatronIdSchema.nullable(),
  itemId: ItemIdSchema,
});
export type WaitingRefusal = z.infer<typeof WaitingRefusalSchema>;

/** A person who is let through within this was not turned away. */
export const SETTLED_WITHIN_MS: Millis = 3 * MINUTE_MS;
/** Data that is older than this may be wrong about a person. */
export const FRESH_MS: Millis = MINUTE_MS;
/** After this time newer data are no longer waited for. */
const GIVEN_UP_MS: Millis = 14 * DAY_MS;

/** Whether a refusal is final: it is over for the patron, and its data can be checked, or never will be. */
export function isRipe({ at, lastAt, dataAgeMs }: WaitingRefusal, now: Instant, dataAsOf: Instant): boolean {
  const isOver = Math.abs(now - lastAt) >= SETTLED_WITHIN_MS;
  return isOver && (dataAgeMs <= FRESH_MS || dataAsOf > lastAt || now - at > GIVEN_UP_MS);
}

/** As it rides with an act that is recorded now. */
export function notedAt(waiting: WaitingRefusal, now: Instant, stale: NotedRefusal['stale']): NotedRefusal {
  const { at, lastAt: _last, patronId: _patron, itemId: _item, ...refusal } = waiting;
  return { ...refusal, stale, agoMs: Math.max(0, now - at) };
}
