// `editItem`: fields of a copy are written. Each counts by its effective time, so that two desks may edit one copy. A barcode that is replaced
// still finds it.

import { z } from 'zod';
import { ItemIdSchema } from '../../core/ids.ts';
import { LenderTermsSchema } from '../../circ/model/borrowed.ts';
import { ItemFieldsSchema } from '../../circ/model/item-fields.ts';
import { toldDecision } from '../../circ/told.ts';
import { EditItemInputSchema, ItemWrittenSchema } from '../../views/item-form.ts';
import { defineAct } from '../define-act.ts';

export const editItem = defineAct({
  name: 'editItem',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    fields: ItemFieldsSchema,
    /** Terms that its lender changed, of a copy of another library. */
    lender: LenderTermsSchema.optional(),
  }),
  told: z.object(toldDecision),
  method: { name: 'item.edit', input: EditItemInputSchema, output: ItemWrittenSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'rows',
  right: 'edit-items',
  audit: true,
  words: { en: 'Copy edited', es: 'Ejemplar editado' },
  keywords: {
    en: ['change a barcode', 'relabel', 'item type', 'price', 'parts', 'condition'],
    es: ['cambiar el código', 'reetiquetar', 'tipo de material', 'precio', 'piezas', 'estado del ejemplar'],
  },
  record: (header, { itemId, fields, lender }) => [
    { kind: 'writeItem', itemId, fields, ...(lender === undefined ? {} : { lender }), header },
  ],
});
