// The rows of the lists of holds, for one branch. Pure: desk and server compute them alike, each from its own data.

import type { Instant } from '../core/instant.ts';
import { patronId, type BranchId, type HoldId, type ItemId, type TitleId } from '../core/ids.ts';
import type { Act } from '../circ/acts.ts';
import { holdAsOf, isDueToExpire, isSuspendedAt, type Hold } from '../circ/model/hold.ts';
import type { Item } from '../circ/model/item.ts';
import { cardOf } from '../circ/model/patron.ts';
import { returnBranch } from '../circ/model/reserved-item.ts';
import { holdLabel } from '../circ/patron-name.ts';
import { fittingHold } from '../circ/decide/fitting-hold.ts';
import { pullList } from '../circ/pull-list.ts';
import type { HoldRow } from './holds.ts';
import type { RowSource } from './row-source.ts';

/** Data source of the lists. Holds are live ones: waiting or captured. */
export type HoldSource = Pick<RowSource, 'item' | 'title' | 'patron' | 'location' | 'branchName'> & {
  heldTitles(): readonly TitleId[];
  holdsOfTitle(id: TitleId): readonly Hold[];
  holdsForPickup(branch: BranchId): readonly Hold[];
  itemsOfTitle(id: TitleId): readonly Item[];
  /** Copies that stand on a hold shelf for a hold that is over, or that another copy serves. */
  strayCopies(): readonly StrayTrap[];
  /** Whether an act on the hold has not been confirmed by the server. */
  isPendingHold(hold: { readonly id: HoldId; readonly titleId: TitleId }): boolean;
};

/** Codes of exceptions about a copy on a hold shelf without a hold. */
export const STRAY_CODES: readonly string[] = ['wrong-trap', 'hold-trapped-twice'];

/** When a copy was put on a hold shelf, for which hold and until when, and when its slip was made. */
type Trap = {
  readonly at: Instant;
  readonly hold: HoldId;
  readonly until: Instant | null;
  readonly slipAt: Instant | undefined;
};

/** The trap that an act made; null where the copy went elsewhere. A trap that an import found counts as well. */
export function trapOf(act: Act): Trap | null {
  if (act.kind === 'checkin' && act.hold !== null && act.transitTo === null)
    return { at: act.at, hold: act.hold, until: act.holdUntil ?? null, slipAt: act.slipAt };
  if (act.kind !== 'openHold' || act.trapped === null) return null;
  return { at: act.at, hold: act.hold, until: act.trapped.until ?? null, slipAt: act.trapped.slipAt };
}

/** A copy, how it was put on the shelf, and its hold; null = that is kept no more. */
export type StrayTrap = {
  readonly itemId: ItemId;
  readonly trap: Trap;
  readonly hold: Hold | null;
};

/** A hold with its copy: the one to fetch, or the one that stands for it. */
type HeldCopy = { readonly hold: Hold; readonly item: Item | null; readonly next?: Item | null };

/** Copies at this branch that waiting holds are to be filled with. */
export function pullRows(source: HoldSource, branch: BranchId, now: Instant): HoldRow[] {
  return source.heldTitles().flatMap((title) => {
    const copies = source.itemsOfTitle(title).map((item) => ({ item, location: source.location(item.location) }));
    const holds = source.holdsOfTitle(title).map((hold) => holdAsOf(hold, now));
    return pullList(holds, copies)
      .filter((pull) => pull.copy.item.state.branch === branch)
      .map(({ hold, copy, next }) => holdRow(source, { hold, item: copy.item, next: next?.item ?? null }, now));
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

/**
 * Copies on the hold shelf of this branch whose wait is over, or whose hold ended elsewhere meanwhile, each with its destination once it is taken
 * off.
 */
export function expiredRows(source: HoldSource, branch: BranchId, now: Instant): HoldRow[] {
  const over = shelfRows(source, branch, now)
    .filter(({ dueToExpire }) => dueToExpire)
    .map((row): HoldRow => ({ ...row, ended: 'expired' }));
  return [...over, ...strayRows(source, branch, now)].map((row) => ({
    ...row,
    afterwards: afterHold(source, row, { branch, now }),
  }));
}

/** Copies that stand there for a hold that is over: nothing but the next scan takes them off. */
function strayRows(source: HoldSource, branch: BranchId, now: Instant): HoldRow[] {
  return source.strayCopies().flatMap(({ itemId, trap, hold }) => {
    const item = source.item(itemId);
    if (item === null || item.state.branch !== branch) return [];
    const kept: Hold = hold ?? goneHold(item, { id: trap.hold, branch, at: trap.at });
    const row = holdRow(source, { hold: { ...kept, slipAt: trap.slipAt }, item }, now);
    return { ...row, shelfUntil: trap.until, ended: endOfHold(kept, itemId), dueToExpire: true };
  });
}

/** A hold of which only its name is left. */
function goneHold({ titleId }: Item, { id, branch, at }: { id: HoldId; branch: BranchId; at: Instant }): Hold {
  return {
    id,
    patronId: patronId(''),
    titleId,
    itemId: null,
    pickup: branch,
    placedAt: at,
    suspended: false,
    state: 'expired',
    capturedItem: null,
    position: null,
  };
}

/** The end of the hold, for this copy. */
function endOfHold({ state, capturedItem }: Hold, itemId: ItemId): NonNullable<HoldRow['ended']> {
  if (state === 'cancelled') return 'cancelled';
  if (state === 'expired' || capturedItem === itemId) return 'expired';
  return state === 'filled' || capturedItem !== null ? 'served' : 'not-for-it';
}

/** As a check-in would route it. */
function afterHold(
  source: HoldSource,
  { titleId, itemId }: HoldRow,
  { branch, now }: { readonly branch: BranchId; readonly now: Instant },
): HoldRow['afterwards'] {
  const item = itemId === null ? null : source.item(itemId);
  if (item === null) return null;
  const location = source.location(item.location);
  const holds = source.holdsOfTitle(titleId).map((hold) => holdAsOf(hold, now));
  const next = fittingHold({ item, location, holds }, now);
  const patron = next === null ? null : source.patron(next.patronId);
  const goesTo = next === null ? returnBranch(item, location) : next.pickup;
  if (goesTo !== branch) return { route: 'transit', where: source.branchName(goesTo) };
  if (next === null) return { route: 'reshelve', where: location?.name ?? '' };
  return { route: 'next-hold', where: patron === null ? '' : holdLabel(patron) };
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

function holdRow(source: HoldSource, { hold, item, next = null }: HeldCopy, now: Instant): HoldRow {
  const title = source.title(hold.titleId);
  const patron = source.patron(hold.patronId);
  return {
    holdId: hold.id,
    titleId: hold.titleId,
    itemId: item?.id ?? null,
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
    label: patron === null ? '' : holdLabel(patron, hold),
    barcode: item?.barcode ?? null,
    callNumber: item?.callNumber ?? null,
    location: item === null ? null : (source.location(item.location)?.name ?? null),
    suspended: isSuspendedAt(hold, now),
    dueToExpire: isDueToExpire(hold, now),
    pending: source.isPendingHold(hold),
    soughtAt: item?.state.soughtAt ?? null,
    next: next === null ? null : copyPlace(source, next),
    afterwards: null,
    ended: null,
    toMark: 'missing',
  };
}

/** Where a copy stands: its shelf, and its branch. */
function copyPlace(source: HoldSource, { barcode, callNumber, location, state }: Item): NonNullable<HoldRow['next']> {
  const place = [source.location(location)?.name, source.branchName(state.branch)].filter(Boolean).join(', ');
  return { barcode, callNumber, place };
}
