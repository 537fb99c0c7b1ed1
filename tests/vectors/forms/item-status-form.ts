// Statuses of items as cases write them.

import type { RenewedLoan } from '../../../shared/rules/renewal/judge-renewal.ts';

const LOST: ReadonlySet<string> = new Set([
  'lost',
  'declared_lost',
  'aged_to_lost',
  'lost_and_paid',
  'long_overdue',
  'missing',
  'long_missing',
]);
const CLAIMED: ReadonlySet<string> = new Set(['claimed_returned', 'claims_returned', 'claimed_never_checked_out']);

/** A status as cases name it: FOLIO writes the same in words, such as `Declared lost` or `In process (non-requestable)`. */
export function statusName(status: string): string {
  return status
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .replaceAll(/^_|_$/g, '');
}

/** The meaning of a status for the renewal of the loan. */
export function renewedItem(status: string | null | undefined): RenewedLoan['item'] {
  if (status === undefined || status === null) return 'out';
  const name = statusName(status);
  if (CLAIMED.has(name)) return 'claimed';
  return LOST.has(name) ? 'lost' : 'out';
}
