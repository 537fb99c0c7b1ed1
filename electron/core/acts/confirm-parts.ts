// A copy came back with all its parts: counted by a person, and kept in its history.

import { confirmParts } from '../../../shared/acts/item/confirm-parts.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { say } from '../../../shared/core/say.ts';
import { requiredCopy, sayingAt } from '../desk-sight.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { requiredItem } from '../facade/items.ts';
import { loanJustBack } from '../facade/missing-parts.ts';
import { itemBrief } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

const ALL_HERE = { en: 'All parts here: {parts}.', es: 'Están todas las piezas: {parts}.' };
const STILL_MISSING = { en: 'Still missing: {parts}.', es: 'Sigue faltando: {parts}.' };

/** Throws HF-CIRC-003, HF-CIRC-187 for a copy without a part to count, HF-CIRC-189 for one that did not come back. */
export const confirmPartsAtDesk = deskAct(confirmParts)({
  judge: ({ desk, input: { barcode } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    const known = new Set(item.state.missingParts?.map(({ part }) => part));
    const parts = item.parts.filter((part) => !known.has(part));
    if (parts.length === 0) throw new HoldfastError('HF-CIRC-187');
    // A loan that goes on for a part that was missing is of a copy that is here.
    const isOut = copy.sight.currentLoan(item.id) !== null && loanJustBack(copy, item, desk.clock.now()) === null;
    if (isOut) throw new HoldfastError('HF-CIRC-189');
    const answer = inBothLanguages(desk, null, (teller) => ({
      decision: 'done',
      reasons: [],
      handling: [
        say(sayingAt(teller), ALL_HERE, { parts: parts.join(', ') }),
        ...(known.size === 0 ? [] : [say(sayingAt(teller), STILL_MISSING, { parts: [...known].join(', ') })]),
      ],
      item: itemBrief(copy, item),
    }));
    return {
      record: {
        args: { itemId: item.id, barcode: item.barcode, parts: [...parts] },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ ...answer, canUndo: true, commandId }),
    };
  },
});
