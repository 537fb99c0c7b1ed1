// `notOnShelf`: a copy was looked for and was not on its shelf. It is not missing yet: another copy is fetched first, and any later scan finds it.

import { z } from 'zod';
import { CodeSchema } from '../../core/code-text.ts';
import { ItemIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';

export const notOnShelf = defineAct({
  name: 'notOnShelf',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
  }),
  told: z.object(toldDecision),
  method: { name: 'item.notOnShelf', input: z.object({ barcode: CodeSchema }), output: CirculationAnswerSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  undo: 'item',
  words: { en: 'Not on its shelf', es: 'No está en su estante' },
  keywords: { en: ['not on shelf', 'not found', 'next copy'], es: ['no está', 'no encontrado', 'otro ejemplar'] },
  record: (header, { itemId }) => [{ kind: 'act', act: { kind: 'notOnShelf', ...header, itemId } }],
});
