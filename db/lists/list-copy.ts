// The source of list queries at a desk: its copy of the library with its own acts over it.

import type { BranchId, LocationId, PolicyHash } from '../../shared/core/ids.ts';
import type { Branch, Location } from '../../shared/circ/model/branch.ts';
import type { FindSource } from '../../shared/lists/away-items.ts';
import { trapOf, type HoldSource } from '../../shared/lists/hold-rows.ts';
import type { ProvisionalSource } from '../../shared/lists/provisional-items.ts';
import type { ReserveSource } from '../../shared/lists/reserve-lists.ts';
import type { ReadingSource } from '../../shared/lists/course-readings.ts';
import type { RowSource } from '../../shared/lists/row-source.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { OverlayView } from '../overlay/overlay-view.ts';

export type ListCopy = {
  readonly sight: OverlayView;
  readonly library: {
    branch(id: BranchId): Branch | null;
    branchName(id: BranchId): string;
    location(id: LocationId | null): Location | null;
  };
  policy(hash: PolicyHash): Policy | null;
};

/** Data source for the rows of every list at a desk. */
export function rowSource(
  copy: ListCopy,
): RowSource & HoldSource & Omit<FindSource, 'placeTyped'> & ProvisionalSource & ReserveSource & ReadingSource {
  const { sight, library } = copy;
  return {
    item: (id) => sight.item(id),
    title: (id) => sight.title(id),
    patron: (id) => sight.patron(id),
    branch: (id) => library.branch(id),
    branchName: (id) => library.branchName(id),
    location: (id) => library.location(id),
    policy: (hash) => copy.policy(hash),
    isPendingLoan: (loan) => sight.isPendingLoan(loan),
    heldTitles: () => sight.heldTitles(),
    holdsOfTitle: (id) => sight.holdsOfTitle(id),
    holdsForPickup: (branch) => sight.holdsForPickup(branch),
    itemsOfTitle: (id) => sight.itemsOfTitle(id),
    strayCopies: () =>
      sight.strayCopies().flatMap(({ item, cause }) => {
        const title = sight.item(item)?.titleId;
        const acts = [...sight.actsOfItem(item), ...(title === undefined ? [] : sight.holdActsOfTitle(title))];
        const act = acts.find(({ id }) => id === cause);
        const trap = act === undefined ? null : trapOf(act);
        return trap === null ? [] : { itemId: item, trap, hold: sight.hold(trap.hold) };
      }),
    isPendingHold: ({ id, titleId }) =>
      sight.holdActsOfTitle(titleId).some((act) => 'hold' in act && act.hold === id && sight.isPendingAct(act.id)),
    provisionalItems: () => sight.provisionalItems(),
    itemsAway: (status) => sight.itemsAway(status),
    itemsFound: (after) => sight.itemsFound(after),
    claimedLoans: () => sight.claimedLoans(),
    lostLoans: () => sight.lostLoans(),
    actsOfItem: (id) => sight.actsOfItem(id),
    currentLoan: (id) => sight.currentLoan(id),
    reserves: () => sight.courses.reserves(),
    course: (id) => sight.courses.course(id),
    term: (id) => sight.courses.term(id),
    reading: (id) => sight.courses.reading(id),
  };
}
