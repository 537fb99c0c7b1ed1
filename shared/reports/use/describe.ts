// Describes the patron and the copy of an act of use.

import { callNumberClass } from '../../core/call-number-class.ts';
import type { Item } from '../../circ/model/item.ts';
import type { Patron } from '../../circ/model/patron.ts';
import type { UseWhat, UseWho } from './use-kind.ts';

/** Of the copy; null for an unknown one. */
export function describeItem(item: Item | null, hourly: boolean): UseWhat {
  const status = item?.base.where.status;
  return {
    itemType: item?.kind ?? null,
    location: item?.location ?? null,
    callClass: callNumberClass(item?.callNumber ?? ''),
    serial: item?.serial ?? false,
    hourly,
    shelf: shelfOf(item, status),
  };
}

/** An item borrowed from another library counts as that, in any place. */
function shelfOf(item: Item | null, status: string | undefined): UseWhat['shelf'] {
  if (item?.borrowed !== undefined && item.borrowed !== null) return 'ill';
  if ((item?.reserves ?? []).length > 0) return 'reserves';
  return status === 'reserves' || status === 'ill' ? status : null;
}

/** Group and college of the patron; null for one without a known account, or minted for an unknown card. */
export function describePatron(patron: Patron | null): Pick<UseWho, 'group' | 'college'> {
  const isKnown = patron !== null && !patron.provisional;
  return { group: isKnown ? patron.groupName : null, college: isKnown ? patron.home : null };
}
