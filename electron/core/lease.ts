// The data lease. After two weeks without contact with its server (a setting of the library), a desk shows no details of patrons any more, since it
// may have been stolen. Cards and barcodes still work; a person is shown by the card. The details return at the next contact.

import type { Instant } from '../../shared/core/instant.ts';
import { detailsMs } from '../../shared/circ/model/contact-terms.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Right } from '../../shared/circ/rights.ts';
import { contactTerms } from '../../db/ledger/contact-terms.ts';
import { lastContact } from '../../db/ledger/desk-state.ts';
import type { Ledger } from '../../db/ledger/open-ledger.ts';
import type { Copy } from './desk-sight.ts';

/** Whether the lease is over. A desk without any contact with a server has nothing to show. */
export function isLeaseOver(ledger: Ledger, now: Instant): boolean {
  const contact = lastContact(ledger);
  return contact !== null && now - contact > detailsMs(contactTerms(ledger));
}

/** Borrowers of a copy are shown to staff who may see and correct their accounts. */
export const KNOWS_BORROWERS: Right = 'edit-patrons';

/** The copy without patrons' names and contact data. Fields that rules need stay. */
export function withoutDetails(copy: Copy): Copy {
  const { sight } = copy;
  return {
    ...copy,
    sight: {
      ...sight,
      patron: (id) => hidden(sight.patron(id)),
      patronByCard: (card) => hidden(sight.patronByCard(card)),
    },
  };
}

function hidden(patron: Patron | null): Patron | null {
  if (patron === null) return null;
  return { ...patron, name: NO_NAME, email: null, phones: [], address: [], messages: [] };
}

const NO_NAME = { family: '', given: '', middle: null, chosen: null, suffix: null } as const;
