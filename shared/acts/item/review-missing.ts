// `reviewMissing`: a copy was looked for as often as the library does, and a person decides: it is looked for anew, or another is bought.
// Withdrawing it and billing its borrower are acts of their own.

import { z } from 'zod';
import { ItemIdSchema } from '../../core/ids.ts';
import { MissingDecisionSchema } from '../../core/missing-decision.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { defineAct } from '../define-act.ts';

export const reviewMissing = defineAct({
  name: 'reviewMissing',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    becomes: MissingDecisionSchema,
  }),
  told: z.object(toldDecision),
  method: {
    name: 'item.reviewMissing',
    input: z.object({ barcode: CodeSchema, becomes: MissingDecisionSchema }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: 'edit-items',
  undo: 'item',
  audit: true,
  words: { en: 'Missing copy reviewed', es: 'Ejemplar extraviado revisado' },
  keywords: {
    en: ['review missing', 'replacement', 'replace', 'search again'],
    es: ['revisar extraviados', 'reposición', 'reponer', 'buscar de nuevo'],
  },
  record: (header, { itemId, becomes }) => [
    { kind: 'act', act: { kind: 'reviewMissing', ...header, itemId, becomes } },
  ],
});
