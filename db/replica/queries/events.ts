// Recorded acts that the replica keeps (the last 45 days, and older ones that an open loan or hold still needs).

import type { ActId, ItemId, LoanId, PatronId, TitleId } from '../../../shared/core/ids.ts';
import type { Act } from '../../../shared/circ/acts.ts';
import type { Replica } from '../open-replica.ts';
import { rowByKey, rowsWhere } from '../read-row.ts';

/** One act. */
export function eventById(db: Replica, id: ActId): Act | null {
  return rowByKey(db, 'event', id);
}

/** Acts on an item. */
export function eventsOfItem(db: Replica, id: ItemId): Act[] {
  return rowsWhere(db, 'event', 'WHERE item_id = ?', id);
}

/** Acts on the holds of a title. */
export function eventsOfTitle(db: Replica, id: TitleId): Act[] {
  return rowsWhere(db, 'event', 'WHERE title_id = ?', id);
}

/** Money acts of a payer, and undos of them. */
export function moneyEventsOfPatron(db: Replica, id: PatronId): Act[] {
  return rowsWhere(db, 'event', 'WHERE patron_id = ? AND item_id IS NULL AND title_id IS NULL', id);
}

/** All payers with a money act that names a loan. */
export function payersOfLoan(db: Replica, id: LoanId): PatronId[] {
  const rows = db.allKnown<{ patron: PatronId }>(
    `SELECT DISTINCT patron_id AS patron FROM event
     WHERE key IN (SELECT event FROM event_loan WHERE loan_id = ?) AND patron_id IS NOT NULL`,
    id,
  );
  return rows.map(({ patron }) => patron);
}
