// Where the lists of missing copies and of those on their way are read from at a desk.

import type { AwaySource } from '../../shared/lists/away-items.ts';
import type { ListCopy } from './list-copy.ts';

/** The items of a copy with the acts of this desk over it. */
export function awaySource({ sight, library }: ListCopy): AwaySource {
  return {
    itemsAway: (status) => sight.itemsAway(status),
    title: (id) => sight.title(id),
    location: (id) => library.location(id),
    branchName: (id) => library.branchName(id),
    actsOfItem: (id) => sight.actsOfItem(id),
  };
}
