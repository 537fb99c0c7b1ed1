// Statuses of an item in which patrons can wait for it, and their names in request types.

import type { ProfileName } from '../../rules/model/profile-name.ts';
import type { ItemState } from '../model/item.ts';

type Status = ItemState['status'];

/** Statuses in which a copy cannot be promised. Damaged copies are a rule of their own in Koha. */
const NOT_HELD: ReadonlySet<Status> = new Set<Status>([
  'missing',
  'damaged',
  'bindery',
  'cataloging',
  'reserves',
  'discarded',
  'ill',
  'lost',
]);

/** Whether an item in this status may be held. */
export function isHoldableStatus(profile: ProfileName, status: Status): boolean {
  return (profile === 'koha' && status === 'damaged') || !NOT_HELD.has(status);
}

const FOLIO_STATUS: Readonly<Record<Status, string>> = {
  available: 'available',
  missing: 'missing',
  damaged: 'unavailable',
  bindery: 'unavailable',
  'in-process': 'in_process',
  'on-order': 'on_order',
  cataloging: 'in_process',
  reserves: 'restricted',
  discarded: 'withdrawn',
  ill: 'unavailable',
  lost: 'aged_to_lost',
  'on-loan-unknown': 'unknown',
  'on-loan': 'checked_out',
  'on-hold-shelf': 'awaiting_pickup',
  'in-transit': 'in_transit',
  // One of the patrons who may have it has it.
  'in-question': 'checked_out',
};

/** A status as request types are looked up by it. */
export function folioStatus(status: Status): string {
  return FOLIO_STATUS[status];
}
