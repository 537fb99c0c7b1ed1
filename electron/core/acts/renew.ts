// Renews one loan, and all loans of a patron: moves the date of the loan that is out.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { PatronId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { renew } from '../../../shared/acts/loan/renew.ts';
import { deskAct } from './desk-act.ts';
import { decideRenew } from '../../../shared/circ/decide/renew.ts';
import type { Decision, Terms } from '../../../shared/circ/decision.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { chargedFees } from '../facade/charged-fees.ts';
import { allowOverride, signOverride, type SignedOverride } from '../facade/check-override.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { libraryFacts, patronFacts, wantedItemFacts } from '../facade/load-facts.ts';
import { withOwner } from '../facade/own-account.ts';
import { decisionView, toldTerms } from '../facade/loan-words.ts';
import { requiredItem } from '../facade/items.ts';
import { itemBrief, patronBrief } from '../facade/say-views.ts';
import { noteRefusal } from '../refusals/note-refusal.ts';

type Answer = MethodOutput<'circ.renew'>;

/** Renews the loan of one item. Throws HF-CIRC-003 for an unknown barcode, HF-PATRON-001 for a card. */
export const renewAtDesk = deskAct(renew)({
  before: (desk, { override }) => signOverride(desk, override),
  judge: ({ desk, input: { item: barcode, patron: card }, before: signed }) => {
    desk.session.required();
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    const asker = card === undefined ? null : copy.sight.patronByCard(card);
    if (card !== undefined && asker === null) throw new HoldfastError('HF-PATRON-001');
    const loan = copy.sight.currentLoan(item.id);
    const decision = judgeRenewal(desk, copy, item, { loan, patron: asker?.id ?? null, signed });
    const told = asker === null || asker.id === loan?.patronId ? loan : null;
    const answer = inBothLanguages(desk, decision.trace, (teller) =>
      answerOf(teller, copy, item, { decision, loan: told }),
    );
    if (decision.outcome !== 'done' || decision.terms === null || loan === null) {
      if (told !== null) {
        const patron = copy.sight.patron(told.patronId);
        noteRefusal(desk, { kind: 'renew', decision, patronId: told.patronId, itemId: item.id, patron, item });
      }
      return { answer };
    }
    return {
      record: {
        args: { itemId: item.id, loanId: loan.id, patronId: loan.patronId, barcode: item.barcode },
        told: { ...toldTerms(desk, decision, decision.terms), ...rentalOf(decision.terms) },
        override: allowOverride(desk, signed, decision.reasons, { patronId: loan.patronId, thing: item.id }),
        policies: [decision.terms.policy],
      },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});

/** Renews everything that a patron has out; each item has an answer of its own. */
export function renewAll(desk: Desk, { patron: card }: ParsedInput<'circ.renewAll'>): MethodOutput<'circ.renewAll'> {
  desk.session.required();
  const copy = requiredCopy(desk);
  const patron = copy.sight.patronByCard(card);
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  const results: Answer[] = [];
  for (const loan of copy.sight.loansOfPatron(patron.id)) {
    const item = copy.sight.item(loan.itemId);
    if (item !== null && loan.state === 'open')
      results.push(renewAtDesk.inTurn(desk, { item: item.barcode, patron: card }, null));
  }
  return { results };
}

function rentalOf({ charges }: Terms): { readonly rentalMinor?: number } {
  return charges === undefined ? {} : { rentalMinor: charges.rentalMinor };
}

function judgeRenewal(
  desk: Desk,
  copy: Copy,
  item: Item,
  {
    loan,
    patron: asker,
    signed,
  }: { readonly loan: Loan | null; readonly patron: PatronId | null; readonly signed: SignedOverride | null },
): Decision {
  const at = desk.clock.now();
  const patron = loan === null ? null : copy.sight.patron(loan.patronId);
  const library = libraryFacts(desk, copy, at);
  const facts = {
    library,
    item: wantedItemFacts(copy, item, { rules: library.rules, at }),
    patron: withOwner(desk, patron === null ? null : patronFacts(copy, patron, null), signed?.second),
    policy: loan === null ? null : copy.policy(loan.policyHash),
  };
  return decideRenew(facts, { barcode: item.barcode, patron: asker, overrides: signed?.input.codes ?? [] }, at);
}

function answerOf(
  desk: Desk,
  copy: Copy,
  item: Item,
  { decision, loan }: { readonly decision: Decision; readonly loan: Loan | null },
): SaidAnswer {
  const patron = loan === null ? null : copy.sight.patron(loan.patronId);
  return {
    ...decisionView(desk, decision),
    ...renewalsOf(decision),
    ...chargedFees(desk, decision.terms?.charges),
    item: itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}

/** How often this loan was renewed before, and how often it may be: whether it renews once more is the next thing that a patron asks. */
function renewalsOf({ trace }: Decision): Pick<SaidAnswer, 'renewals'> {
  const used = trace.limits.find(({ code }) => code === 'LIMIT_RENEWALS' || code === 'LIMIT_NO_RENEWALS');
  const { count, limit } = used?.params ?? {};
  if (typeof count !== 'number') return {};
  return { renewals: { before: count, limit: typeof limit === 'number' ? limit : null } };
}
