// Folds places again: sets that are stale, and those around acts that are new.

import type { ItemId, TitleId } from '../../shared/core/ids.ts';
import { placesOf } from '../../shared/circ/act-places.ts';
import { foldPlaceSet } from './fold-sets.ts';
import type { PlaceGroup, PlaceGroups } from './place-groups.ts';
import { gatherPlaces, type PlaceSet } from './place-set.ts';
import type { Slot } from './pending-slots.ts';
import type { Behind, Turn } from './groups.ts';

type SomePlaces = { readonly items: readonly ItemId[]; readonly titles: readonly TitleId[] };

/** Folds the stale groups again, and every group that the slots reach. */
export function regroupPlaces(
  regrouping: Behind,
  { stale, slots }: { readonly stale: ReadonlySet<PlaceGroup>; readonly slots: readonly Slot[] },
): Turn<PlaceGroup> {
  const { places } = regrouping.groups;
  const old = new Set(stale);
  const fresh = new Set<PlaceGroup>();
  for (const group of stale) places.remove(group);
  const queue = [...slots.map(seedsOf), ...[...stale].map((group) => seedsLeft(regrouping, group))];
  for (let seeds = queue.pop(); seeds !== undefined; seeds = queue.pop()) {
    const needed = withoutFolded(places, fresh, seeds);
    if (isEmpty(needed)) continue;
    const set = gatherReaching(regrouping, needed, (met) => {
      places.remove(met);
      if (!fresh.delete(met)) old.add(met);
    });
    const group = { set, ...foldPlaceSet(set, regrouping.references) };
    places.add(group);
    fresh.add(group);
  }
  return { old, fresh };
}

/** Gathers the set around the seeds. Groups that it reaches are taken in with everything pending in them, so that no act is left without one. */
function gatherReaching(regrouping: Behind, seeds: SomePlaces, takeIn: (met: PlaceGroup) => void): PlaceSet {
  const gathering = gatherPlaces({ source: regrouping.source, pending: regrouping.slots.acts });
  gathering.add(seeds);
  for (;;) {
    const set = gathering.whole();
    const met = groupsMet(regrouping.groups.places, set);
    if (met.size === 0) return set;
    for (const group of met) {
      takeIn(group);
      gathering.add(seedsLeft(regrouping, group));
    }
  }
}

function seedsOf({ recorded }: Slot): SomePlaces {
  const places = recorded.flatMap((one) => (one.kind === 'act' ? [placesOf(one.act)] : []));
  return { items: places.flatMap(({ item }) => item ?? []), titles: places.flatMap(({ title }) => title ?? []) };
}

/** Parts of a group that pending acts still touch. */
function seedsLeft({ slots }: Behind, { set }: PlaceGroup): SomePlaces {
  const { acts } = slots;
  return {
    items: [...set.items.keys()].filter((id) => acts.onItem(id).length > 0),
    titles: [...set.titles].filter((id) => acts.onTitle(id).length > 0),
  };
}

/** Seeds that no group folded in this round holds already. */
function withoutFolded(groups: PlaceGroups, fresh: ReadonlySet<PlaceGroup>, seeds: SomePlaces): SomePlaces {
  const isLeft = (group: PlaceGroup | null) => group === null || !fresh.has(group);
  return {
    items: seeds.items.filter((id) => isLeft(groups.ofItem(id))),
    titles: seeds.titles.filter((id) => isLeft(groups.ofHeldTitle(id))),
  };
}

function isEmpty({ items, titles }: SomePlaces): boolean {
  return items.length + titles.length === 0;
}

function groupsMet(groups: PlaceGroups, set: PlaceSet): Set<PlaceGroup> {
  const met = new Set<PlaceGroup>();
  const add = (group: PlaceGroup | null) => {
    if (group !== null) met.add(group);
  };
  for (const id of set.items.keys()) add(groups.ofItem(id));
  for (const id of set.holdActs.keys()) add(groups.ofHeldTitle(id));
  return met;
}
