// Patrons of the replica by what names them exactly.

import type { PatronId } from '../../../shared/core/ids.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Replica } from '../open-replica.ts';
import { rowByKey, rowOf } from '../read-row.ts';

/** One patron. */
export function patronById(db: Replica, id: PatronId): Patron | null {
  return rowByKey(db, 'patron', id);
}

/** The patron of a card, old cards too; where two had the number, the one whose card is active now. */
export function patronByCard(db: Replica, card: string): Patron | null {
  const found = db
    .allKnown<{ row: string }>(
      `SELECT p.row FROM patron_handle h JOIN patron p ON p.key = h.patron WHERE h.kind = 'card' AND h.form = ?`,
      card,
    )
    .flatMap(({ row }) => rowOf(db, 'patron', row) ?? []);
  return found.find((patron) => hasActiveCard(patron, card)) ?? found[0] ?? null;
}

/** Whether a number is one of the patron's active cards. */
export function hasActiveCard(patron: Patron, card: string): boolean {
  return patron.cards.some(({ number, active }) => active && number.toUpperCase() === card.toUpperCase());
}
