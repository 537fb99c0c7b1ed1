// Groups folded over the replica: places, and accounts over these.

import { accountGroups, type AccountGroups } from './account-groups.ts';
import type { References } from './fold-sets.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { PendingSlots } from './pending-slots.ts';
import { placeGroups, type PlaceGroups } from './place-groups.ts';

export type Groups = { readonly places: PlaceGroups; readonly accounts: AccountGroups };

/** State of this desk: the replica, its pending acts, and the folds of both. */
export type Behind = {
  readonly source: OverlaySource;
  readonly slots: PendingSlots;
  readonly groups: Groups;
  readonly references: References;
};

/** Groups before and after they were folded again. */
export type Turn<G> = { readonly old: ReadonlySet<G>; readonly fresh: ReadonlySet<G> };

/** No groups yet. */
export function noGroups(): Groups {
  return { places: placeGroups(), accounts: accountGroups() };
}
