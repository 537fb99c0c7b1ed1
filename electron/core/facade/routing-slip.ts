// The slip that goes with an item: to the hold shelf, to another branch, or to the staff who work on its mark. Made from the recorded answer, so that
// it can be made again from the act.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { HoldId, ItemId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { sayDate } from '../../../shared/core/say-date.ts';
import type { ToldOf } from '../../../shared/acts/all.ts';
import { holdSlip, routeSlip, transitSlip } from '../../../shared/slips/make-slips.ts';
import type { Slip } from '../../../shared/slips/slip.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { MarkRoute } from '../../../shared/circ/model/mark.ts';
import { holdLabel } from '../../../shared/circ/patron-name.ts';
import { slipHead } from './slip-settings.ts';

/** An item that came in, with its time and destination. */
export type Routed = {
  readonly itemId: ItemId;
  readonly barcode: string;
  readonly at: Instant;
  readonly told: ToldOf<'checkin'>;
};

/** The slip of an item that came in; null where it needs none. */
export function routingSlip(desk: Desk, { itemId, barcode, at, told }: Routed): Slip | null {
  const { sight, library } = requiredCopy(desk);
  const row = sight.item(itemId);
  const title = (row === null ? null : sight.title(row.titleId))?.title ?? '';
  const item = { title, callNumber: row?.callNumber ?? null, barcode };
  const hold = told.holdId === null ? null : sight.hold(told.holdId);
  const patron = hold === null ? null : sight.patron(hold.patronId);
  const label = patron === null ? null : holdLabel(patron, told);
  const head = slipHead(desk, at);
  if (told.route === 'transit') {
    const branch = told.transitTo === null ? '' : (library.branchName(told.transitTo) ?? told.transitTo);
    return transitSlip(head, { branch, label, item });
  }
  const missing = row?.state.missingParts?.map(({ part }) => part) ?? [];
  if (isMarkRoute(told.route)) return routeSlip(head, { where: told.route, item, missing });
  if (told.route === 'reshelve' && row !== null && library.isBorrowed(row))
    return routeSlip(head, { where: 'ill', item, missing });
  if (told.route !== 'hold-shelf') return null;
  const { holdUntil = null } = told;
  const until = holdUntil === null ? null : sayDate(desk.language(), holdUntil, deskZone(desk));
  return holdSlip(head, { label, item, until });
}

/** The slip of a copy that is to be inspected, with the parts that are missing. */
export function inspectionSlip(
  desk: Desk,
  { item, at, missing }: { readonly item: Item; readonly at: Instant; readonly missing: readonly string[] },
): Slip {
  const { title = '' } = requiredCopy(desk).sight.title(item.titleId) ?? {};
  const { callNumber, barcode } = item;
  return routeSlip(slipHead(desk, at), { where: 'inspect', item: { title, callNumber, barcode }, missing });
}

/** The slip of a copy that stands on the hold shelf, with the end of its hold. Throws HF-CIRC-007 for a hold without one. */
export function shelfSlip(desk: Desk, id: HoldId): Slip {
  const { sight } = requiredCopy(desk);
  const hold = sight.hold(id);
  const row = hold?.capturedItem === null || hold === null ? null : sight.item(hold.capturedItem);
  if (hold === null || row === null || row.state.status !== 'on-hold-shelf') throw new HoldfastError('HF-CIRC-007');
  const patron = sight.patron(hold.patronId);
  const { shelfUntil = null } = hold;
  return holdSlip(slipHead(desk, desk.clock.now()), {
    label: patron === null ? null : holdLabel(patron, hold),
    item: { title: sight.title(row.titleId)?.title ?? '', callNumber: row.callNumber, barcode: row.barcode },
    until: shelfUntil === null ? null : sayDate(desk.language(), shelfUntil, deskZone(desk)),
  });
}

const MARK_ROUTES = ['repair', 'inspect', 'in-process', 'withdrawn'] as const satisfies readonly MarkRoute[];

function isMarkRoute(route: string): route is MarkRoute {
  return MARK_ROUTES.some((one) => one === route);
}
