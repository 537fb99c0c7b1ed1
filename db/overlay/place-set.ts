// Gathers the timelines that belong together around some places, from the replica's checkpoints and events with the pending acts among them.
// `shared/circ/fold/place-set.ts` decides which belong together.

import {
  actId,
  branchId,
  deskId,
  streamId,
  titleId,
  type ActId,
  type ItemId,
  type LoanId,
  type TitleId,
} from '../../shared/core/ids.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import type { ActOf, HoldAct, ItemAct } from '../../shared/circ/acts.ts';
import { namesOf } from '../../shared/circ/fold/account-set.ts';
import { holdsPlaced, loansBegun, settledLoan, walkPlaces, type PlaceSeeds } from '../../shared/circ/fold/place-set.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { isHoldAct, isItemAct } from '../../shared/circ/act-kinds.ts';
import { startingPlace } from '../../shared/circ/model/provisional.ts';
import { mintedItemOf } from './minted-rows.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { PendingActs } from './pending-acts.ts';
import { compareActs } from '../../shared/circ/fold/timeline.ts';

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
  /** Every id by which money may name a loan of it. */
  readonly loans: readonly LoanId[];
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

type Known = { readonly source: OverlaySource; readonly pending: PendingActs };

/** Gathers a set, which may begin at one place after the other. */
export type PlaceGathering = { add(seeds: PlaceSeeds): void; readonly whole: () => PlaceSet };

/** Begins nowhere yet. */
export function gatherPlaces(known: Known): PlaceGathering {
  const walk = walkPlaces<SetItem>();
  const rows = new Map<ItemId, Item>();
  const opening = new Map<ActId, Hold>();
  return {
    add: (seeds) => {
      walk.add(seeds);
      for (let wants = walk.wants(); wants !== null; wants = walk.wants()) {
        const copies = wants.copiesOf.flatMap((id) => known.source.itemsOfTitle(id));
        for (const copy of copies) rows.set(copy.id, copy);
        walk.take({
          items: new Map(wants.items.map((id) => [id, setItem(known, id, rows.get(id) ?? rowOf(known, id))])),
          holdActs: new Map(wants.titles.map((id) => [id, holdActsOf(known, id, opening)])),
          copies: [...copies.map(({ id }) => id), ...mintedOf(known, wants.copiesOf)],
        });
      }
    },
    whole: () => {
      const { items, holdActs, titles } = walk.whole();
      const complete = (act: HoldAct) => withTrapped(act, opening.get(act.id), items);
      return {
        items,
        holdActs: new Map([...holdActs].map(([id, acts]) => [id, acts.map(complete)])),
        titles,
        loans: new Set([...items.values()].flatMap((item) => item.loans)),
      };
    },
  };
}

function setItem({ source, pending }: Known, id: ItemId, row: Item | null): SetItem {
  const acts = [...source.eventsOfItem(id), ...pending.onItem(id)].filter(isItemAct);
  const branch = acts.find((act) => act.branch !== null)?.branch ?? branchId('?');
  const { base } = row ?? startingPlace(branch);
  const begun = loansBegun(acts, base);
  const live = source.liveLoansOfItem(id).filter((loan) => !begun.has(loan.id));
  const older = live.filter((loan) => loan.state !== 'in-question');
  const ended = base.foldedTo === null ? [] : source.endedLoansOfItem(id).filter((loan) => !begun.has(loan.id));
  const goingOn = base.foldedTo === null ? [] : live.flatMap((loan) => settledLoan(loan) ?? []);
  const settled = [...ended, ...goingOn];
  const wentOn = new Set(goingOn.map((loan) => loan.id));
  return {
    id,
    titleId: row?.titleId ?? titleId(`item ${id}`),
    row,
    base,
    settled,
    acts: [...older.filter((loan) => !wentOn.has(loan.id)).map(openingLoan), ...acts],
    loans: [...begun, ...[...older, ...settled].flatMap(namesOf)],
  };
}

/** Prices of items, where known. */
export function priceOf(known: Known): (id: ItemId) => MinorUnits | null {
  return (id) => rowOf(known, id)?.priceMinor ?? null;
}

function rowOf({ source, pending }: Known, id: ItemId): Item | null {
  return source.item(id) ?? mintedItemOf(pending, pending.mintedItems.get(id));
}

/** Items that pending acts make, of these titles. */
function mintedOf({ pending }: Known, titles: readonly TitleId[]): ItemId[] {
  if (titles.length === 0) return [];
  return [...pending.mintedItems.values()].flatMap((minted) =>
    titles.includes(minted.titleId) ? [minted.itemId] : [],
  );
}

/** Acts on holds of a title, with one that stands for each hold whose placing is no longer among the events; these are noted in `opening`. */
function holdActsOf({ source, pending }: Known, id: TitleId, opening: Map<ActId, Hold>): HoldAct[] {
  const acts = [...source.eventsOfTitle(id), ...pending.onTitle(id)].filter(isHoldAct);
  const placed = holdsPlaced(acts);
  const older = source.liveHoldsOfTitle(id).filter((hold) => !placed.has(hold.id));
  for (const hold of older) opening.set(actId(hold.id), hold);
  return [...older.map((hold) => openingHold(hold, acts)), ...acts];
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
    ...(loan.declared === undefined ? {} : { declared: loan.declared }),
    policyHash: loan.policyHash,
  };
}

/**
 * A hold whose placing is no longer among the events. It stands before those that are: places follow from their order. Where an event suspends it
 * or resumes it, its state was the other before.
 */
function openingHold(hold: Hold, acts: readonly HoldAct[]): ActOf<'openHold'> {
  const [first] = acts
    .filter((act) => (act.kind === 'suspendHold' || act.kind === 'resumeHold') && act.hold === hold.id)
    .toSorted(compareActs);
  const suspended = first === undefined ? hold.suspended : first.kind === 'resumeHold';
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
    suspended,
    ...(first === undefined ? { suspendedUntil: hold.suspendedUntil ?? null } : {}),
    trapped: null,
  };
}

/** An act that stands for a hold, with the copy on the shelf for it, unless the check-in that put it there is among the events and has it itself. */
function withTrapped(act: HoldAct, hold: Hold | undefined, items: PlaceSet['items']): HoldAct {
  if (act.kind !== 'openHold' || hold === undefined || hold.state !== 'captured') return act;
  const copy = hold.capturedItem === null ? undefined : items.get(hold.capturedItem);
  if (copy === undefined || copy.row === null) return act;
  const isTold = copy.acts.some((one) => one.kind === 'checkin' && one.hold === hold.id);
  if (isTold) return act;
  const { shelfUntil: until, slipAt } = hold;
  return { ...act, trapped: { itemId: copy.id, branch: copy.row.state.branch, until, slipAt } };
}
