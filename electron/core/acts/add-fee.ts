// Adds a fee that no rule computes.

import { addFee } from '../../../shared/acts/fee/add-fee.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { feeId } from '../../../shared/core/ids.ts';
import { requiredCopy } from '../desk-sight.ts';
import { answerAfter, requiredPatron } from '../facade/fees.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PATRON-001, HF-CIRC-003, HF-AUTH-024, HF-AUTH-025. */
export const addFeeAtDesk = deskAct(addFee)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const patron = requiredPatron(copy, input.patron);
    refuseOwnAccount(desk, patron);
    const item = input.item === undefined ? null : copy.sight.itemByBarcode(input.item);
    if (input.item !== undefined && item === null) throw new HoldfastError('HF-CIRC-003', { barcode: input.item });
    const { amountMinor, charge, note } = input;
    const args: ArgsOf<'addFee'> = {
      feeId: feeId(desk.recorder.mintId()),
      patronId: patron.id,
      itemId: item?.id ?? null,
      ...(item === null ? {} : { barcode: item.barcode }),
      amountMinor,
      charge,
      note,
    };
    return {
      record: { args, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ ...answerAfter(desk, patron, commandId), feeId: args.feeId }),
    };
  },
});
