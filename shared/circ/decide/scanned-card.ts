// State of the scanned card of a patron: in use, or why not.

import type { Instant } from '../../core/instant.ts';
import type { PatronFacts } from '../facts.ts';
import { cardFault, cardNumbered } from '../model/patron-cards.ts';
import type { Patron } from '../model/patron.ts';

/** As facts have it. Nothing stands against a number that is no card of theirs: it was joined with the account. */
export function scannedAs(
  { cards }: Pick<Patron, 'cards'>,
  scanned: { readonly card: string; readonly at: Instant } | null,
): Pick<PatronFacts, 'isOldCard' | 'cardFault'> {
  const card = scanned === null ? undefined : cardNumbered(cards, scanned.card);
  const fault = scanned === null || card === undefined ? null : cardFault(card, scanned.at);
  if (fault === null) return { isOldCard: false };
  return fault === 'unknown' ? { isOldCard: true } : { isOldCard: true, cardFault: fault };
}
