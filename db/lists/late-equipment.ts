// What is lent by the hour and should be back, as this desk sees it.

import type { Instant } from '../../shared/core/instant.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import { cardOf } from '../../shared/circ/model/patron.ts';
import { holdLabel } from '../../shared/circ/patron-name.ts';
import type { LateRow } from '../../shared/lists/late-equipment.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import type { ListCopy } from './list-copy.ts';
import { visibleOverdueLoans } from './overdue-loans.ts';

/** Overdue loans of a branch that were lent by the hour. */
export function lateRows(
  ledger: Ledger,
  copy: ListCopy & { readonly db: ReplicaReader },
  { branch, zone, now }: { readonly branch: BranchId; readonly zone: string; readonly now: Instant },
): LateRow[] {
  const { sight, library } = copy;
  return visibleOverdueLoans(ledger, copy, now).flatMap((loan) => {
    // Most overdue loans are of days, and of other branches: their items are not read.
    if (loan.state !== 'open' || loan.dueAt >= now || (loan.branch ?? branch) !== branch) return [];
    if (copy.policy(loan.policyHash)?.grain !== 'time') return [];
    const item = sight.item(loan.itemId);
    if (item === null) return [];
    const lender = loan.branch ?? item.home;
    if (lender !== branch) return [];
    const patron = sight.patron(loan.patronId);
    return [
      {
        itemId: item.id,
        title: sight.title(item.titleId)?.title ?? item.barcode,
        barcode: item.barcode,
        dueAt: loan.dueAt,
        zone: library.branch(lender)?.zone ?? zone,
        card: patron === null ? '' : cardOf(patron),
        label: patron === null ? '' : holdLabel(patron),
        branchName: library.branchName(lender),
      },
    ];
  });
}
