// The queue of an item as cases write it.

import { z } from 'zod';

export const QueueEntryForm = z.strictObject({
  type: z.enum(['hold', 'recall', 'page']),
  /** Absent means `item`. */
  level: z.enum(['item', 'title']).nullish(),
  status: z.string().nullish(),
  for_this_item: z.boolean().nullish(),
  same_title: z.boolean().nullish(),
  assigned_to_other_item: z.boolean().nullish(),
  position: z.int().nullish(),
});
export type QueueEntryForm = z.infer<typeof QueueEntryForm>;

/** An entry of a list of holds; its type is optional. */
export const HoldEntryForm = QueueEntryForm.extend({ type: QueueEntryForm.shape.type.default('hold') });

/** Whether an entry asks for this item, or for its title and for no copy in particular. */
export function asksForThisItem({ level, for_this_item, assigned_to_other_item }: QueueEntryForm): boolean {
  if (level === 'title' && for_this_item !== true) return assigned_to_other_item !== true;
  return for_this_item ?? true;
}

/** Whether a hold that nothing fills yet waits for this item. */
export function holdWaits(queue: readonly QueueEntryForm[] | null | undefined): boolean {
  return queue?.some((entry) => entry.type === 'hold' && isUnfilled(entry) && asksForThisItem(entry)) ?? false;
}

/** Whether a recall waits for this item, wherever it stands in the queue. */
export function recallWaits(queue: readonly QueueEntryForm[] | null | undefined): boolean {
  return queue?.some((entry) => entry.type === 'recall' && isUnfilled(entry) && asksForThisItem(entry)) ?? false;
}

/** FOLIO writes `open` before unfilled ones. */
function isUnfilled({ status }: QueueEntryForm): boolean {
  return status === undefined || status === null || status === 'not_yet_filled' || status === 'open_not_yet_filled';
}
