// Requests allowed for an item in a status: a hold, a recall, a page. Source: loan rules, section 7.

/** How an item is asked for. */
export type RequestType = 'hold' | 'recall' | 'page';

const NOTHING: readonly RequestType[] = [];
const WHAT_IS_OUT: readonly RequestType[] = ['hold', 'recall'];

const ALLOWED: Readonly<Record<string, readonly RequestType[]>> = {
  available: ['page'],
  checked_out: WHAT_IS_OUT,
  on_order: WHAT_IS_OUT,
  in_process: WHAT_IS_OUT,
  awaiting_pickup: WHAT_IS_OUT,
  awaiting_delivery: WHAT_IS_OUT,
  in_transit: WHAT_IS_OUT,
  paged: WHAT_IS_OUT,
  restricted: ['hold', 'recall', 'page'],
  missing: ['hold'],
  declared_lost: NOTHING,
  claimed_returned: NOTHING,
  withdrawn: NOTHING,
  lost_and_paid: NOTHING,
  aged_to_lost: NOTHING,
  long_missing: NOTHING,
  unavailable: NOTHING,
  unknown: NOTHING,
  intellectual_item: NOTHING,
};

/** The ways in which an item may be asked for. In a status that is not known, none. */
export function requestTypesFor(status: string): readonly RequestType[] {
  return Object.hasOwn(ALLOWED, status) ? (ALLOWED[status] ?? NOTHING) : NOTHING;
}
