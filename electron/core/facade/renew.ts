// `circ.renew` and `circ.renewAll`: move the date of the loan that is out.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { PatronId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { decideRenew } from '../../../shared/circ/decide/renew.ts';
import type { Decision, Terms } from '../../../shared/circ/decision.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { requiredCopy, type Copy, type Desk } from '../desk.ts';
import { chargedFees } from './charged-fees.ts';
import { allowOverride, signOverride, type SignedOverride } from './check-override.ts';
import { inBothLanguages } from './in-both-languages.ts';
import { libraryFacts, patronFacts, wantedItemFacts } from './load-facts.ts';
import { withOwner } from './own-account.ts';
import { decisionView, toldTerms } from './loan-words.ts';
import { itemBrief, patronBrief } from './say-views.ts';
import { noteRefusal } from '../refusals/note-refusal.ts';

type Input = ParsedInput<'circ.renew'>;
type Answer = MethodOutput<'circ.renew'>;

/** Renews the loan of one item. Throws HF-CIRC-003 for a barcode that nobody has, HF-PATRON-001 for a card. */
export async function renewItem(desk: Desk, input: Input): Promise<Answer> {
  desk.session.required();
  return renewNow(desk, input, await signOverride(desk, input.override));
}

/** Judges and records in one turn, so that two scans at the same moment are one after the other. Throws as renewItem does. */
export function renewNow(
  desk: Desk,
  { item: barcode, patron: card }: Pick<Input, 'item' | 'patron'>,
  signed: SignedOverride | null,
): Answer {
  const staff = desk.session.required();
  const copy = requiredCopy(desk);
  const item = copy.sight.itemByBarcode(barcode);
  if (item === null) throw new HoldfastError('HF-CIRC-003', { barcode });
  const asker = card === undefined ? null : copy.sight.patronByCard(card);
  if (card !== undefined && asker === null) throw new HoldfastError('HF-PATRON-001');
  const loan = copy.sight.currentLoan(item.id);
  const decision = judgeRenewal(desk, copy, item, {
    loan,
    patron: asker?.id ?? null,
    signed,
  });
  const told = asker === null || asker.id === loan?.patronId ? loan : null;
  const answer = inBothLanguages(desk, (teller) => answerOf(teller, copy, item, { decision, loan: told }));
  if (decision.outcome !== 'done' || decision.terms === null || loan === null) {
    if (told !== null) {
      const patron = copy.sight.patron(told.patronId);
      noteRefusal(desk, { kind: 'renew', decision, patronId: told.patronId, itemId: item.id, patron, item });
    }
    return answer;
  }
  const override = allowOverride(desk, signed, decision.reasons, { patronId: loan.patronId, thing: item.id });
  const commandId = desk.recorder.record({
    name: 'renew',
    args: { itemId: item.id, loanId: loan.id, patronId: loan.patronId, barcode: item.barcode },
    told: { ...toldTerms(desk, decision, decision.terms), ...rentalOf(decision.terms) },
    staffId: staff.staffId,
    ...(override === null ? {} : { override }),
    saw: copy.sight.newestAct(item.id),
    policies: [decision.terms.policy],
  });
  return { ...answer, commandId };
}

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
      results.push(renewNow(desk, { item: item.barcode, patron: card }, null));
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
    item: wantedItemFacts(copy, item, library.rules),
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
    ...chargedFees(desk, decision.terms?.charges),
    item: itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}
