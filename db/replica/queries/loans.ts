// Loans, holds, fees and credits of the replica. Only the folds write them; the overlay puts pending rows over these.

import type { BranchId, ItemId, LoanId, PatronId, TitleId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Fee } from '../../../shared/circ/model/fee.ts';
import type { Hold } from '../../../shared/circ/model/hold.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Replica } from '../open-replica.ts';
import { rowByKey, rowsWhere } from '../read-row.ts';

/** One loan. */
export function loanById(db: Replica, id: LoanId): Loan | null {
  return rowByKey(db, 'loan', id);
}

/** Open, lost and in-question loans of a patron. */
export function liveLoansOfPatron(db: Replica, id: PatronId): Loan[] {
  return rowsWhere(db, 'loan', "WHERE patron_id = ? AND state <> 'closed'", id);
}

/** Loans that are out and claimed, by the index of just these. */
export function claimedLoans(db: Replica): Loan[] {
  return rowsWhere(db, 'loan', "WHERE state <> 'closed' AND json_extract(row, '$.claim') IS NOT NULL");
}

/** Lost loans, by the index of just these. */
export function lostLoans(db: Replica): Loan[] {
  return rowsWhere(db, 'loan', "WHERE state = 'lost'");
}

/** Loans of a patron that ended after a moment, by the index of just these. */
export function returnedLoansOfPatron(db: Replica, id: PatronId, since: Instant): Loan[] {
  return rowsWhere(
    db,
    'loan',
    "WHERE patron_id = ? AND state = 'closed' AND json_extract(row, '$.inAt') > ?",
    id,
    since,
  );
}

/** Open, lost and in-question loans of an item. */
export function liveLoansOfItem(db: Replica, id: ItemId): Loan[] {
  return rowsWhere(db, 'loan', "WHERE item_id = ? AND state <> 'closed'", id);
}

/** Closed loans of an item. */
export function endedLoansOfItem(db: Replica, id: ItemId): Loan[] {
  return rowsWhere(db, 'loan', "WHERE item_id = ? AND state = 'closed'", id);
}

/** Patrons who owe a bill for a lost item that a branch lent; also of a loan without a branch, or that is not in the copy. */
export function billedPatrons(db: Replica, branch: BranchId): PatronId[] {
  const rows = db.allKnown<{ patron: PatronId }>(
    `SELECT DISTINCT f.patron_id AS patron FROM fee f LEFT JOIN loan l ON l.key = f.loan_id
      WHERE f.outstanding <> 0 AND json_extract(f.row, '$.kind') = 'lost'
      AND coalesce(json_extract(l.row, '$.branch'), ?) = ?`,
    branch,
    branch,
  );
  return rows.map(({ patron }) => patron);
}

/** The item that a loan is of; null for a loan, or the id of a merged checkout, that is not here. */
export function itemOfLoan(db: Replica, id: LoanId): ItemId | null {
  const row =
    db.known<{ item: ItemId | null }>('SELECT item_id AS item FROM loan WHERE key = ?', id) ??
    db.known<{ item: ItemId | null }>('SELECT item_id AS item FROM event WHERE key = ?', id);
  return row?.item ?? null;
}

/** Waiting and captured holds of a title, in the order of their places. */
export function liveHoldsOfTitle(db: Replica, id: TitleId): Hold[] {
  return byPlace(rowsWhere(db, 'hold', "WHERE title_id = ? AND state IN ('waiting', 'captured')", id));
}

/** Waiting and captured holds of a patron. */
export function liveHoldsOfPatron(db: Replica, id: PatronId): Hold[] {
  return rowsWhere(db, 'hold', "WHERE patron_id = ? AND state IN ('waiting', 'captured')", id);
}

/** Waiting and captured holds that are picked up at a branch. */
export function liveHoldsForPickup(db: Replica, branch: BranchId): Hold[] {
  return rowsWhere(db, 'hold', "WHERE pickup = ? AND state IN ('waiting', 'captured')", branch);
}

/** Titles with waiting holds. */
export function waitedTitles(db: Replica): TitleId[] {
  const rows = db.allKnown<{ title: TitleId }>(
    "SELECT DISTINCT title_id AS title FROM hold WHERE state IN ('waiting', 'captured')",
  );
  return rows.map(({ title }) => title);
}

/** Fees of a loan. */
export function feesOfLoan(db: Replica, id: LoanId): Fee[] {
  return rowsWhere(db, 'fee', 'WHERE loan_id = ?', id);
}

/** Fees of a patron that are not settled. */
export function owedFeesOfPatron(db: Replica, id: PatronId): Fee[] {
  return rowsWhere(db, 'fee', 'WHERE patron_id = ? AND outstanding <> 0', id);
}

/** Holds by their places; those without one last. */
export function byPlace(holds: readonly Hold[]): Hold[] {
  return holds.toSorted((a, b) => (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER));
}

/** Items of open, lost and in-question loans that are due from one moment to before another, in the order of their dates. By the index alone. */
export function itemsDue(db: Replica, { from, to }: { readonly from: Instant; readonly to: Instant }): ItemId[] {
  const due = "json_extract(row, '$.dueAt')";
  return db
    .allKnown<{ item: ItemId }>(
      `SELECT item_id AS item FROM loan WHERE state <> 'closed' AND ${due} >= ? AND ${due} < ? ORDER BY ${due}`,
      from,
      to,
    )
    .map(({ item }) => item);
}

/** Items of open, lost and in-question loans whose dates closings moved. By the index alone. */
export function itemsMoved(db: Replica): ItemId[] {
  return db
    .allKnown<{ item: ItemId }>(
      "SELECT item_id AS item FROM loan WHERE state <> 'closed' AND json_extract(row, '$.movedFrom') IS NOT NULL",
    )
    .map(({ item }) => item);
}
