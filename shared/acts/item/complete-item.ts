// `completeItem`: an item lent as a barcode, or on a quick record, is a copy of the library from now on.

import { z } from 'zod';
import { toldDecision } from '../../circ/told.ts';
import { ItemRecordInputSchema, ItemWrittenSchema } from '../../views/item-form.ts';
import { defineAct } from '../define-act.ts';
import { itemRecordArgs, recordItem } from './item-record-args.ts';

export const completeItem = defineAct({
  name: 'completeItem',
  args: itemRecordArgs,
  told: z.object(toldDecision),
  method: { name: 'item.complete', input: ItemRecordInputSchema, output: ItemWrittenSchema },
  names: { item: ['itemId'], title: ['titleId'], barcode: ['barcode'] },
  timeline: 'rows',
  right: 'edit-items',
  audit: true,
  words: { en: 'Record completed', es: 'Registro completado' },
  keywords: { en: ['complete a record', 'provisional item'], es: ['completar un registro', 'material provisional'] },
  record: (header, args) => [recordItem(header, args, true)],
});
