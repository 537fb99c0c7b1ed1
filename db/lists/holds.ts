// Where the lists of holds are read from at a desk.

import type { HoldSource } from '../../shared/lists/hold-rows.ts';
import type { ListCopy } from './list-copy.ts';

/** The holds of a copy with the acts of this desk over it. */
export function holdSource({ sight, library }: ListCopy): HoldSource {
  return {
    heldTitles: () => sight.heldTitles(),
    holdsOfTitle: (id) => sight.holdsOfTitle(id),
    holdsForPickup: (branch) => sight.holdsForPickup(branch),
    itemsOfTitle: (id) => sight.itemsOfTitle(id),
    item: (id) => sight.item(id),
    title: (id) => sight.title(id),
    patron: (id) => sight.patron(id),
    location: (id) => library.location(id),
    branchName: (id) => library.branchName(id),
    isPendingHold: ({ id, titleId }) =>
      sight.holdActsOfTitle(titleId).some((act) => 'hold' in act && act.hold === id && sight.isPendingAct(act.id)),
  };
}
