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
import type { Act, HoldAct, ItemAct, MoneyAct } from '../../shared/circ/acts.ts';
import { loansNamedBy } from '../../shared/circ/fold/account.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { isHoldAct, isItemAct, isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { Touched } from './touched.ts';

/** A closed set: items with their acts, hold acts by title, money acts. */
export type LoadedTimelines = {
  readonly items: ReadonlyMap<ItemId, { readonly item: Item; readonly acts: readonly ItemAct[] }>;
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  readonly moneyActs: readonly MoneyAct[];
  readonly payers: ReadonlySet<PatronId>;
};

type Loading = {
  readonly items: Map<ItemId, { readonly item: Item; readonly acts: ItemAct[] }>;
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
  const loading: Loading = {
    items: new Map(),
    holdActs: new Map(),
    money: new Map(),
    seen: { items: new Set(), titles: new Set(), payers: new Set(), loans: new Set() },
    want: {
      items: new Set(touched.items),
      titles: new Set(touched.titles),
      payers: new Set(touched.payers),
      loans: new Set(),
    },
  };
  const { want } = loading;
  while (want.items.size + want.titles.size + want.payers.size + want.loans.size > 0) {
    await loadItems(tx, loading);
    await loadTitles(tx, loading);
    await loadMoney(tx, loading);
  }
  return {
    items: loading.items,
    holdActs: loading.holdActs,
    moneyActs: [...loading.money.values()],
    payers: loading.seen.payers,
  };
}

async function loadItems(tx: ReadTx, { items, seen, want }: Loading): Promise<void> {
  const ids = take(want.items, seen.items);
  if (ids.length === 0) return;
  for (const item of await readRowsBy(tx, 'item', { column: 'id', values: ids })) {
    items.set(item.id, { item, acts: [] });
    if (!seen.titles.has(item.titleId)) want.titles.add(item.titleId);
  }
  for (const act of await readRowsBy(tx, 'event', { column: 'item_id', values: ids })) {
    if (!isItemAct(act) || act.itemId === null) continue;
    items.get(act.itemId)?.acts.push(act);
    const begun = loanBegunBy(act);
    if (begun !== null && !seen.loans.has(begun)) want.loans.add(begun);
  }
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
  if (paidFor.length === 0) return;
  const lent = await tx.db.selectFrom('event').select('item_id').where(tx.anyOf('loan_id', paidFor)).execute();
  for (const { item_id: item } of lent)
    if (item !== null && !seen.items.has(itemId(item))) want.items.add(itemId(item));
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
