// The rows of the lists of holds, for one branch. Pure: desk and server read them alike from what each has.

import type { Instant } from '../core/instant.ts';
import type { BranchId, HoldId, TitleId } from '../core/ids.ts';
import { holdAsOf, isDueToExpire, isSuspendedAt, type Hold } from '../circ/model/hold.ts';
import type { Item } from '../circ/model/item.ts';
import { cardOf } from '../circ/model/patron.ts';
import { holdLabel } from '../circ/patron-name.ts';
import { pullList } from '../circ/pull-list.ts';
import type { HoldRow } from './holds.ts';
import type { RowSource } from './row-source.ts';

/** What the lists read. Holds are live ones: waiting or captured. */
export type HoldSource = Pick<RowSource, 'item' | 'title' | 'patron' | 'location' | 'branchName'> & {
  heldTitles(): readonly TitleId[];
  holdsOfTitle(id: TitleId): readonly Hold[];
  holdsForPickup(branch: BranchId): readonly Hold[];
  itemsOfTitle(id: TitleId): readonly Item[];
  /** Whether an act on the hold has not been confirmed by the server. */
  isPendingHold(hold: { readonly id: HoldId; readonly titleId: TitleId }): boolean;
};

/** A hold with its copy: the one to fetch, or the one that stands for it. */
type HeldCopy = { readonly hold: Hold; readonly item: Item | null };

/** Copies at this branch that waiting holds are to be filled with. */
export function pullRows(source: HoldSource, branch: BranchId, now: Instant): HoldRow[] {
  return source.heldTitles().flatMap((title) => {
    const copies = source.itemsOfTitle(title).map((item) => ({ item, location: source.location(item.location) }));
    const holds = source.holdsOfTitle(title).map((hold) => holdAsOf(hold, now));
    return pullList(holds, copies)
      .filter((pull) => pull.copy.item.state.branch === branch)
      .map((pull) => holdRow(source, { hold: pull.hold, item: pull.copy.item }, now));
  });
}

/** Copies on the hold shelf of this branch: captured, and not still on their way. */
export function shelfRows(source: HoldSource, branch: BranchId, now: Instant): HoldRow[] {
  return withCopies(source, branch)
    .filter(
      ({ hold, item }) =>
        hold.state === 'captured' && item?.state.status === 'on-hold-shelf' && item.state.branch === branch,
    )
    .map((held) => holdRow(source, held, now));
}

/** Holds to be picked up at this branch for which no copy stands. */
export function waitingRows(source: HoldSource, branch: BranchId, now: Instant): HoldRow[] {
  return withCopies(source, branch)
    .filter(({ hold }) => hold.state === 'waiting')
    .map((held) => holdRow(source, held, now));
}

function withCopies(source: HoldSource, branch: BranchId): HeldCopy[] {
  return source.holdsForPickup(branch).map((hold) => {
    const kept = hold.capturedItem ?? hold.itemId;
    return { hold, item: kept === null ? null : source.item(kept) };
  });
}

function holdRow(source: HoldSource, { hold, item }: HeldCopy, now: Instant): HoldRow {
  const title = source.title(hold.titleId);
  const patron = source.patron(hold.patronId);
  return {
    holdId: hold.id,
    titleId: hold.titleId,
    patronId: hold.patronId,
    title: title?.title ?? '',
    author: title?.author ?? null,
    state: hold.state === 'captured' ? 'captured' : 'waiting',
    position: hold.position,
    placedAt: hold.placedAt,
    shelfUntil: hold.shelfUntil ?? null,
    pickup: hold.pickup,
    pickupName: source.branchName(hold.pickup),
    card: patron === null ? '' : cardOf(patron),
    label: patron === null ? '' : holdLabel(patron),
    barcode: item?.barcode ?? null,
    callNumber: item?.callNumber ?? null,
    location: item === null ? null : (source.location(item.location)?.name ?? null),
    suspended: isSuspendedAt(hold, now),
    dueToExpire: isDueToExpire(hold, now),
    pending: source.isPendingHold(hold),
  };
}
