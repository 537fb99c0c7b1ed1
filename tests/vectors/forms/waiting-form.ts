// Queues and other copies as cases of renewals write them.

import { z } from 'zod';
import type { OtherCopy, WaitingRequest } from '../../../shared/rules/renewal/waiting-requests.ts';
import type { QueueEntryForm } from './queue-form.ts';

/** A copy of the same title besides the one that is renewed. */
export const OtherItemForm = z.strictObject({
  on_loan: z.boolean().optional(),
  not_for_loan: z.boolean().optional(),
  waiting_for_hold: z.boolean().optional(),
  damaged: z.boolean().optional(),
  lost: z.boolean().optional(),
  withdrawn: z.boolean().optional(),
  /** Places of the queue whose patrons may hold this copy; absent = all may. */
  holdable_by: z.array(z.int().min(0)).optional(),
});
export type OtherItemForm = z.infer<typeof OtherItemForm>;

/** Statuses of requests that are over, and of those that a copy stands for already. */
const OVER: ReadonlySet<string> = new Set(['filled', 'closed', 'cancelled', 'expired', 'fulfilled', 'unfilled']);
const SERVED: ReadonlySet<string> = new Set([
  'waiting',
  'in_transit',
  'processing',
  'awaiting_pickup',
  'awaiting_delivery',
]);

/** The open requests in the order in which they are served. */
export function readQueue(queue: readonly QueueEntryForm[]): WaitingRequest[] {
  const open = queue.filter(({ status }) => status === undefined || status === null || !OVER.has(status));
  const inOrder = open.map((entry, index) => ({ entry, place: entry.position ?? index + 1 }));
  return inOrder
    .toSorted((one, other) => one.place - other.place)
    .map(({ entry }) => ({ kind: entry.type, wants: wants(entry) }));
}

function wants({ level, for_this_item, assigned_to_other_item, status }: QueueEntryForm): WaitingRequest['wants'] {
  if (level !== 'title' || for_this_item === true) return for_this_item === false ? 'other-item' : 'this-item';
  const isServed = assigned_to_other_item === true || (typeof status === 'string' && SERVED.has(status));
  return isServed ? 'title-filled' : 'title';
}

/** The other copies, of which one is free that is in, lendable and not reserved. */
export function readCopies(items: readonly OtherItemForm[]): OtherCopy[] {
  return items.map((item) => ({
    isFree: !(
      item.on_loan === true ||
      item.not_for_loan === true ||
      item.waiting_for_hold === true ||
      item.damaged === true ||
      item.lost === true ||
      item.withdrawn === true
    ),
    fills: item.holdable_by ?? 'all',
  }));
}
