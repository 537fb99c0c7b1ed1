// Patrons of the replica by exact keys.

import type { PatronId } from '../../../shared/core/ids.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { cardNumbered } from '../../../shared/circ/model/patron-cards.ts';
import type { Replica } from '../open-replica.ts';
import { rowByKey, rowOf, rowsWhere } from '../read-row.ts';

/** One patron. */
export function patronById(db: Replica, id: PatronId): Patron | null {
  return rowByKey(db, 'patron', id);
}

/** Patrons that desks made for unknown cards. */
export function provisionalPatrons(db: Replica): Patron[] {
  return rowsWhere(db, 'patron', `WHERE json_extract(row, '$.provisional') = 1`);
}

/** Patrons of groups, by the names of these. */
export function patronsOfGroups(db: Replica, groups: readonly string[]): Patron[] {
  return groups.flatMap((group) => rowsWhere(db, 'patron', `WHERE json_extract(row, '$.groupName') = ?`, group));
}

/** The account that another was joined into; null where none is known. */
export function accountJoinedFrom(db: Replica, id: PatronId): PatronId | null {
  const row = db.known<{ key: PatronId }>(
    `SELECT p.key FROM patron p, json_each(p.row, '$.joined') j WHERE json_extract(p.row, '$.joined') IS NOT NULL AND j.value = ?`,
    id,
  );
  return row?.key ?? null;
}

/** The patron of a card, old cards too; where two had the number, the one whose card is in use, and of those the one who has it longest. */
export function patronByCard(db: Replica, card: string): Patron | null {
  const found = db
    .allKnown<{ row: string }>(
      `SELECT p.row FROM patron_handle h JOIN patron p ON p.key = h.patron WHERE h.kind = 'card' AND h.form = ?`,
      card,
    )
    .flatMap(({ row }) => rowOf(db, 'patron', row) ?? []);
  return found.toSorted((a, b) => lastsUntil(b, card) - lastsUntil(a, card))[0] ?? null;
}

/** Until when a number is in use; below every instant where it is not. */
function lastsUntil({ cards }: Patron, card: string): number {
  const found = cardNumbered(cards, card);
  return found?.active === true ? (found.expiresAt ?? Number.MAX_SAFE_INTEGER) : -1;
}
