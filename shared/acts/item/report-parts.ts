// `reportParts`: a copy came back without some of its parts, or in another condition. Its loan is over by its check-in, so that the patron's clock has
// stopped; the copy is to be inspected until a person clears that, and what was seen stands in its record.

import { z } from 'zod';
import { CodeSchema } from '../../core/code-text.ts';
import { ItemIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { ItemWrittenSchema, PartsSchema } from '../../views/item-form.ts';
import { defineAct } from '../define-act.ts';

const SEEN_LENGTH = 500;

export const reportParts = defineAct({
  name: 'reportParts',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    /** Names of parts. */
    missing: z.array(z.string()),
    /** New condition text: missing parts and other findings. */
    condition: z.string(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'item.reportParts',
    // Something is missing, or something was seen.
    input: z
      .object({ barcode: CodeSchema, missing: PartsSchema, seen: z.string().trim().max(SEEN_LENGTH).default('') })
      .refine(({ missing: parts, seen }) => parts.length > 0 || seen !== '', 'a report says something'),
    output: ItemWrittenSchema,
  },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  audit: true,
  words: { en: 'Parts reported', es: 'Partes comunicadas' },
  keywords: {
    en: ['part missing', 'incomplete', 'condition at check-in'],
    es: ['falta una parte', 'incompleto', 'estado al devolver'],
  },
  record: (header, { itemId, condition }) => [
    { kind: 'act', act: { kind: 'setMark', ...header, itemId, mark: 'inspect' } },
    { kind: 'writeItem', itemId, fields: { condition }, header },
  ],
});
