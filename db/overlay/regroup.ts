// Folds again what is stale and what is new, and tells whose look changed.

import type { Changes } from '../replica/changes.ts';
import { placesOf } from './act-places.ts';
import { loadClosedSet, type ClosedSet, type Seeds } from './closed-set.ts';
import { foldSet, type References } from './fold-set.ts';
import type { Group, Groups } from './groups.ts';
import type { OverlaySource } from './overlay-source.ts';
import { addSubject, coversOf, looksOfGroups, looksUnder, noDifferences, type Differences } from './looks.ts';
import type { PendingSlots, Slot } from './pending-slots.ts';

export type Regrouping = {
  readonly source: OverlaySource;
  readonly slots: PendingSlots;
  readonly groups: Groups;
  readonly references: References;
};

export type RegroupRequest = {
  /** Groups that no longer hold. */
  readonly stale: ReadonlySet<Group>;
  /** Slots whose acts are new or different. */
  readonly slots: readonly Slot[];
};

/** Groups before and after. */
export type Regrouped = { readonly old: ReadonlySet<Group>; readonly fresh: ReadonlySet<Group> };

/** Folds again whatever the request names, and whatever that leads to. */
export function regroup(regrouping: Regrouping, { stale, slots }: RegroupRequest): Regrouped {
  const { groups } = regrouping;
  const old = new Set(stale);
  const fresh = new Set<Group>();
  for (const group of stale) groups.remove(group);
  const queue = [...slots.map(seedsOf), ...[...stale].map((group) => seedsLeft(regrouping, group))];
  for (let seeds = queue.pop(); seeds !== undefined; seeds = queue.pop()) {
    const needed = withoutFolded(groups, fresh, seeds);
    if (isEmpty(needed)) continue;
    const set = loadReaching(regrouping, needed, (met) => {
      groups.remove(met);
      if (!fresh.delete(met)) old.add(met);
    });
    const group = { set, ...foldSet(set, regrouping.references) };
    groups.add(group);
    fresh.add(group);
  }
  return { old, fresh };
}

/** Loads the set around the seeds. Groups that it reaches are taken in with everything pending in them, so that no act is left without one. */
function loadReaching(regrouping: Regrouping, seeds: Seeds, takeIn: (met: Group) => void): ClosedSet {
  const known = { source: regrouping.source, pending: regrouping.slots.acts };
  for (let wanted = seeds; ;) {
    const set = loadClosedSet(known, wanted);
    const met = groupsMet(regrouping.groups, set);
    const left = [...met].map((group) => seedsOutside(set, seedsLeft(regrouping, group)));
    for (const group of met) takeIn(group);
    if (left.every(isEmpty)) return set;
    wanted = [wanted, ...left].reduce(joinSeeds);
  }
}

function seedsOutside(set: ClosedSet, seeds: Seeds): Seeds {
  return {
    items: seeds.items.filter((id) => !set.items.has(id)),
    titles: seeds.titles.filter((id) => !set.holdActs.has(id)),
    payers: seeds.payers.filter((id) => !set.payers.has(id)),
    loans: seeds.loans.filter((id) => !set.loans.has(id)),
  };
}

function joinSeeds(a: Seeds, b: Seeds): Seeds {
  return {
    items: [...a.items, ...b.items],
    titles: [...a.titles, ...b.titles],
    payers: [...a.payers, ...b.payers],
    loans: [...a.loans, ...b.loans],
  };
}

function seedsOf(slot: Slot): Seeds {
  const places = slot.recorded.flatMap((one) => (one.kind === 'act' ? [placesOf(one.act)] : []));
  return {
    items: places.flatMap(({ item }) => item ?? []),
    titles: places.flatMap(({ title }) => title ?? []),
    payers: places.flatMap(({ payer }) => payer ?? []),
    loans: places.flatMap(({ loans }) => loans),
  };
}

