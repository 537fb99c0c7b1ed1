// The data lease: a desk that has not heard from its server for two weeks (a setting of the library) shows no details of patrons any more, since it may have been taken
// away. Cards and barcodes work on; what is shown of a person is the card. It opens by itself at the next contact.

import type { Instant } from '../../shared/core/instant.ts';
import { detailsMs } from '../../shared/circ/model/contact-terms.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Right } from '../../shared/circ/rights.ts';
import { contactTerms } from '../../db/ledger/contact-terms.ts';
import { lastContact } from '../../db/ledger/desk-state.ts';
import type { Ledger } from '../../db/ledger/open-ledger.ts';
import type { Copy } from './desk-sight.ts';

/** Whether the lease is over. A desk that never heard from a server has nothing to show. */
export function isLeaseOver(ledger: Ledger, now: Instant): boolean {
  const contact = lastContact(ledger);
  return contact !== null && now - contact > detailsMs(contactTerms(ledger));
}

/** Who had a copy is told to those whose accounts they are to see and to correct. */
export const KNOWS_BORROWERS: Right = 'edit-patrons';

/** The copy without what its patrons are called and how they are reached. What rules ask for stays. */
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
