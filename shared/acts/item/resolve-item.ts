// `resolveItem`: a person looked at the shelf and the object, and decides who has an item that is in question.

import { z } from 'zod';
import { ItemIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { defineAct } from '../define-act.ts';

export const resolveItem = defineAct({
  name: 'resolveItem',
  args: z.object({
    itemId: ItemIdSchema,
    /** Null: it is here and not on loan. */
    holder: PatronIdSchema.nullable(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'item.resolve',
    input: z.object({ barcode: CodeSchema, holder: CodeSchema.optional() }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], patron: ['holder'] },
  timeline: 'item',
  right: 'resolve-exceptions',
  undo: 'item',
  audit: true,
  words: { en: 'Question settled', es: 'Duda aclarada' },
  keywords: { en: ['settle', 'in question'], es: ['aclarar una duda'] },
  record: (header, args) => [
    { kind: 'act', act: { kind: 'resolveItem', ...header, itemId: args.itemId, holder: args.holder } },
  ],
});
