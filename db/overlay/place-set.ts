// Loads the timelines that belong together around some places: of a title that has hold acts, every copy. From the replica's checkpoints and
// events, with the pending acts among them. Money joins no places: whose fees and credit follow from these is told by `account-set.ts`.

import {
  actId,
  branchId,
  deskId,
  streamId,
  titleId,
  type ItemId,
  type LoanId,
  type TitleId,
} from '../../shared/core/ids.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import type { ActOf, HoldAct, ItemAct } from '../../shared/circ/acts.ts';
import { namesOf } from '../../shared/circ/fold/account-set.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { isHoldAct, isItemAct } from '../../shared/circ/act-kinds.ts';
import { startingPlace } from '../../shared/circ/model/provisional.ts';
import { loanBegunBy } from './act-places.ts';
import { mintedItem } from './minted-rows.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { PendingActs } from './pending-acts.ts';

/** An item of the set. */
export type SetItem = {
  readonly id: ItemId;
  readonly titleId: TitleId;
  /** Null: acts name an item that neither the replica nor a pending act knows. */
  readonly row: Item | null;
  readonly base: Item['base'];
  /** Loans that had ended before the base. */
  readonly settled: readonly Loan[];
  readonly acts: readonly ItemAct[];
};

/** Items and titles whose timelines belong together. */
export type PlaceSet = {
  readonly items: ReadonlyMap<ItemId, SetItem>;
  /** Titles with hold acts. */
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  /** Titles of the items, whether held or not. */
  readonly titles: ReadonlySet<TitleId>;
  /** Every id by which money may name a loan of the items. */
  readonly loans: ReadonlySet<LoanId>;
};

/** Where a set begins. */
export type PlaceSeeds = { readonly items: readonly ItemId[]; readonly titles: readonly TitleId[] };

type Known = { readonly source: OverlaySource; readonly pending: PendingActs };

type Loading = {
  readonly known: Known;
  readonly items: Map<ItemId, SetItem>;
  readonly rows: Map<ItemId, Item>;
  readonly holdActs: Map<TitleId, HoldAct[]>;
  readonly titles: Set<TitleId>;
  readonly loans: Set<LoanId>;
};

/** Loads the set around the seeds. */
export function loadPlaceSet(known: Known, seeds: PlaceSeeds): PlaceSet {
  const loading: Loading = {
    known,
    items: new Map(),
    rows: new Map(),
    holdActs: new Map(),
    titles: new Set(),
    loans: new Set(),
  };
  for (const id of seeds.items) addItem(loading, id);
  for (const id of seeds.titles) addTitle(loading, id);
  const { items, holdActs, titles, loans } = loading;
  return { items, holdActs, titles, loans };
}

// The sets below are marked before what follows from them is loaded, so that each is loaded once however they lead to each other.

function addItem(loading: Loading, id: ItemId): void {
  if (loading.items.has(id)) return;
  const { source, pending } = loading.known;
  const acts = [...source.eventsOfItem(id), ...pending.onItem(id)].filter(isItemAct);
  const item = setItem(loading, id, acts);
  const { foldedTo } = item.base;
  const begun = new Set(acts.flatMap((act) => (act.at < (foldedTo ?? -Infinity) ? [] : (loanBegunBy(act) ?? []))));
  const older = source.liveLoansOfItem(id).filter((loan) => !begun.has(loan.id) && loan.state !== 'in-question');
  const settled = foldedTo === null ? [] : source.endedLoansOfItem(id).filter((loan) => !begun.has(loan.id));
  loading.items.set(id, { ...item, settled, acts: [...older.map(openingLoan), ...acts] });
  addTitle(loading, item.titleId);
  for (const loan of [...begun, ...[...older, ...settled].flatMap(namesOf)]) loading.loans.add(loan);
}

/** Prices of items, where known. */
export function priceOf(known: Known): (id: ItemId) => MinorUnits | null {
  return (id) => rowOf(known, id)?.priceMinor ?? null;
}

function rowOf({ source, pending }: Known, id: ItemId): Item | null {
  const minted = pending.mintedItems.get(id);
  return source.item(id) ?? (minted === undefined ? null : mintedItem(minted));
}

function setItem(loading: Loading, id: ItemId, acts: readonly ItemAct[]): SetItem {
  const row = loading.rows.get(id) ?? rowOf(loading.known, id);
  if (row !== null) return { id, titleId: row.titleId, row, base: row.base, settled: [], acts };
  const branch = acts.find((act) => act.branch !== null)?.branch ?? branchId('?');
  return { id, titleId: titleId(`item ${id}`), row: null, base: startingPlace(branch).base, settled: [], acts };
}

function addTitle(loading: Loading, id: TitleId): void {
  if (loading.titles.has(id)) return;
  loading.titles.add(id);
  const { source, pending } = loading.known;
  const acts = [...source.eventsOfTitle(id), ...pending.onTitle(id)].filter(isHoldAct);
  const placed = new Set(
    acts.flatMap((act) => (act.kind === 'openHold' || act.kind === 'placeHold' ? [act.hold] : [])),
  );
  const older = source.liveHoldsOfTitle(id).filter((hold) => !placed.has(hold.id));
  if (acts.length + older.length === 0) return;
  const copies = source.itemsOfTitle(id);
  for (const copy of copies) loading.rows.set(copy.id, copy);
  for (const copy of copies) addItem(loading, copy.id);
  for (const minted of pending.mintedItems.values()) if (minted.titleId === id) addItem(loading, minted.itemId);
  loading.holdActs.set(id, [...older.map((hold) => openingHold(loading, hold)), ...acts]);
}

const none = { desk: deskId(''), stream: streamId(''), uncertaintyMs: 0, stated: true, clockSuspect: false, saw: null };

/** A loan whose checkout is no longer among the events: the row is its checkpoint. */
function openingLoan(loan: Loan): ActOf<'openLoan'> {
  return {
    ...none,
    kind: 'openLoan',
    id: actId(loan.id),
    seq: 0,
    at: loan.outAt,
    branch: loan.branch,
    loanId: loan.id,
    itemId: loan.itemId,
    patronId: loan.patronId,
    dueAt: loan.dueAt,
    renewals: loan.renewals,
    lostAt: loan.lostAt,
    policyHash: loan.policyHash,
  };
}

/** A hold whose placing is no longer among the events. It stands before those that are: places are told by their order. */
function openingHold(loading: Loading, hold: Hold): ActOf<'openHold'> {
  const before = -1_000_000;
  return {
    ...none,
    kind: 'openHold',
    id: actId(hold.id),
    seq: before + (hold.position ?? 0),
    at: hold.placedAt,
    branch: null,
    hold: hold.id,
    patronId: hold.patronId,
    titleId: hold.titleId,
    itemId: hold.itemId,
    pickup: hold.pickup,
    suspended: hold.suspended,
    trapped: trappedFor(loading, hold),
  };
}

/** The copy on the shelf for such a hold, unless the check-in that put it there is among the events and says so itself. */
function trappedFor(loading: Loading, hold: Hold): ActOf<'openHold'>['trapped'] {
  const copy = hold.capturedItem === null ? undefined : loading.items.get(hold.capturedItem);
  if (hold.state !== 'captured' || copy === undefined || copy.row === null) return null;
  const isTold = copy.acts.some((act) => act.kind === 'checkin' && act.hold === hold.id);
  return isTold ? null : { itemId: copy.id, branch: copy.row.state.branch };
}