/** What of a group is still touched by pending acts. */
function seedsLeft({ slots }: Regrouping, { set }: Group): Seeds {
  const { acts } = slots;
  return {
    items: [...set.items.keys()].filter((id) => acts.onItem(id).length > 0),
    titles: [...set.titles].filter((id) => acts.onTitle(id).length > 0),
    payers: [...set.payers].filter((id) => acts.ofPayer(id).length > 0),
    loans: [...set.loans].filter((id) => acts.ofLoan(id).length > 0),
  };
}

/** Seeds that no group folded in this round holds already. */
function withoutFolded(groups: Groups, fresh: ReadonlySet<Group>, seeds: Seeds): Seeds {
  const isLeft = (group: Group | null) => group === null || !fresh.has(group);
  return {
    items: seeds.items.filter((id) => isLeft(groups.ofItem(id))),
    titles: seeds.titles.filter((id) => isLeft(groups.ofHeldTitle(id))),
    payers: seeds.payers.filter((id) => isLeft(groups.ofPayer(id))),
    loans: seeds.loans.filter((id) => isLeft(groups.ofLoan(id))),
  };
}

function isEmpty({ items, titles, payers, loans }: Seeds): boolean {
  return items.length + titles.length + payers.length + loans.length === 0;
}

function groupsMet(groups: Groups, set: ClosedSet): Set<Group> {
  const met = new Set<Group>();
  const add = (group: Group | null) => {
    if (group !== null) met.add(group);
  };
  for (const id of set.items.keys()) add(groups.ofItem(id));
  for (const id of set.holdActs.keys()) add(groups.ofHeldTitle(id));
  for (const id of set.payers) add(groups.ofPayer(id));
  return met;
}

/** Whose look changed. `changes`: what a batch changed in the replica meanwhile. */
export function differencesOf({ source }: Regrouping, { old, fresh }: Regrouped, changes: Changes | null): Differences {
  const differences = noDifferences();
  const [before, after] = [looksOfGroups(old), looksOfGroups(fresh)];
  const [coversBefore, coversAfter] = [coversOf(old), coversOf(fresh)];
  const under = looksUnder(source, [...old, ...fresh]);
  const keys = new Set([...before.keys(), ...after.keys(), ...under.keys()]);
  for (const key of keys) {
    const looks = [before.get(key), after.get(key), under.get(key)];
    const cover = looks.find((look) => look !== undefined)?.cover ?? null;
    const replica = under.get(key)?.text ?? '';
    const isCovered = (covers: ReadonlySet<string>) => cover !== null && covers.has(cover);
    // A row that no group held is as the replica had it, which nobody knows any more once a batch has changed it.
    const isUnknown = changes !== null && isChanged(changes, key);
    const was = before.get(key)?.text ?? (isCovered(coversBefore) ? '' : isUnknown ? null : replica);
    const is = after.get(key)?.text ?? (isCovered(coversAfter) ? '' : replica);
    if (was !== is) for (const look of looks) addSubject(differences, look);
  }
  if (changes !== null) addChanged(differences, changes, keys);
  return differences;
}

/** Kinds of rows that are seen through groups, and those that are seen as they are. */
const grouped = ['item', 'loan', 'hold', 'fee', 'credit'] as const;
const plain = ['patron', 'title'] as const;

function isChanged(changes: Changes, key: string): boolean {
  const at = key.indexOf(' ');
  const kind = grouped.find((one) => one === key.slice(0, at));
  return kind !== undefined && (changes.keys.get(kind)?.has(key.slice(at + 1)) ?? false);
}

/** Rows that a batch changed where no group is. */
function addChanged(differences: Differences, changes: Changes, compared: ReadonlySet<string>): void {
  for (const kind of [...grouped, ...plain]) {
    for (const [key, touched] of changes.keys.get(kind) ?? []) {
      if (compared.has(`${kind} ${key}`)) continue;
      for (const id of touched.items) differences.items.add(id);
      for (const id of touched.titles) differences.titles.add(id);
      for (const id of touched.patrons) differences.patrons.add(id);
    }
  }
}
