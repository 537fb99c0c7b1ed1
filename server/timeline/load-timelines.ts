// Loads the closed set of item and title timelines around what was touched: of a title that has hold acts, every copy. One query per kind and
// round, whatever the size of the set. Accounts are read once these are folded (`load-accounts.ts`).

import { itemId, loanId, type ItemId, type LoanId, type TitleId } from '../../shared/core/ids.ts';
import type { Act, ActOf, HoldAct, ItemAct, MoneyAct } from '../../shared/circ/acts.ts';
import type { Location } from '../../shared/circ/model/branch.ts';
import type { ItemInput } from '../../shared/circ/fold/fold-all.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { takesHolds } from '../../shared/circ/model/takes-holds.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { isHoldAct, isItemAct } from '../../shared/circ/act-kinds.ts';

/** A closed set of places: items with their acts, hold acts by title. */
export type LoadedPlaces = {
  readonly items: ReadonlyMap<ItemId, LoadedItem>;
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  /** Holds that had ended before the acts that are kept, of titles that any act here is about. */
  readonly settledHolds: ReadonlyMap<TitleId, readonly Hold[]>;
};

/** Places, and all money acts of the payers whose accounts are folded anew with them. */
export type LoadedTimelines = LoadedPlaces & { readonly moneyActs: readonly MoneyAct[] };

/** An item with its acts, and the loans that had ended before its base. */
export type LoadedItem = {
  readonly item: Item;
  /** Its shelf, read where its title has acts on holds or holds that ended: nothing else is folded by it. Null = not known. */
  readonly location: Location | null;
  readonly acts: readonly ItemAct[];
  readonly settled: readonly Loan[];
};

type LoadingItem = Omit<LoadedItem, 'location'> & { readonly acts: ItemAct[]; readonly settled: Loan[] };

type Loading = {
  readonly items: Map<ItemId, LoadingItem>;
  readonly holdActs: Map<TitleId, HoldAct[]>;
  readonly seen: { readonly items: Set<ItemId>; readonly titles: Set<TitleId> };
  readonly want: { items: Set<ItemId>; titles: Set<TitleId> };
};

/** Loads the closed set; of titles that are named, holds that ended as well, whatever acts are left of them. Acts on items that have no row are left out: the item is made first. */
export async function loadTimelines(
  tx: ReadTx,
  { items, titles }: { readonly items: Iterable<ItemId>; readonly titles: Iterable<TitleId> },
): Promise<LoadedPlaces> {
  const named = new Set(titles);
  const loading: Loading = {
    items: new Map(),
    holdActs: new Map(),
    seen: { items: new Set(), titles: new Set() },
    want: { items: new Set(items), titles: new Set(named) },
  };
  while (loading.want.items.size + loading.want.titles.size > 0) {
    await loadItems(tx, loading);
    await loadTitles(tx, loading);
  }
  const { holdActs } = loading;
  const settledHolds = await loadSettledHolds(tx, loading, named);
  return { items: await withLocations(tx, { ...loading, settledHolds }), holdActs, settledHolds };
}

/** A shelf decides for which holds its copies may be taken, so it is read for titles with present or past holds. */
async function withLocations(
  tx: ReadTx,
  { items, holdActs, settledHolds }: Pick<Loading, 'items' | 'holdActs'> & Pick<LoadedPlaces, 'settledHolds'>,
): Promise<Map<ItemId, LoadedItem>> {
  const shelfOf = ({ item }: LoadingItem) =>
    holdActs.has(item.titleId) || settledHolds.has(item.titleId) ? item.location : null;
  const locations = await readRows(tx, 'location', new Set([...items.values()].flatMap((one) => shelfOf(one) ?? [])));
  return new Map([...items].map(([id, one]) => [id, { ...one, location: locations.get(shelfOf(one) ?? '') ?? null }]));
}

async function loadItems(tx: ReadTx, { items, seen, want }: Loading): Promise<void> {
  const ids = take(want.items, seen.items);
  if (ids.length === 0) return;
  for (const item of await readRowsBy(tx, 'item', { column: 'id', values: ids })) {
    items.set(item.id, { item, acts: [], settled: [] });
    if (!seen.titles.has(item.titleId)) want.titles.add(item.titleId);
  }
  for (const act of await readRowsBy(tx, 'event', { column: 'item_id', values: ids })) {
    if (!isItemAct(act) || act.itemId === null) continue;
    items.get(act.itemId)?.acts.push(act);
  }
  await loadSettledLoans(tx, ids, items);
}

