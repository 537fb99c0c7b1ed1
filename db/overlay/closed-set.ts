// Loads the closed set of timelines around some acts: every copy of a title that has hold acts, every money act that names a loan in the
// set, every loan that such an act's payer has paid for. From the replica's checkpoints and events, with the pending acts among them.

import {
  actId,
  branchId,
  deskId,
  streamId,
  titleId,
  type ItemId,
  type LoanId,
  type PatronId,
  type TitleId,
} from '../../shared/core/ids.ts';
import type { ActOf, HoldAct, ItemAct, MoneyAct } from '../../shared/circ/acts.ts';
import { loansNamedBy } from '../../shared/circ/fold/account.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { isHoldAct, isItemAct, isMoneyAct } from '../../shared/circ/act-kinds.ts';
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

export type ClosedSet = {
  readonly items: ReadonlyMap<ItemId, SetItem>;
  /** Titles with hold acts. */
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  readonly moneyActs: readonly MoneyAct[];
  /** Titles of the items, whether held or not. */
  readonly titles: ReadonlySet<TitleId>;
  readonly payers: ReadonlySet<PatronId>;
  readonly loans: ReadonlySet<LoanId>;
};

/** Where a set begins. */
export type Seeds = {
  readonly items: readonly ItemId[];
  readonly titles: readonly TitleId[];
  readonly payers: readonly PatronId[];
  readonly loans: readonly LoanId[];
};

type Known = { readonly source: OverlaySource; readonly pending: PendingActs };

type Loading = {
  readonly known: Known;
  readonly items: Map<ItemId, SetItem>;
  readonly rows: Map<ItemId, Item>;
  readonly holdActs: Map<TitleId, HoldAct[]>;
  readonly money: Map<string, MoneyAct>;
  readonly titles: Set<TitleId>;
  readonly payers: Set<PatronId>;
  readonly loans: Set<LoanId>;
  /** What is still to be followed. Not on the stack: a set may lead from loan to payer to loan thousands of times. */
  readonly next: (() => void)[];
};

/** Loads the closed set around the seeds. */
export function loadClosedSet(known: Known, seeds: Seeds): ClosedSet {
  const loading: Loading = {
    known,
    items: new Map(),
    rows: new Map(),
    holdActs: new Map(),
    money: new Map(),
    titles: new Set(),
    payers: new Set(),
    loans: new Set(),
    next: [],
  };
  for (const id of seeds.items) addItem(loading, id);
  for (const id of seeds.titles) addTitle(loading, id);
  for (const id of seeds.payers) addPayer(loading, id);
  for (const id of seeds.loans) addLoan(loading, id);
  for (let follow = loading.next.pop(); follow !== undefined; follow = loading.next.pop()) follow();
  const { items, holdActs, titles, payers, loans } = loading;
  return { items, holdActs, moneyActs: [...loading.money.values()], titles, payers, loans };
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
  for (const loan of [...begun, ...[...older, ...settled].map((one) => one.id)]) addLoan(loading, loan);
}

function setItem(loading: Loading, id: ItemId, acts: readonly ItemAct[]): SetItem {
  const { source, pending } = loading.known;
  const minted = pending.mintedItems.get(id);
  const row = loading.rows.get(id) ?? source.item(id) ?? (minted === undefined ? null : mintedItem(minted));
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

function addLoan(loading: Loading, id: LoanId): void {
  if (loading.loans.has(id)) return;
  loading.loans.add(id);
  loading.next.push(() => followLoan(loading, id));
}

function followLoan(loading: Loading, id: LoanId): void {
  const { source, pending } = loading.known;
  for (const act of [...source.moneyEventsOfLoan(id), ...pending.ofLoan(id)].filter(isMoneyAct)) {
    if (act.patronId !== null) addPayer(loading, act.patronId);
  }
  const item = pending.itemOfLoan(id) ?? source.itemOfLoan(id);
  if (item !== null) addItem(loading, item);
}

function addPayer(loading: Loading, id: PatronId): void {
  if (loading.payers.has(id)) return;
  loading.payers.add(id);
  const { source, pending } = loading.known;
  const acts = [...source.moneyEventsOfPatron(id), ...pending.ofPayer(id)].filter(isMoneyAct);
  for (const act of acts) loading.money.set(act.id, act);
  for (const loan of loansNamedBy(acts)) addLoan(loading, loan);
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
