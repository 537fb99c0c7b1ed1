// Whether holds can be filled by a copy: by its own row, and by the place where it is shelved.

import type { Location } from './branch.ts';
import type { Item } from './item.ts';

/** A copy with its shelf; a shelf that is not known, or none, forbids nothing. */
export type Shelved = { readonly item: Pick<Item, 'holdable'>; readonly location: Pick<Location, 'holdable'> | null };

/** Whether this copy may fill a hold at all. */
export function takesHolds({ item, location }: Shelved): boolean {
  return item.holdable && location?.holdable !== false;
}
