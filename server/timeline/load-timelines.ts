// Loads the closed set of timelines around what was touched: every copy of a title that has hold acts, every money act that names a loan
// in the set, every loan that such an act's payer has paid for. One query per kind and round, whatever the size of the set.

import {
  itemId,
  loanId,
  titleId,
  type ItemId,
  type LoanId,
  type PatronId,
  type TitleId,
} from '../../shared/core/ids.ts';
import type { Act, ActOf, HoldAct, ItemAct, MoneyAct } from '../../shared/circ/acts.ts';
import { loansNamedBy } from '../../shared/circ/fold/account.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { isHoldAct, isItemAct, isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { Touched } from './touched.ts';

/** A closed set: items with their acts, hold acts by title, money acts. */
export type LoadedTimelines = {
  readonly items: ReadonlyMap<ItemId, LoadedItem>;
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  /** Holds that had ended before the acts that are kept, of titles that any act here is about. */
  readonly settledHolds: ReadonlyMap<TitleId, readonly Hold[]>;
  readonly moneyActs: readonly MoneyAct[];
  readonly payers: ReadonlySet<PatronId>;
};

/** An item with its acts, and the loans that had ended before its base. */
export type LoadedItem = { readonly item: Item; readonly acts: readonly ItemAct[]; readonly settled: readonly Loan[] };

type Loading = {
  readonly items: Map<ItemId, { readonly item: Item; readonly acts: ItemAct[]; readonly settled: Loan[] }>;
  readonly holdActs: Map<TitleId, HoldAct[]>;
  readonly money: Map<string, MoneyAct>;
  readonly seen: {
    readonly items: Set<ItemId>;
    readonly titles: Set<TitleId>;
    readonly payers: Set<PatronId>;
    readonly loans: Set<LoanId>;
  };
  readonly want: { items: Set<ItemId>; titles: Set<TitleId>; payers: Set<PatronId>; loans: Set<LoanId> };
};

/** Loads the closed set. Acts on items that have no row are left out: the item is made first. */
export async function loadTimelines(tx: ReadTx, touched: Touched): Promise<LoadedTimelines> {
  const loading = beginLoading(touched);
  const { want } = loading;
  while (want.items.size + want.titles.size + want.payers.size + want.loans.size > 0) {
    await loadItems(tx, loading);
    await loadTitles(tx, loading);
    await loadMoney(tx, loading);
  }
  return {
    ...(await loadedTitles(tx, loading)),
    moneyActs: [...loading.money.values()],
    payers: loading.seen.payers,
  };
}

/** Titles with all their copies, and nothing of any account. */
export type LoadedTitles = Pick<LoadedTimelines, 'items' | 'holdActs' | 'settledHolds'>;

/** Loads titles with these copies. */
export async function loadTitleTimelines(
  tx: ReadTx,
  titles: Iterable<TitleId>,
  copies: Iterable<ItemId>,
): Promise<LoadedTitles> {
  const loading = beginLoading({ items: new Set(copies), titles: new Set(titles), payers: new Set() });
  await loadItems(tx, loading);
  await loadTitles(tx, loading);
  return loadedTitles(tx, loading);
}

async function loadedTitles(tx: ReadTx, loading: Loading): Promise<LoadedTitles> {
  const { items, holdActs } = loading;
  return { items, holdActs, settledHolds: await loadSettledHolds(tx, loading) };
}

function beginLoading({ items, titles, payers }: Touched): Loading {
  return {
    items: new Map(),
    holdActs: new Map(),
    money: new Map(),
    seen: { items: new Set(), titles: new Set(), payers: new Set(), loans: new Set() },
    want: { items: new Set(items), titles: new Set(titles), payers: new Set(payers), loans: new Set() },
  };
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
    const begun = loanBegunBy(act);
    if (begun !== null && !seen.loans.has(begun)) want.loans.add(begun);
  }
  await loadSettledLoans(tx, ids, { items, seen, want });
}

