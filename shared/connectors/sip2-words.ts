// The meanings of refusals by SIP2 servers. The protocol has no codes for them: these are the texts of servers that
// were recorded; a site may have others, which stay as they are.

import type { Refusal } from './message.ts';

/** The first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, Refusal])[] = [
  [/invalid (patron|cardnumber)|patron barcode/i, 'unknown-card'],
  [/invalid item|item barcode|no such item|not for your institution/i, 'unknown-item'],
  [/checked out to another|open_circulation_exists/i, 'on-loan-elsewhere'],
  [/not checked out|item not issued|no_change/i, 'not-on-loan'],
  [/reserved for another|hold shelf for another|on_holds_shelf/i, 'held-for-another'],
  [/patron blocked|expired|barred|debarred|exceeds_fines|card_inactive/i, 'account-blocked'],
  [/notforloan|wthdrawn|withdrawn|circ_not_allowed|not_available/i, 'not-for-loan'],
  [/maximum renewals|renewals? not permitted|max_renewals/i, 'no-renewal'],
  [/bill not found/i, 'no-such-fee'],
  [/no such hold/i, 'other'],
  // Koha answers a full account with the bare number of the limit, and a hold of another patron with a card: a card is longer.
  [/^\d{1,3}$/, 'over-limit'],
  [/^\d{4,}$/, 'held-for-another'],
];

/** The meaning of a text. */
export function meaningOfSip2(text: string): Refusal {
  return MEANINGS.find(([words]) => words.test(text.trim()))?.[1] ?? 'other';
}
