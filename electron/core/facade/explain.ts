// "Why?": the origin of a decision. `rules.explain`: the outcome for a patron and an item at any moment, with the whole trace. Records nothing.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { judgeWhatIf } from '../../../shared/circ/what-if.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type DeskSight } from '../desk-sight.ts';
import { findPatron, requiredInstant } from './asked.ts';
import { handlingCues } from './handling.ts';
import { borrowerFacts, libraryFacts, wantedItemFacts } from './load-facts.ts';
import { decisionView } from './loan-words.ts';
import { itemBrief, NEAREST_LOST, patronBrief, ruleWordsAt, traceView } from './say-views.ts';

/** Explains to the language asked for, or to the desk's. Throws HF-CIRC-001 while nothing is loaded, HF-CIRC-004 for a moment that is none. */
export async function explain(
  desk: DeskSight,
  { patron: card, item: barcode, at: moment, language }: ParsedInput<'rules.explain'>,
): Promise<MethodOutput<'rules.explain'>> {
  const at = moment === undefined ? desk.clock.now() : requiredInstant(moment);
  const teller = language === undefined ? desk : { ...desk, language: () => language };
  const patron = await findPatron(desk, card);
  const copy = requiredCopy(desk);
  const item = copy.sight.itemByBarcode(barcode);
  const library = libraryFacts(desk, copy, at);
  const facts = item === null ? null : wantedItemFacts(copy, item, { rules: library.rules, at });
  const loan = facts?.loan ?? null;
  const { asks, decision } = judgeWhatIf(
    {
      library,
      item: facts,
      patron: patron === null ? null : borrowerFacts(copy, { patron, card }, { rules: library.rules, at }),
      policy: loan === null ? null : copy.policy(loan.policyHash),
    },
    { card, barcode },
    at,
  );
  return {
    asks,
    ...decisionView(teller, decision),
    trace: traceView(sayingAt(teller), decision.trace, { words: ruleWordsAt(desk, at), mostLost: Infinity }),
    handling:
      asks === 'checkout' && decision.outcome === 'done'
        ? handlingCues(sayingAt(teller), decision.reasons, {
            item,
            scanned: barcode,
            lent: true,
            terms: copy.library.deskTerms(),
          })
        : [],
    item: item === null ? null : itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}

/** The trace of an answer that this desk gave to the person signed in. Throws HF-AUTH-021, and HF-CIRC-190 where it is no longer kept. */
export function tellWhy(desk: Desk, { why }: ParsedInput<'circ.why'>): MethodOutput<'circ.why'> {
  desk.session.required();
  const kept = desk.traces.find(why);
  if (kept === null) throw new HoldfastError('HF-CIRC-190');
  const words = ruleWordsAt(desk, kept.at);
  return traceView(sayingAt(desk), kept.trace, { words, mostLost: NEAREST_LOST });
}
