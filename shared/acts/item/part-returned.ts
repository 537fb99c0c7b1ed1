// `partReturned`: parts that were reported missing came back. A loan that went on for them ends, and the bill goes by the library's settings.

import { z } from 'zod';
import { CodeSchema } from '../../core/code-text.ts';
import { ItemIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { PartsSchema } from '../../views/item-form.ts';
import { defineAct } from '../define-act.ts';

export const partReturned = defineAct({
  name: 'partReturned',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    parts: z.array(z.string()),
    /** It need not be inspected any more. */
    clears: z.boolean(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'item.partReturned',
    input: z.object({ barcode: CodeSchema, parts: PartsSchema.min(1), clears: z.boolean() }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  audit: true,
  words: { en: 'Missing part returned', es: 'Pieza faltante devuelta' },
  keywords: {
    en: ['part is back', 'part found', 'complete again'],
    es: ['apareció la pieza', 'pieza encontrada', 'completo de nuevo'],
  },
  record: (header, { itemId, parts, clears }) => [
    { kind: 'act', act: { kind: 'partReturned', ...header, itemId, parts, clears } },
  ],
});
