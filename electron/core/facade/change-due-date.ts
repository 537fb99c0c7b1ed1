// `circ.changeDueDate`: staff with the right to set dates move the date of the loan that is out.

import { formatInstant } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { decideChangeDueDate, type ChangeDueDateDecision } from '../../../shared/circ/decide/change-due-date.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { requireRight, requiredCopy, sayingAt, type Copy, type Desk } from '../desk.ts';
import { requiredInstant } from './asked.ts';
import { allowOverride, signOverride } from './check-override.ts';
import { inBothLanguages } from './in-both-languages.ts';
import { itemFacts, libraryFacts } from './load-facts.ts';
import { refuseOwnAccount } from './own-account.ts';
import { itemBrief, NEAREST_LOST, patronBrief, reasonViews, ruleWordsAt, traceView } from './say-views.ts';

type Input = ParsedInput<'circ.changeDueDate'>;
type Answer = MethodOutput<'circ.changeDueDate'>;

/** Changes a due date. Throws HF-AUTH-024, HF-AUTH-025, HF-CIRC-003 for a barcode that nobody has, or HF-CIRC-004. */
export async function changeDueDate(desk: Desk, input: Input): Promise<Answer> {
  requireRight(desk, 'set-due-date');
  const signed = await signOverride(desk, input.override);
  const { staffId } = desk.session.required();
  const copy = requiredCopy(desk);
  const item = copy.sight.itemByBarcode(input.item);
  if (item === null) throw new HoldfastError('HF-CIRC-003', { barcode: input.item });
  const loan = copy.sight.currentLoan(item.id);
  refuseOwnAccount(desk, loan === null ? null : copy.sight.patron(loan.patronId), signed?.second);
  const at = desk.clock.now();
  const decision = decideChangeDueDate(
    {
      library: libraryFacts(desk, copy, at),
      item: itemFacts(copy, item),
      policy: loan === null ? null : copy.policy(loan.policyHash),
    },
    { barcode: item.barcode, dueAt: requiredInstant(input.dueAt), overrides: input.override?.codes ?? [] },
    at,
  );
  const answer = inBothLanguages(desk, (teller) => answerOf(teller, copy, { decision, item, loan }));
  const { due, outcome, reasons } = decision;
  if (outcome !== 'done' || due === null || loan === null) return answer;
  const override = allowOverride(desk, signed, reasons, { patronId: loan.patronId, thing: item.id });
  const commandId = desk.recorder.record({
    name: 'changeDueDate',
    args: {
      itemId: item.id,
      loanId: loan.id,
      patronId: loan.patronId,
      barcode: item.barcode,
      reason: input.reason,
    },
    told: {
      decision: 'done',
      reasons: reasons.map(({ code }) => code),
      dueAt: due.dueAt,
      dueText: sayDue(desk.language(), due, at),
    },
    staffId,
    ...(override === null ? {} : { override }),
    saw: copy.sight.newestAct(item.id),
    policies: [],
  });
  return { ...answer, commandId };
}

type Judged = { readonly decision: ChangeDueDateDecision; readonly item: Item; readonly loan: Loan | null };

function answerOf(desk: Desk, copy: Copy, { decision, item, loan }: Judged): SaidAnswer {
  const saying = sayingAt(desk);
  const { due, outcome, reasons, trace } = decision;
  const patron = loan === null ? null : copy.sight.patron(loan.patronId);
  return {
    decision: outcome,
    ...(due === null ? {} : { dueAt: formatInstant(due.dueAt), dueText: sayDue(saying.language, due, saying.now) }),
    reasons: reasonViews(saying, reasons, desk.rights()),
    trace: traceView(saying, trace, { words: ruleWordsAt(desk), mostLost: NEAREST_LOST }),
    item: itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}
