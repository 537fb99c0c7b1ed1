// `returnBorrowed`: a copy of another library is sent back. Its strap may carry the next one.

import { z } from 'zod';
import { ItemIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { ReturnBorrowedInputSchema } from '../../views/borrowed.ts';
import { ItemWrittenSchema } from '../../views/item-form.ts';
import { defineAct } from '../define-act.ts';

export const returnBorrowed = defineAct({
  name: 'returnBorrowed',
  args: z.object({ itemId: ItemIdSchema, barcode: z.string() }),
  told: z.object(toldDecision),
  method: { name: 'item.returnBorrowed', input: ReturnBorrowedInputSchema, output: ItemWrittenSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'rows',
  right: 'edit-items',
  audit: true,
  words: { en: 'Interlibrary item sent back', es: 'Material interbibliotecario enviado de vuelta' },
  keywords: {
    en: ['send back', 'return to lender', 'interlibrary return'],
    es: ['enviar de vuelta', 'devolver a la otra biblioteca'],
  },
  record: (header, { itemId }) => [{ kind: 'writeItem', itemId, fields: { borrowed: null }, header }],
});
