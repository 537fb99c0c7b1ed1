// When a copy was on a reserve shelf, from the writes of its row: from each moment at which it came to stand there until it was taken off, or went
// back on its way.

import { z } from 'zod';
import { CourseIdSchema, ItemIdSchema, ReadingIdSchema } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';
import { ReserveStatusSchema } from '../../core/reserve-status.ts';
import type { ReserveShelved } from './reserve-uses.ts';

/** One write of a field; `value` is JSON. */
export type ReserveFieldWrite = { readonly field: string; readonly at: Instant; readonly value: string };

/** Fields that say where a copy was, and for which reading. */
export const SHELVED_FIELDS = ['status', 'off', 'since', 'itemId', 'courseId', 'readingId'] as const;

const ShelvedSchema = z.object({
  courseId: CourseIdSchema,
  readingId: ReadingIdSchema.nullable(),
  itemId: ItemIdSchema,
  status: ReserveStatusSchema,
  since: InstantSchema,
  off: z.boolean(),
});

/** Where one row's copy stood, from its writes in the order in which they count; null where it never stood on the shelf. */
export function shelvedOf(writes: readonly ReserveFieldWrite[]): ReserveShelved | null {
  const values: Record<string, unknown> = {};
  const spans: { from: Instant; to: Instant | null }[] = [];
  let row: z.infer<typeof ShelvedSchema> | null = null;
  for (const [index, { field, at, value }] of writes.entries()) {
    values[field] = JSON.parse(value);
    // Writes of one moment are one.
    if (writes[index + 1]?.at === at) continue;
    row = ShelvedSchema.safeParse(values).data ?? row;
    const last = spans.at(-1);
    const isOpen = last !== undefined && last.to === null;
    const isOn = row !== null && row.status === 'on-reserve' && !row.off;
    if (isOn && !isOpen && row !== null) spans.push({ from: row.since, to: null });
    if (!isOn && isOpen) last.to = at;
  }
  return row === null || spans.length === 0 ? null : { ...row, spans };
}
