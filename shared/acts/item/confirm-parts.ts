// `confirmParts`: every part of a copy that came back was counted and is there. The copy keeps that in its history, so that a part that is missing
// later went missing later.

import { z } from 'zod';
import { CodeSchema } from '../../core/code-text.ts';
import { ItemIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';

export const confirmParts = defineAct({
  name: 'confirmParts',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    /** Names of the parts that were counted: all but those that were missing before. */
    parts: z.array(z.string()),
  }),
  told: z.object(toldDecision),
  method: { name: 'item.confirmParts', input: z.object({ barcode: CodeSchema }), output: CirculationAnswerSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  undo: 'item',
  words: { en: 'All parts here', es: 'Piezas completas' },
  keywords: {
    en: ['complete', 'count parts', 'nothing missing'],
    es: ['completo', 'contar piezas', 'no falta nada'],
  },
  record: (header, { itemId, parts }) => [{ kind: 'act', act: { kind: 'confirmParts', ...header, itemId, parts } }],
});
