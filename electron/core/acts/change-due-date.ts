// Staff with the right to set dates move the date of the loan that is out.

import { formatInstant } from '../../../shared/core/instant.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { changeDueDate } from '../../../shared/acts/loan/change-due-date.ts';
import { deskAct } from './desk-act.ts';
import { decideChangeDueDate, type ChangeDueDateDecision } from '../../../shared/circ/decide/change-due-date.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { requiredInstant } from '../facade/asked.ts';
import { allowOverride, signOverride } from '../facade/check-override.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { itemFacts, libraryFacts } from '../facade/load-facts.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { requiredItem } from '../facade/items.ts';
import { itemBrief, patronBrief, reasonViews } from '../facade/say-views.ts';

/** Changes a due date. Throws HF-AUTH-024, HF-AUTH-025, HF-CIRC-003 for an unknown barcode, or HF-CIRC-004. */
export const changeDueDateAtDesk = deskAct(changeDueDate)({
  before: (desk, { override }) => signOverride(desk, override),
  judge: ({ desk, input, before: signed }) => {
    desk.session.required();
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, input.item);
    const loan = copy.sight.currentLoan(item.id);
    refuseOwnAccount(desk, loan === null ? null : copy.sight.patron(loan.patronId), signed?.second);
    const at = desk.clock.now();
    const decision = decideChangeDueDate(
      {
        library: libraryFacts(desk, copy, at),
        item: itemFacts(copy, item, at),
        policy: loan === null ? null : copy.policy(loan.policyHash),
      },
      { barcode: item.barcode, dueAt: requiredInstant(input.dueAt), overrides: input.override?.codes ?? [] },
      at,
    );
    const answer = inBothLanguages(desk, decision.trace, (teller) => answerOf(teller, copy, { decision, item, loan }));
    const { due, outcome, reasons } = decision;
    if (outcome !== 'done' || due === null || loan === null) return { answer };
    const { reason } = input;
    return {
      record: {
        args: { itemId: item.id, loanId: loan.id, patronId: loan.patronId, barcode: item.barcode, reason },
        told: {
          decision: 'done',
          reasons: reasons.map(({ code }) => code),
          dueAt: due.dueAt,
          dueText: sayDue(desk.language(), due, at),
        },
        override: allowOverride(desk, signed, reasons, { patronId: loan.patronId, thing: item.id }),
      },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});

type Judged = { readonly decision: ChangeDueDateDecision; readonly item: Item; readonly loan: Loan | null };

function answerOf(desk: Desk, copy: Copy, { decision, item, loan }: Judged): SaidAnswer {
  const saying = sayingAt(desk);
  const { due, outcome, reasons } = decision;
  const patron = loan === null ? null : copy.sight.patron(loan.patronId);
  return {
    decision: outcome,
    ...(due === null ? {} : { dueAt: formatInstant(due.dueAt), dueText: sayDue(saying.language, due, saying.now) }),
    reasons: reasonViews(saying, reasons, desk.rights()),
    item: itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}
