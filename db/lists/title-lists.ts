// The copies of a title and who waits for it, as this desk sees them.

import type { Instant } from '../../shared/core/instant.ts';
import type { TitleId } from '../../shared/core/ids.ts';
import { cardOf } from '../../shared/circ/model/patron.ts';
import { shownStatus } from '../../shared/circ/model/mark.ts';
import { holdLabel } from '../../shared/circ/patron-name.ts';
import type { CopyRow, TitleHoldRow } from '../../shared/lists/title-lists.ts';
import type { ListCopy } from './list-copy.ts';

/** Every copy, with what it is doing now. */
export function copyRows(
  copy: ListCopy,
  id: TitleId,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): CopyRow[] {
  const { sight, library } = copy;
  return sight.itemsOfTitle(id).map((item) => {
    const loan = sight.currentLoan(item.id);
    const lender = loan === null || loan.branch === null ? null : library.branch(loan.branch);
    return {
      itemId: item.id,
      titleId: id,
      title: sight.title(id)?.title ?? item.barcode,
      barcode: item.barcode,
      callNumber: item.callNumber,
      status: shownStatus(item.state),
      branchName: library.branchName(item.state.branch),
      location: library.location(item.location)?.name ?? null,
      kind: item.kind,
      due:
        loan === null
          ? null
          : { dueAt: loan.dueAt, grain: copy.policy(loan.policyHash)?.grain ?? 'day', zone: lender?.zone ?? zone },
      isOverdue: loan !== null && loan.state === 'open' && loan.dueAt < now,
    };
  });
}

/** Live holds. */
export function titleHoldRows({ sight, library }: ListCopy, id: TitleId): TitleHoldRow[] {
  return sight.holdsOfTitle(id).map((hold) => {
    const patron = sight.patron(hold.patronId);
    return {
      holdId: hold.id,
      patronId: hold.patronId,
      titleId: id,
      title: sight.title(id)?.title ?? '',
      position: hold.position,
      card: patron === null ? '' : cardOf(patron),
      label: patron === null ? '' : holdLabel(patron),
      pickupName: library.branchName(hold.pickup),
      placedAt: hold.placedAt,
      state: hold.state === 'captured' ? 'captured' : 'waiting',
      suspended: hold.suspended,
    };
  });
}
