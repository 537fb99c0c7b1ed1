// Statuses of items as cases write them, where a renewal asks for them.

import type { RenewedLoan } from '../../../../shared/rules/renewal/judge-renewal.ts';

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

/** What a status means for the renewal of the loan. */
export function renewedItem(status: string | undefined): RenewedLoan['item'] {
  if (status === undefined) return 'out';
  if (CLAIMED.has(status)) return 'claimed';
  return LOST.has(status) ? 'lost' : 'out';
}
