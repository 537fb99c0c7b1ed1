// Loads the closed set of item and title timelines around touched ones, as `shared/circ/fold/place-set.ts` defines
// it. One query per kind and round, for a set of any size. Accounts are read after these are folded
// (`load-accounts.ts`).

import { itemId, type ItemId, type TitleId } from '../../shared/core/ids.ts';
import type { HoldAct, ItemAct, MoneyAct } from '../../shared/circ/acts.ts';
import type { Location } from '../../shared/circ/model/branch.ts';
import type { ItemInput } from '../../shared/circ/fold/fold-all.ts';
import {
  holdsPlaced,
  loansBegun,
  settledLoan,
  walkPlaces,
  type WalkedPlaces,
} from '../../shared/circ/fold/place-set.ts';
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

type LoadingItem = Omit<LoadedItem, 'location'> & { readonly titleId: TitleId };

/**
 * Loads the closed set; for named titles also ended holds, with or without their acts. Acts on items that have no row
 * are left out: the item is made first.
 */
export async function loadTimelines(
  tx: ReadTx,
  { items, titles }: { readonly items: Iterable<ItemId>; readonly titles: Iterable<TitleId> },
): Promise<LoadedPlaces> {
  const named = new Set(titles);
  const walk = walkPlaces<LoadingItem>();
  walk.add({ items, titles: named });
  for (let wants = walk.wants(); wants !== null; wants = walk.wants()) {
    walk.take({
      items: await readItems(tx, wants.items),
      holdActs: await readHoldActs(tx, wants.titles),
      copies: await readCopies(tx, wants.copiesOf),
    });
  }
  const places = walk.whole();
  const settledHolds = await loadSettledHolds(tx, places, named);
  return { items: await withLocations(tx, { ...places, settledHolds }), holdActs: places.holdActs, settledHolds };
}

/** A shelf decides for which holds its copies may be taken, so it is read for titles with present or past holds. */
async function withLocations(
  tx: ReadTx,
  { items, holdActs, settledHolds }: WalkedPlaces<LoadingItem> & Pick<LoadedPlaces, 'settledHolds'>,
): Promise<Map<ItemId, LoadedItem>> {
  const shelfOf = ({ item }: LoadingItem) =>
    holdActs.has(item.titleId) || settledHolds.has(item.titleId) ? item.location : null;
  const locations = await readRows(tx, 'location', new Set([...items.values()].flatMap((one) => shelfOf(one) ?? [])));
  return new Map([...items].map(([id, one]) => [id, { ...one, location: locations.get(shelfOf(one) ?? '') ?? null }]));
}

async function readItems(tx: ReadTx, ids: readonly ItemId[]): Promise<Map<ItemId, LoadingItem>> {
  if (ids.length === 0) return new Map();
  const rows = await readRowsBy(tx, 'item', { column: 'id', values: ids });
  const events = await readRowsBy(tx, 'event', { column: 'item_id', values: ids });
  const actsOf = Map.groupBy(events.filter(isItemAct), (act) => act.itemId);
  const withBase = rows.filter(({ base }) => base.foldedTo !== null).map(({ id }) => id);
  const loans = await readRowsBy(tx, 'loan', { column: 'item_id', values: withBase });
  const settledOf = Map.groupBy(
    loans.flatMap((loan) => settledLoan(loan) ?? []),
    (loan) => loan.itemId,
  );
  return new Map(
    rows.map((item) => {
      const acts = actsOf.get(item.id) ?? [];
      const begun = loansBegun(acts, item.base);
      const settled = (settledOf.get(item.id) ?? []).filter(({ id }) => !begun.has(id));
      return [item.id, { item, titleId: item.titleId, acts, settled }];
    }),
  );
}

async function readHoldActs(tx: ReadTx, ids: readonly TitleId[]): Promise<Map<TitleId, HoldAct[]>> {
  const found = new Map<TitleId, HoldAct[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  for (const act of await readRowsBy(tx, 'event', { column: 'title_id', values: ids })) {
    if (isHoldAct(act)) found.get(act.titleId)?.push(act);
  }
  return found;
}

async function readCopies(tx: ReadTx, titles: readonly TitleId[]): Promise<ItemId[]> {
  if (titles.length === 0) return [];
  const copies = await tx.db.selectFrom('item').select('id').where(tx.anyOf('title_id', titles)).execute();
  return copies.map(({ id }) => itemId(id));
}

/** Ended holds without a placing: of titles that are folded anew, have acts on holds, or have copies that were put on a shelf for one. */
async function loadSettledHolds(
  tx: ReadTx,
  { items, holdActs }: WalkedPlaces<LoadingItem>,
  named: ReadonlySet<TitleId>,
): Promise<Map<TitleId, readonly Hold[]>> {
  const trapping = [...items.values()].filter(({ acts }) =>
    acts.some((act) => (act.kind === 'checkin' || act.kind === 'recall') && act.hold !== null),
  );
  const titles = new Set([...named, ...holdActs.keys(), ...trapping.map(({ item }) => item.titleId)]);
  const rows = await readRowsBy(tx, 'hold', { column: 'title_id', values: titles });
  const placed = holdsPlaced([...holdActs.values()].flat());
  const ended = rows.filter(({ id, state }) => state !== 'waiting' && state !== 'captured' && !placed.has(id));
  return Map.groupBy(ended, ({ titleId: title }) => title);
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