/** The loans of an item with a checkpoint that no act of its begins any more. */
async function loadSettledLoans(tx: ReadTx, ids: readonly ItemId[], items: Loading['items']): Promise<void> {
  const withBase = ids.filter((id) => (items.get(id)?.item.base.foldedTo ?? null) !== null);
  for (const loan of await readRowsBy(tx, 'loan', { column: 'item_id', values: withBase })) {
    const entry = items.get(loan.itemId);
    if (entry === undefined || !isSettled(loan, entry)) continue;
    entry.settled.push(loan);
  }
}

/** Acts older than the base are in the base, also where an act of that time has come since. */
function isSettled(loan: Loan, { item, acts }: Pick<LoadedItem, 'item' | 'acts'>): boolean {
  const { foldedTo } = item.base;
  const isKept = (act: ItemAct) => act.at >= (foldedTo ?? -Infinity) && loanBegunBy(act) === loan.id;
  return loan.state === 'closed' && !acts.some(isKept);
}

/** Ended holds without a placing: of titles that are folded anew, have acts on holds, or have copies that were put on a shelf for one. */
async function loadSettledHolds(
  tx: ReadTx,
  { items, holdActs }: Loading,
  named: ReadonlySet<TitleId>,
): Promise<Map<TitleId, readonly Hold[]>> {
  const trapping = [...items.values()].filter(({ acts }) =>
    acts.some((act) => (act.kind === 'checkin' || act.kind === 'recall') && act.hold !== null),
  );
  const titles = new Set([...named, ...holdActs.keys(), ...trapping.map(({ item }) => item.titleId)]);
  const rows = await readRowsBy(tx, 'hold', { column: 'title_id', values: titles });
  const placed = new Set([...holdActs.values()].flat().flatMap((act) => (placesHold(act) ? [act.hold] : [])));
  const ended = rows.filter(({ id, state }) => state !== 'waiting' && state !== 'captured' && !placed.has(id));
  return Map.groupBy(ended, ({ titleId: title }) => title);
}

function placesHold(act: HoldAct): act is ActOf<'openHold' | 'placeHold'> {
  return act.kind === 'openHold' || act.kind === 'placeHold';
}

/** The copies of a title belong to the set only when the title has hold acts. */
async function loadTitles(tx: ReadTx, { holdActs, seen, want }: Loading): Promise<void> {
  const ids = take(want.titles, seen.titles);
  if (ids.length === 0) return;
  for (const act of await readRowsBy(tx, 'event', { column: 'title_id', values: ids })) {
    if (!isHoldAct(act) || act.titleId === null) continue;
    const acts = holdActs.get(act.titleId) ?? [];
    holdActs.set(act.titleId, acts);
    acts.push(act);
  }
  const held = ids.filter((id) => holdActs.has(id));
  if (held.length === 0) return;
  const copies = await tx.db.selectFrom('item').select('id').where(tx.anyOf('title_id', held)).execute();
  for (const { id } of copies) if (!seen.items.has(itemId(id))) want.items.add(itemId(id));
}

function take<T>(wanted: Set<T>, seen: Set<T>): T[] {
  const taken = [...wanted].filter((id) => !seen.has(id));
  wanted.clear();
  for (const id of taken) seen.add(id);
  return taken;
}

/** The loan that an act may begin. */
export function loanBegunBy(act: Act): LoanId | null {
  if (act.kind === 'openLoan') return act.loanId;
  return act.kind === 'checkout' ? loanId(act.id) : null;
}

/** Locks to take before a set is read, so that no other writer changes it meanwhile: its titles. */
export function titleLocks({ items, holdActs }: LoadedPlaces): string[] {
  const titles = new Set([...items.values()].map(({ item }) => item.titleId));
  return [...titles.union(new Set(holdActs.keys()))].map((id) => `title:${id}`);
}

/** An item as the folds take it. */
export function itemInput({ item, location, acts, settled }: LoadedItem): ItemInput {
  const { id, titleId, serial, priceMinor, base } = item;
  return { itemId: id, titleId, serial, holdable: takesHolds({ item, location }), priceMinor, base, settled, acts };
}
