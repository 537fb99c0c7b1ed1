// Items and titles that belong together: of a title that has acts on holds, every copy, since any of them may fill a hold. The walk asks step by step
// for the next rows, so that a server that waits for its rows and a desk that does not follow the same rules. Money joins no places:
// `account-set.ts` finds the fees and credit that follow from these. Pure. [I12] [I24]

import { loanId, type HoldId, type ItemId, type LoanId, type TitleId } from '../../core/ids.ts';
import type { Act, HoldAct, ItemAct } from '../acts.ts';
import type { Item } from '../model/item.ts';
import type { Loan } from '../model/loan.ts';

/** Where a set begins, or goes on. */
export type PlaceSeeds = { readonly items: Iterable<ItemId>; readonly titles: Iterable<TitleId> };

/** Ids to read next. */
export type WantedPlaces = {
  readonly items: readonly ItemId[];
  readonly titles: readonly TitleId[];
  /** Titles of which every copy belongs to the set. */
  readonly copiesOf: readonly TitleId[];
};

/** Rows that were read of it. */
export type PlaceReading<I> = {
  /** Items that there are. */
  readonly items: ReadonlyMap<ItemId, I>;
  /** Acts on holds of titles; none, or no entry, where there are none. */
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  readonly copies: Iterable<ItemId>;
};

/** Items and titles whose timelines belong together. */
export type WalkedPlaces<I> = {
  readonly items: ReadonlyMap<ItemId, I>;
  /** Titles with acts on holds. */
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  /** Titles of the items, and those that it began with. */
  readonly titles: ReadonlySet<TitleId>;
};

export type PlaceWalk<I> = {
  /** Begins somewhere else too. */
  add(seeds: PlaceSeeds): void;
  /** Null once the set is whole. */
  readonly wants: () => WantedPlaces | null;
  take(reading: PlaceReading<I>): void;
  readonly whole: () => WalkedPlaces<I>;
};

/** Begins nowhere yet. Each item and title is wanted once, however they lead to each other. */
export function walkPlaces<I extends { readonly titleId: TitleId }>(): PlaceWalk<I> {
  const items = new Map<ItemId, I>();
  const holdActs = new Map<TitleId, readonly HoldAct[]>();
  const seen = { items: new Set<ItemId>(), titles: new Set<TitleId>() };
  let unread = nothing();
  const meetItem = (id: ItemId): void => {
    if (seen.items.has(id)) return;
    seen.items.add(id);
    unread.items.push(id);
  };
  const meetTitle = (id: TitleId): void => {
    if (seen.titles.has(id)) return;
    seen.titles.add(id);
    unread.titles.push(id);
  };
  return {
    add: (seeds) => {
      for (const id of seeds.items) meetItem(id);
      for (const id of seeds.titles) meetTitle(id);
    },
    wants: () => (unread.items.length + unread.titles.length + unread.copiesOf.length === 0 ? null : unread),
    take: (reading) => {
      unread = nothing();
      for (const [id, item] of reading.items) {
        items.set(id, item);
        meetTitle(item.titleId);
      }
      for (const [id, acts] of reading.holdActs) {
        if (acts.length === 0) continue;
        holdActs.set(id, acts);
        unread.copiesOf.push(id);
      }
      for (const id of reading.copies) meetItem(id);
    },
    whole: () => ({ items, holdActs, titles: seen.titles }),
  };
}

function nothing(): { items: ItemId[]; titles: TitleId[]; copiesOf: TitleId[] } {
  return { items: [], titles: [], copiesOf: [] };
}

/** The loan that an act may begin; a merged checkout's id is an alias that money acts may name too. */
export function loanBegunBy(act: Act): LoanId | null {
  if (act.kind === 'openLoan') return act.loanId;
  return act.kind === 'checkout' ? loanId(act.id) : null;
}

/** Loans that acts begin. Acts older than the base are in the base, also where an act of that time has come since. */
export function loansBegun(acts: readonly ItemAct[], { foldedTo }: Item['base']): Set<LoanId> {
  return new Set(acts.flatMap((act) => (act.at < (foldedTo ?? -Infinity) ? [] : (loanBegunBy(act) ?? []))));
}

/** A loan without its acts as a checkpoint had it: ended, also where missing parts let it go on since. Null: it was out then. */
export function settledLoan(loan: Loan): Loan | null {
  if (loan.state === 'closed') return loan;
  const { cameBack, movedFrom: _, renewalRentals: __, declared: ___, claim: ____, ...rest } = loan;
  return cameBack === undefined ? null : { ...rest, ...cameBack, state: 'closed', how: 'checkin' };
}

/** Holds that acts place. */
export function holdsPlaced(acts: Iterable<HoldAct>): Set<HoldId> {
  return new Set([...acts].flatMap((act) => (act.kind === 'openHold' || act.kind === 'placeHold' ? [act.hold] : [])));
}
