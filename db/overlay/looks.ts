// How rows look on a screen, so that only rows with a different look are reported. Ended rows (a closed loan, a filled hold, a settled fee) have no
// look.

import type { ItemId, PatronId, TitleId } from '../../shared/core/ids.ts';
import type { Credit, Fee } from '../../shared/circ/model/fee.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Item, ItemState } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { AccountGroup } from './account-groups.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { PlaceGroup } from './place-groups.ts';

/** Ids of the rows with a different look. */
export type Differences = {
  readonly items: Set<ItemId>;
  readonly titles: Set<TitleId>;
  readonly patrons: Set<PatronId>;
};

/** Parts of a screen apart from rows with a look: the log of the branch, and the worklist. */
export type Beside = { readonly log: boolean; readonly exceptions: boolean };

/** How one row looks, and its item, title and patron. */
export type Look = {
  readonly text: string;
  /** A group that holds this has the whole row; null for a row that no group folds. */
  readonly cover: string | null;
  readonly item?: ItemId | null;
  readonly title?: TitleId;
  readonly patron?: PatronId;
};

/** Looks by `kind id`. */
export type Looks = Map<string, Look>;

export function noDifferences(): Differences {
  return { items: new Set(), titles: new Set(), patrons: new Set() };
}

/** Some places and accounts. */
export type FoldedGroups = { readonly places: ReadonlySet<PlaceGroup>; readonly accounts: ReadonlySet<AccountGroup> };

/** The looks of everything that groups fold. */
export function looksOfGroups({ places, accounts }: FoldedGroups): Looks {
  const looks: Looks = new Map();
  for (const { folded, set } of places) {
    for (const [id, { state }] of folded.items) addItem(looks, id, set.items.get(id)?.row ?? null, state);
    addRows(looks, folded);
  }
  for (const { folded } of accounts) addRows(looks, folded);
  return looks;
}

/** Names of the sets that groups hold whole, as `cover` makes them. */
export function coversOf({ places, accounts }: FoldedGroups): Set<string> {
  const covers = new Set<string>();
  for (const { set } of places) {
    for (const id of set.items.keys()) covers.add(`item ${id}`);
    for (const id of set.holdActs.keys()) covers.add(`title ${id}`);
  }
  for (const { set } of accounts) {
    for (const id of set.loans) covers.add(`loan ${id}`);
    for (const id of set.payers) covers.add(`payer ${id}`);
  }
  return covers;
}

/** The looks of the replica's rows under the groups. A row in several groups is read once. */
export function looksUnder(source: OverlaySource, all: readonly FoldedGroups[]): Looks {
  const looks: Looks = new Map();
  const places = all.flatMap((groups) => [...groups.places]);
  const accounts = all.flatMap((groups) => [...groups.accounts]);
  for (const id of new Set(places.flatMap(({ set }) => [...set.items.keys()]))) {
    const row = source.item(id);
    if (row !== null) addItem(looks, id, row, row.state);
    addRows(looks, { loans: source.liveLoansOfItem(id) });
  }
  for (const id of new Set(places.flatMap(({ set }) => [...set.holdActs.keys()])))
    addRows(looks, { holds: source.liveHoldsOfTitle(id) });
  for (const id of new Set(accounts.flatMap(({ set }) => [...set.loans])))
    addRows(looks, { fees: source.feesOfLoan(id) });
  for (const id of new Set(accounts.flatMap(({ set }) => [...set.payers]))) {
    const fees = source.owedFeesOfPatron(id).filter(({ kind }) => kind === 'manual');
    addRows(looks, { fees, credits: [source.credit(id)].flatMap((credit) => credit ?? []) });
  }
  return looks;
}

/** Adds the item, title and patron of a look. */
export function addSubject({ items, titles, patrons }: Differences, look: Look | undefined): void {
  if (look === undefined) return;
  if (look.item !== undefined && look.item !== null) items.add(look.item);
  if (look.title !== undefined) titles.add(look.title);
  if (look.patron !== undefined) patrons.add(look.patron);
}

type Rows = {
  readonly loans?: readonly Loan[];
  readonly holds?: readonly Hold[];
  readonly fees?: readonly Fee[];
  readonly credits?: readonly Credit[];
};

function addRows(looks: Looks, { loans = [], holds = [], fees = [], credits = [] }: Rows): void {
  for (const loan of loans) looks.set(`loan ${loan.id}`, lookOfLoan(loan));
  for (const hold of holds) looks.set(`hold ${hold.id}`, lookOfHold(hold));
  for (const fee of fees) looks.set(`fee ${fee.id}`, lookOfFee(fee));
  for (const credit of credits) looks.set(`credit ${credit.patronId}`, lookOfCredit(credit));
}

function addItem(looks: Looks, item: ItemId, row: Item | null, state: ItemState): void {
  const { base: _base, state: _state, ...catalogue } = row ?? { base: null, state: null };
  const { status, branch, to, hold, loan, marks, missingParts } = state;
  const text = JSON.stringify([status, branch, to, hold, loan, marks, missingParts, catalogue]);
  looks.set(`item ${item}`, { text, cover: `item ${item}`, item });
}

function lookOfLoan(loan: Loan): Look {
  const { state, itemId: item, patronId: patron, outAt, dueAt, renewals, lostAt, claim } = loan;
  const text = state === 'closed' ? '' : JSON.stringify([state, item, patron, outAt, dueAt, renewals, lostAt, claim]);
  return { text, cover: `item ${item}`, item, patron };
}

function lookOfHold(hold: Hold): Look {
  const {
    state,
    titleId: title,
    patronId: patron,
    capturedItem: item,
    position,
    suspended,
    suspendedUntil,
    pickup,
  } = hold;
  const isOver = state === 'filled' || state === 'cancelled';
  const text = isOver ? '' : JSON.stringify([state, item, position, suspended, suspendedUntil, pickup]);
  return { text, cover: `title ${title}`, item, title, patron };
}

function lookOfFee({ outstandingMinor, kind, itemId: item, loanId: loan, patronId: patron }: Fee): Look {
  const text = outstandingMinor === 0 ? '' : JSON.stringify([kind, outstandingMinor]);
  return { text, cover: loan === null ? `payer ${patron}` : `loan ${loan}`, item, patron };
}

function lookOfCredit({ patronId: patron, amountMinor }: Credit): Look {
  return { text: amountMinor === 0 ? '' : String(amountMinor), cover: `payer ${patron}`, patron };
}
