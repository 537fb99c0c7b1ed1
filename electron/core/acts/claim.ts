// Claims of the borrower about a copy that they have by the records: they brought it back, or never had it. And a claim that is taken back.

import { claimNeverHad } from '../../../shared/acts/loan/claim-never-had.ts';
import { claimReturned } from '../../../shared/acts/loan/claim-returned.ts';
import { dropClaim } from '../../../shared/acts/loan/drop-claim.ts';
import type { ErrorCode } from '../../../shared/core/codes/errors.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId, LoanId } from '../../../shared/core/ids.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { itemBrief, patronBrief } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

type Asked = { readonly barcode: string; readonly loanId: LoanId; readonly note?: string | undefined };
type Refusing = { readonly where: (loan: Loan) => boolean; readonly otherwise: ErrorCode };

/** Throws HF-CIRC-003, HF-CIRC-154 without a loan, HF-CIRC-185 where the copy is out on another one, HF-CIRC-183 where that is claimed already, HF-AUTH-025. */
export const claimReturnedAtDesk = deskAct(claimReturned)({
  judge: ({ desk, input }) =>
    claiming(desk, input, { where: ({ claim }) => claim?.kind === 'returned', otherwise: 'HF-CIRC-183' }),
});

/** Throws the same. */
export const claimNeverHadAtDesk = deskAct(claimNeverHad)({
  judge: ({ desk, input }) =>
    claiming(desk, input, { where: ({ claim }) => claim?.kind === 'never-had', otherwise: 'HF-CIRC-183' }),
});

/** Throws HF-CIRC-003, HF-CIRC-154, HF-CIRC-185, HF-CIRC-184 where nothing is claimed, HF-AUTH-025. */
export const dropClaimAtDesk = deskAct(dropClaim)({
  judge: ({ desk, input }) =>
    claiming(desk, input, { where: ({ claim }) => claim === undefined, otherwise: 'HF-CIRC-184' }),
});

function claiming(desk: Desk, { barcode, loanId, note = '' }: Asked, { where: isRefused, otherwise }: Refusing) {
  const copy = requiredCopy(desk);
  const item = requiredItem(copy, barcode);
  const loan = copy.sight.currentLoan(item.id);
  if (loan === null) throw new HoldfastError('HF-CIRC-154');
  if (loan.id !== loanId) throw new HoldfastError('HF-CIRC-185');
  if (isRefused(loan)) throw new HoldfastError(otherwise);
  const patron = copy.sight.patron(loan.patronId);
  refuseOwnAccount(desk, patron);
  const told = { decision: 'done' as const, reasons: [] };
  const answer = {
    ...told,
    canUndo: true,
    item: itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
  return {
    record: {
      args: { itemId: item.id, loanId: loan.id, patronId: loan.patronId, barcode: item.barcode, note },
      told,
    },
    answer: (commandId: ActId) => ({ ...answer, commandId }),
  };
}