/** The loans of an item with a checkpoint that no act of its begins any more. */
async function loadSettledLoans(
  tx: ReadTx,
  ids: readonly ItemId[],
  { items, seen, want }: Pick<Loading, 'items' | 'seen' | 'want'>,
): Promise<void> {
  const withBase = ids.filter((id) => (items.get(id)?.item.base.foldedTo ?? null) !== null);
  for (const loan of await readRowsBy(tx, 'loan', { column: 'item_id', values: withBase })) {
    const entry = items.get(loan.itemId);
    if (entry === undefined || !isSettled(loan, entry)) continue;
    entry.settled.push(loan);
    if (!seen.loans.has(loan.id)) want.loans.add(loan.id);
  }
}

/** What is older than the base is in the base, also where an act of that time has come since. */
function isSettled(loan: Loan, { item, acts }: Pick<LoadedItem, 'item' | 'acts'>): boolean {
  const { foldedTo } = item.base;
  const isKept = (act: ItemAct) => act.at >= (foldedTo ?? -Infinity) && loanBegunBy(act) === loan.id;
  return loan.state === 'closed' && !acts.some(isKept);
}

/** Ended holds without a placing, of titles with acts on holds or with copies that were put on a shelf for one. */
async function loadSettledHolds(tx: ReadTx, { items, holdActs }: Loading): Promise<Map<TitleId, readonly Hold[]>> {
  const trapping = [...items.values()].filter(({ acts }) =>
    acts.some((act) => (act.kind === 'checkin' || act.kind === 'recall') && act.hold !== null),
  );
  const titles = new Set([...holdActs.keys(), ...trapping.map(({ item }) => item.titleId)]);
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

async function loadMoney(tx: ReadTx, { money, seen, want }: Loading): Promise<void> {
  const loans = take(want.loans, seen.loans);
  if (loans.length > 0) {
    const links = await tx.db.selectFrom('event_loan').select('event_id').where(tx.anyOf('loan_id', loans)).execute();
    const named = await readRowsBy(tx, 'event', { column: 'id', values: links.map((link) => link.event_id) });
    for (const act of named) addPayer(act, { seen, want });
  }
  const payers = take(want.payers, seen.payers);
  if (payers.length === 0) return;
  const acts = (await readRowsBy(tx, 'event', { column: 'payer_id', values: payers })).filter(isMoneyAct);
  for (const act of acts) money.set(act.id, act);
  const paidFor = loansNamedBy(acts).filter((loan) => !seen.loans.has(loan));
  for (const loan of paidFor) want.loans.add(loan);
  for (const item of await itemsOfLoans(tx, paidFor)) if (!seen.items.has(item)) want.items.add(item);
}

/** The items of loans, by the acts that begin them, else by their rows; one that was merged into another is in that one's. */
async function itemsOfLoans(tx: ReadTx, loans: readonly LoanId[]): Promise<ItemId[]> {
  if (loans.length === 0) return [];
  const merged = await tx.db
    .selectFrom('alias')
    .select('to_id')
    .where('kind', '=', 'loan')
    .where(tx.anyOf('from_id', loans))
    .execute();
  const rows = [...loans, ...merged.map(({ to_id: id }) => id)];
  const begun = await tx.db.selectFrom('event').select('item_id').where(tx.anyOf('loan_id', loans)).execute();
  const kept = await tx.db.selectFrom('loan').select('item_id').where(tx.anyOf('id', rows)).execute();
  return [...begun, ...kept].flatMap(({ item_id: item }) => (item === null ? [] : [itemId(item)]));
}

function addPayer(act: Act, { seen, want }: Pick<Loading, 'seen' | 'want'>): void {
  if (isMoneyAct(act) && act.patronId !== null && !seen.payers.has(act.patronId)) want.payers.add(act.patronId);
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

/** What must be held before a set is read, so that no other writer changes it meanwhile: its titles and its payers. */
export function lockNames(loaded: LoadedTimelines): string[] {
  const titles = new Set([...loaded.items.values()].map(({ item }) => item.titleId));
  for (const id of loaded.holdActs.keys()) titles.add(titleId(id));
  return [...[...titles].map((id) => `title:${id}`), ...[...loaded.payers].map((id) => `payer:${id}`)];
}
