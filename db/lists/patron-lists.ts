// What a patron has, waits for and owes, as this desk sees it.

import type { BranchId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { isDueToExpire, type Hold } from '../../shared/circ/model/hold.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { holdLabel } from '../../shared/circ/patron-name.ts';
import type { FeeRow, LoanRow, PatronHoldRow } from '../../shared/lists/patron-lists.ts';
import type { ListCopy } from './list-copy.ts';

/** The desk where a person looks: its branch, its zone and its clock. */
export type LookingFrom = { readonly branch: BranchId; readonly zone: string; readonly now: Instant };

/** Loans that are not over, the first due on top. */
export function loanRows(copy: ListCopy, patron: Patron, from: LookingFrom): LoanRow[] {
  return copy.sight
    .loansOfPatron(patron.id)
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .flatMap((loan) => loanRow(copy, loan, from) ?? []);
}

function loanRow(copy: ListCopy, loan: Loan, { zone, now }: LookingFrom): LoanRow | null {
  const { sight, library } = copy;
  const item = sight.item(loan.itemId);
  if (item === null || loan.state === 'closed') return null;
  const title = sight.title(item.titleId);
  return {
    loanId: loan.id,
    titleId: item.titleId,
    barcode: item.barcode,
    title: title?.title ?? item.barcode,
    author: title?.author ?? null,
    outAt: loan.outAt,
    dueAt: loan.dueAt,
    grain: copy.policy(loan.policyHash)?.grain ?? 'day',
    zone: (loan.branch === null ? null : library.branch(loan.branch)?.zone) ?? zone,
    overdue: loan.state === 'open' && loan.dueAt < now,
    state: loan.state,
    renewals: loan.renewals,
    recalled: loan.recalled,
    pending: sight.isPendingLoan(loan),
  };
}

/** Live holds. */
export function patronHoldRows(copy: ListCopy, patron: Patron, from: LookingFrom): PatronHoldRow[] {
  return copy.sight.holdsOfPatron(patron.id).map((hold) => holdRow(copy, patron, hold, from));
}

function holdRow(
  { sight, library }: ListCopy,
  patron: Patron,
  hold: Hold,
  { branch, now }: LookingFrom,
): PatronHoldRow {
  const item = hold.capturedItem === null ? null : sight.item(hold.capturedItem);
  const isCaptured = hold.state === 'captured';
  const title = sight.title(hold.titleId);
  return {
    holdId: hold.id,
    titleId: hold.titleId,
    title: title?.title ?? '',
    author: title?.author ?? null,
    state: isCaptured ? 'captured' : 'waiting',
    pickupName: library.branchName(hold.pickup),
    position: hold.position,
    placedAt: hold.placedAt,
    shelfUntil: hold.shelfUntil ?? null,
    suspended: hold.suspended,
    copyIs: isCaptured ? copyIs(item, branch) : null,
    label: isCaptured ? holdLabel(patron) : null,
    barcode: item?.barcode ?? null,
    dueToExpire: isDueToExpire(hold, now),
  };
}

/** A copy that was trapped is not there yet: it may be on its way to the branch where it is picked up. */
function copyIs(item: Item | null, branch: BranchId): 'here' | 'elsewhere' | 'on-the-way' {
  if (item?.state.status !== 'on-hold-shelf') return 'on-the-way';
  return item.state.branch === branch ? 'here' : 'elsewhere';
}

/** Fees with something outstanding, and fines that still grow. */
export function feeRows({ sight }: ListCopy, patron: Patron, { now }: Pick<LookingFrom, 'now'>): FeeRow[] {
  return sight.accountOf(patron.id, now).fees.map(({ fee, isGrowing }) => {
    const item = fee.itemId === null ? null : sight.item(fee.itemId);
    return {
      feeId: fee.id,
      kind: fee.kind,
      charge: fee.charge ?? null,
      barcode: item?.barcode ?? null,
      title: item === null ? null : (sight.title(item.titleId)?.title ?? null),
      at: fee.at,
      amountMinor: fee.amountMinor,
      outstandingMinor: fee.outstandingMinor,
      growing: isGrowing,
    };
  });
}
