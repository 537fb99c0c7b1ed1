// The queue of an item as cases write it.

import { z } from 'zod';

export const QueueEntryForm = z.strictObject({
  type: z.enum(['hold', 'recall', 'page']),
  /** Absent means `item`. */
  level: z.enum(['item', 'title']).optional(),
  status: z.string().optional(),
  for_this_item: z.boolean().optional(),
  same_title: z.boolean().optional(),
  assigned_to_other_item: z.boolean().optional(),
  position: z.int().optional(),
});
export type QueueEntryForm = z.infer<typeof QueueEntryForm>;

/** Whether an entry asks for this item, or for its title and for no copy in particular. */
export function asksForThisItem({ level, for_this_item, assigned_to_other_item }: QueueEntryForm): boolean {
  if (level === 'title' && for_this_item !== true) return assigned_to_other_item !== true;
  return for_this_item ?? true;
}

/** Whether a hold that nothing fills yet waits for this item. */
export function holdWaits(queue: readonly QueueEntryForm[] | undefined): boolean {
  return queue?.some((entry) => entry.type === 'hold' && isUnfilled(entry) && asksForThisItem(entry)) ?? false;
}

function isUnfilled({ status }: QueueEntryForm): boolean {
  return status === undefined || status === 'not_yet_filled';
}
