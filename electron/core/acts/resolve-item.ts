// Settles an item in question: a person looked, and names its borrower or says that it is here.

import { resolveItem } from '../../../shared/acts/item/resolve-item.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { candidatesOf, requiredItem } from '../facade/items.ts';
import { itemBrief } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-003, HF-CIRC-005, HF-PATRON-001 or HF-AUTH-024. */
export const resolveItemAtDesk = deskAct(resolveItem)({
  judge: ({ desk, input: { barcode, holder } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    if (item.state.status !== 'in-question') throw new HoldfastError('HF-CIRC-005');
    const patron = holder === undefined ? null : copy.sight.patronByCard(holder);
    if (holder !== undefined && (patron === null || !candidatesOf(copy, item).includes(patron.id)))
      throw new HoldfastError('HF-PATRON-001');
    const answer = {
      decision: 'done' as const,
      reasons: [],
      canUndo: false,
      item: itemBrief(copy, item),
    };
    return {
      record: { args: { itemId: item.id, holder: patron?.id ?? null }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});
