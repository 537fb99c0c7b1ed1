// The holds that are visible at this desk: those of the replica, changed by pending acts.

import type { BranchId, HoldId, PatronId, TitleId } from '../../shared/core/ids.ts';
import { isHoldAct } from '../../shared/circ/act-kinds.ts';
import type { Act, HoldAct } from '../../shared/circ/acts.ts';
import { compareActs } from '../../shared/circ/fold/timeline.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import { byPlace } from '../replica/queries/loans.ts';
import type { Behind } from './groups.ts';

export type HoldView = {
  /** A hold in any state. One that ended long ago may not be here. */
  hold(id: HoldId): Hold | null;
  /** Waiting and captured holds, in the order of their places. */
  holdsOfTitle(id: TitleId): readonly Hold[];
  /** Waiting and captured holds. */
  holdsOfPatron(id: PatronId): readonly Hold[];
  /** Waiting and captured holds that are picked up at a branch. */
  holdsForPickup(branch: BranchId): readonly Hold[];
  /** Titles with waiting or captured holds. */
  heldTitles(): readonly TitleId[];
  /** The acts that place and cancel holds of a title, as this desk knows of them, in the order of their time. */
  holdActsOfTitle(id: TitleId): readonly HoldAct[];
};

/** The holds over some state that others change. */
export function holdView(behind: Behind): HoldView {
  const {
    source,
    slots,
    groups: { places },
  } = behind;
  return {
    hold: (id) => holdNow(behind, id),
    holdsOfTitle: (id) => {
      const group = places.ofHeldTitle(id);
      if (group === null) return [...source.liveHoldsOfTitle(id)];
      return byPlace(group.folded.holds.filter((hold) => hold.titleId === id && isLive(hold)));
    },
    holdsOfPatron: (id) =>
      withFolded(behind, source.liveHoldsOfPatron(id), [...places.ofPatron(id)], ({ patronId }) => patronId === id),
    holdsForPickup: (branch) =>
      withFolded(behind, source.liveHoldsForPickup(branch), places.all, ({ pickup }) => pickup === branch),
    heldTitles: () => {
      const folded = [...places.all].flatMap(({ folded: { holds } }) => holds.filter(isLive));
      const others = source.waitedTitles().filter((id) => places.ofHeldTitle(id) === null);
      return [...new Set([...others, ...folded.map(({ titleId }) => titleId)])];
    },
    holdActsOfTitle: (id) =>
      [...source.eventsOfTitle(id), ...slots.acts.onTitle(id)].filter(isHoldAct).toSorted(compareActs),
  };
}

/** The replica's rows where nothing is folded over them, and the folded ones. */
function withFolded(
  { groups: { places } }: Behind,
  rows: readonly Hold[],
  folded: Iterable<{ readonly folded: { readonly holds: readonly Hold[] } }>,
  isMeant: (hold: Hold) => boolean,
): Hold[] {
  return [
    ...rows.filter((hold) => places.ofHeldTitle(hold.titleId) === null),
    ...[...folded].flatMap(({ folded: { holds } }) => holds.filter((hold) => isMeant(hold) && isLive(hold))),
  ];
}

function holdNow({ source, slots, groups: { places } }: Behind, id: HoldId): Hold | null {
  const row = source.hold(id);
  const titleId = row?.titleId ?? placedAt(slots.acts.byId.values(), id);
  const group = titleId === null ? null : places.ofHeldTitle(titleId);
  return group === null ? row : (group.folded.holds.find((hold) => hold.id === id) ?? row);
}

function placedAt(acts: Iterable<Act>, id: HoldId): TitleId | null {
  for (const act of acts) if (act.kind === 'placeHold' && act.hold === id) return act.titleId;
  return null;
}

function isLive({ state }: Hold): boolean {
  return state === 'waiting' || state === 'captured';
}
