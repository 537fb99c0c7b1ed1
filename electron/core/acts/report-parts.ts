// Reports that parts of a copy are missing, or what else was seen of it as it came back.

import { reportParts } from '../../../shared/acts/item/report-parts.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { say } from '../../../shared/core/say.ts';
import { requiredCopy, sayingAt } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { deskAct } from './desk-act.ts';

const MISSING = { en: 'Missing: {parts}.', es: 'Falta: {parts}.' };

/** Throws HF-CIRC-003, and HF-CIRC-157 for what is no part of it. */
export const reportPartsAtDesk = deskAct(reportParts)({
  judge: ({ desk, input: { barcode, missing, seen } }) => {
    const item = requiredItem(requiredCopy(desk), barcode);
    const foreign = missing.find((part) => !item.parts.includes(part));
    if (foreign !== undefined) throw new HoldfastError('HF-CIRC-157', { part: foreign });
    const told = missing.length === 0 ? [] : [say(sayingAt(desk), MISSING, { parts: missing.join(', ') })];
    const condition = [...told, ...(seen === '' ? [] : [seen])].join(' ');
    return {
      record: {
        args: { itemId: item.id, barcode: item.barcode, missing, condition },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ commandId, barcode: item.barcode }),
    };
  },
});
