// Doctor's look at how long a desk has been without its server, and the limits that follow.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { lastContact } from '../../../db/ledger/desk-state.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { isLeaseOver } from '../lease.ts';
import { revokedAt } from '../revocation.ts';
import { fullRightsMs } from '../../../shared/circ/model/contact-terms.ts';
import { contactTerms } from '../../../db/ledger/contact-terms.ts';
import { badFinding, type Finding } from './finding.ts';

/** A revoked desk works no more; one that was long alone keeps back names, then rights. */
export function checkStanding({ ledger }: { readonly ledger: Ledger }, clock: Clock): Finding[] {
  const revoked = revokedAt(ledger);
  if (revoked !== null) return [badFinding('contact', new HoldfastError('HF-AUTH-002'))];
  const contact = lastContact(ledger);
  if (contact === null) return [{ what: 'contact', state: 'note', text: 'the server has not answered this desk yet' }];
  const now = clock.now();
  const text = `the server answered last on ${formatInstant(contact)}`;
  if (isLeaseOver(ledger, now))
    return [
      {
        what: 'contact',
        state: 'bad',
        text: `${text}: names and details of patrons are locked, and staff have basic rights only`,
        todo: 'bring the line back; cards and barcodes work on, and what was done waits here',
      },
    ];
  if (now - contact > fullRightsMs(contactTerms(ledger)))
    return [
      {
        what: 'contact',
        state: 'note',
        text: `${text}: staff have basic rights only`,
        todo: 'bring the line back',
      },
    ];
  return [{ what: 'contact', state: 'ok', text }];
}
