// `hold.list`: what to fetch from the shelves, what stands on the hold shelf, who waits.

import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { branchId, type BranchId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { HoldListRow } from '../../../shared/views/hold.ts';
import { isDueToExpire, type Hold } from '../../../shared/circ/model/hold.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { pullList } from '../../../shared/circ/pull-list.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { holdLabel } from './say-views.ts';

type Row = { readonly hold: Hold; readonly item: Item | null };

/** The holds of a branch: `pull` and `shelf` in shelf order, `waiting` by title and place. */
export function listHolds(desk: Desk, { branch, kind }: ParsedInput<'hold.list'>): MethodOutput<'hold.list'> {
  const copy = requiredCopy(desk);
  const at = branch === undefined ? desk.identity.branch : branchId(branch);
  const rows = kind === 'pull' ? toFetch(copy, at) : kind === 'shelf' ? onShelf(copy, at) : waiting(copy, at);
  const now = desk.clock.now();
  const shown = rows.map((row) => rowView(copy, row, now));
  return { holds: kind === 'waiting' ? shown.toSorted(byTitle) : shown.toSorted(byShelf) };
}

/** Copies at this branch that waiting holds are to be filled with. */
function toFetch(copy: Copy, branch: BranchId): Row[] {
  const { sight, library } = copy;
  return sight.heldTitles().flatMap((title) => {
    const copies = sight.itemsOfTitle(title).map((item) => ({ item, location: library.location(item.location) }));
    return pullList(sight.holdsOfTitle(title), copies)
      .filter((pull) => pull.copy.item.state.branch === branch)
      .map((pull) => ({ hold: pull.hold, item: pull.copy.item }));
  });
}

/** Copies on the hold shelf of this branch: captured, and not still on their way. */
function onShelf(copy: Copy, branch: BranchId): Row[] {
  return withCopies(copy, branch).filter(
    ({ hold, item }) =>
      hold.state === 'captured' && item?.state.status === 'on-hold-shelf' && item.state.branch === branch,
  );
}

function waiting(copy: Copy, branch: BranchId): Row[] {
  return withCopies(copy, branch).filter(({ hold }) => hold.state === 'waiting');
}

function withCopies({ sight }: Copy, branch: BranchId): Row[] {
  return sight.holdsForPickup(branch).map((hold) => {
    const kept = hold.capturedItem ?? hold.itemId;
    return { hold, item: kept === null ? null : sight.item(kept) };
  });
}

function rowView(copy: Copy, { hold, item }: Row, now: Instant): HoldListRow {
  const { sight, library } = copy;
  const title = sight.title(hold.titleId);
  const patron = sight.patron(hold.patronId);
  return {
    holdId: hold.id,
    titleId: hold.titleId,
    title: title?.title ?? '',
    author: title?.author ?? null,
    state: hold.state === 'captured' ? 'captured' : 'waiting',
    position: hold.position,
    placedAt: formatInstant(hold.placedAt),
    pickup: hold.pickup,
    pickupName: library.branchName(hold.pickup),
    card: patron === null ? '' : cardOf(patron),
    label: patron === null ? '' : holdLabel(patron),
    barcode: item?.barcode ?? null,
    callNumber: item?.callNumber ?? null,
    location: item === null ? null : (library.location(item.location)?.name ?? null),
    dueToExpire: isDueToExpire(hold, now),
    pending: sight
      .holdActsOfTitle(hold.titleId)
      .some((act) => 'hold' in act && act.hold === hold.id && sight.isPendingAct(act.id)),
  };
}

function byShelf(a: HoldListRow, b: HoldListRow): number {
  return (
    (a.location ?? '').localeCompare(b.location ?? '', 'en') ||
    (a.callNumber ?? '').localeCompare(b.callNumber ?? '', 'en', { numeric: true }) ||
    (a.barcode ?? '').localeCompare(b.barcode ?? '', 'en')
  );
}

function byTitle(a: HoldListRow, b: HoldListRow): number {
  return a.title.localeCompare(b.title, 'en') || (a.position ?? 0) - (b.position ?? 0);
}
