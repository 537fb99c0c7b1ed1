// Declares the loan of a copy lost: it is billed by the policy that it keeps, and the answer says how much.

import { declareLost } from '../../../shared/acts/loan/declare-lost.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { requiredCopy } from '../desk-sight.ts';
import { moneyOfLoss } from '../facade/item-money.ts';
import { requiredItem } from '../facade/items.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { itemBrief, patronBrief } from '../facade/say-views.ts';
import { moneyText } from '../facade/fees.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-003, HF-CIRC-154 without a loan, HF-CIRC-155 where it is lost already, HF-AUTH-025. */
export const declareLostAtDesk = deskAct(declareLost)({
  judge: ({ desk, input: { barcode, note = '' } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    const loan = copy.sight.currentLoan(item.id);
    if (loan === null) throw new HoldfastError('HF-CIRC-154');
    if (loan.state === 'lost') throw new HoldfastError('HF-CIRC-155');
    const patron = copy.sight.patron(loan.patronId);
    refuseOwnAccount(desk, patron);
    const money = moneyOfLoss(desk, copy, { item, loan, what: 'lost' });
    const fees = (['lost', 'processing'] as const).flatMap((kind) => {
      const amountMinor = money?.owed[kind] ?? 0;
      return amountMinor === 0 ? [] : [{ kind, amountMinor, text: moneyText(desk, amountMinor) }];
    });
    const told = { decision: 'done' as const, reasons: [] };
    const answer = {
      ...told,
      canUndo: true,
      item: itemBrief(copy, item),
      fees,
      ...(patron === null ? {} : { patron: patronBrief(patron) }),
    };
    return {
      record: {
        args: { itemId: item.id, loanId: loan.id, patronId: loan.patronId, barcode: item.barcode, note },
        told,
      },
      answer: (commandId: ActId) => ({ ...answer, commandId }),
    };
  },
});
