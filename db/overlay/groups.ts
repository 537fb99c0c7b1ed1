// Groups folded over the replica: places, and accounts over these.

import { accountGroups, type AccountGroups } from './account-groups.ts';
import { placeGroups, type PlaceGroups } from './place-groups.ts';

export type Groups = { readonly places: PlaceGroups; readonly accounts: AccountGroups };

/** No groups yet. */
export function noGroups(): Groups {
  return { places: placeGroups(), accounts: accountGroups() };
}
