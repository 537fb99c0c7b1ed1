// Adds a number that a patron is known by, or replaces one.

import { addCard } from '../../../shared/acts/patron/add-card.ts';
import { cardFault, cardNumbered } from '../../../shared/circ/model/patron-cards.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import { deskZone } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { endOfDay } from '../facade/local-day.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-AUTH-025, HF-PATRON-001, HF-PATRON-003, HF-PATRON-150, HF-PATRON-151 or HF-PATRON-152. */
export const addCardAtDesk = deskAct(addCard)({
  before: async (desk, { card, number }) => {
    const patron = await findPatron(desk, card);
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    const holder = await findPatron(desk, number);
    if (holder !== null && holder.id !== patron.id) throw new HoldfastError('HF-PATRON-003');
    return patron;
  },
  judge: ({ desk, input, before: patron }) => {
    const { number, kind, issuer, until, replaces, reason } = input;
    const now = desk.clock.now();
    const expiresAt = until === null ? null : endOfDay(deskZone(desk), until);
    if (expiresAt !== null && expiresAt <= now) throw new HoldfastError('HF-PATRON-152');
    const standing = cardNumbered(patron.cards, number);
    if (standing !== undefined && cardFault(standing, now) === null) throw new HoldfastError('HF-PATRON-151');
    if (replaces !== null && cardNumbered(patron.cards, replaces.number) === undefined)
      throw new HoldfastError('HF-PATRON-150');
    const primary = isPrimary(patron, input, now);
    return {
      record: {
        args: {
          patronId: patron.id,
          number,
          kind,
          issuer: issuer === '' ? null : issuer,
          expiresAt,
          primary,
          replaces,
          reason,
        },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ commandId, card: primary ? number : cardOf(patron) }),
    };
  },
});

/** A card that replaces the primary one becomes primary; so does the first usable card. An old card never does. */
function isPrimary({ cards }: Patron, { kind, replaces }: ParsedInput<'patron.addCard'>, now: Instant): boolean {
  if (kind === 'old-card') return false;
  if (replaces !== null && cardNumbered(cards, replaces.number)?.primary === true) return true;
  return cards.every((card) => cardFault(card, now) !== null);
}
