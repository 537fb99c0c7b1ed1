// A copy that is on reserve for courses: while it is, it has the shelf and the type of its reserve, so that each question about its shelf and its rules is
// answered by these. Its own shelf and type stay beside.

import type { ReserveStatus } from '../../core/reserve-status.ts';
import type { BranchId, ReserveId } from '../../core/ids.ts';
import type { Location } from './branch.ts';
import type { Item } from './item.ts';
import type { ItemReserve, ReserveTerms } from './course.ts';

/** The copy as it is off reserve. */
export function ownItem(item: Item): Item {
  const { reserves, own, ...rest } = item;
  if (own === undefined) return rest;
  // A loan type of the reserve alone goes with it.
  const { loanType: _, ...bare } = rest;
  return { ...(reserves?.[0]?.loanType === null ? rest : bare), ...own };
}

/** The copy on these reserves; the one that it was put on first counts. */
export function withReserves(item: Item, reserves: readonly ItemReserve[]): Item {
  const own = ownItem(item);
  const inOrder = reserves.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const first = inOrder[0];
  if (first === undefined) return own;
  return {
    ...own,
    location: first.location ?? own.location,
    kind: first.kind ?? own.kind,
    ...(first.loanType === null ? {} : { loanType: first.loanType }),
    reserves: inOrder,
    own: { location: own.location, kind: own.kind, ...(own.loanType === undefined ? {} : { loanType: own.loanType }) },
  };
}

/** The copy put on a reserve, or taken off it where the terms are null. */
export function withReserve(item: Item, { id, at, terms }: ReserveWrite): Item {
  const others = (item.reserves ?? []).filter((one) => one.id !== id);
  return withReserves(item, terms === null ? others : [...others, { id, at, ...terms }]);
}

/** A copy is put on a reserve, or taken off it. */
export type ReserveWrite = { readonly id: ReserveId; readonly at: number; readonly terms: ReserveTerms | null };

/** The branch that a copy goes to when it comes back: that of its reserve shelf while it is on reserve, and else its home. */
export function returnBranch(
  { home, reserves, location }: Pick<Item, 'home' | 'reserves' | 'location'>,
  shelf: Pick<Location, 'id' | 'branch'> | null,
): BranchId {
  return reserves !== undefined && reserves[0]?.location === location && shelf?.id === location ? shelf.branch : home;
}

/** Where a copy stands until it is put on the reserve shelf: where it would without its reserves. */
export function standingItem(item: Item, statuses: readonly ReserveStatus[]): Item {
  return statuses.length > 0 && !statuses.includes('on-reserve') ? ownItem(item) : item;
}

/** Whether a copy is lent for use in the building alone: as a reserve, or as the library wants it that lends it to us. */
export function isLentInLibrary({ reserves, borrowed }: Pick<Item, 'reserves' | 'borrowed'>): boolean {
  return reserves?.[0]?.inLibrary === true || borrowed?.inBuilding === true;
}
