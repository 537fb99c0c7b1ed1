// The library's own decision about a patron and an item at a moment, from the facts that it judges recorded acts by. Records nothing.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { branchId, patronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { judgeWhatIf, type WhatIfAnswer } from '../../shared/circ/what-if.ts';
import { itemFacts, libraryFacts, loadJudgeFacts, patronFacts, type WhatIfAct } from '../commands/judge-facts.ts';
import { itemIdOf } from './item-by-barcode.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { loadTimelines } from '../timeline/load-timelines.ts';
import { createReferences } from '../timeline/references.ts';

export type Question = {
  readonly card: string;
  readonly barcode: string;
  /** Branch of the desk; null = where the item is shelved. */
  readonly desk: string | null;
};

/** Judges a checkout, or a renewal for the patron who has the item. Throws HF-SERVER-012 for a branch that is not there, HF-CIRC-001 when no rules are in force. */
export function explainForLibrary(store: Store, question: Question, at: Instant): Promise<WhatIfAnswer> {
  return store.read(async (tx) => {
    const found = await itemIdOf(tx, question.barcode);
    const items = new Set(found === null ? [] : [found]);
    const loaded = await loadTimelines(tx, { items, titles: [] });
    const home = found === null ? null : (loaded.items.get(found)?.item.home ?? null);
    const act: WhatIfAct = {
      kind: 'what-if',
      itemId: found,
      patronId: await patronWith(tx, question.card),
      branch: question.desk === null ? home : branchId(question.desk),
      at,
    };
    const facts = await loadJudgeFacts(tx, [{ act, rulesVersion: null }], { loaded, references: createReferences() });
    if (question.desk !== null && !facts.branches.has(question.desk)) {
      throw new HoldfastError('HF-SERVER-012', {
        branch: question.desk,
        branches: [...facts.branches.keys()].sort().join(', '),
      });
    }
    const library = libraryFacts(facts, act, null);
    if (library === null) throw new HoldfastError('HF-CIRC-001');
    const item = itemFacts(facts, act);
    const lentUnder = item?.loan?.policyHash;
    return judgeWhatIf(
      {
        library,
        item,
        patron: patronFacts(facts, act, question.card),
        policy: lentUnder === undefined ? null : (facts.policies.get(lentUnder) ?? null),
      },
      question,
      at,
    );
  });
}

async function patronWith(tx: ReadTx, card: string): Promise<WhatIfAct['patronId']> {
  const [found] = await tx.db.selectFrom('patron_card').select('patron_id').where('card', '=', card).execute();
  return found === undefined ? null : patronId(found.patron_id);
}
