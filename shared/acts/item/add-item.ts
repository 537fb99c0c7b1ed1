// `addItem`: a quick record of an item that is not in the catalog, so that it can be lent by the rules of its type. It is provisional until a person
// completes it, and settled on the copy of the library where that has the barcode meanwhile.

import { z } from 'zod';
import { toldDecision } from '../../circ/told.ts';
import { ItemRecordInputSchema, ItemWrittenSchema } from '../../views/item-form.ts';
import { defineAct } from '../define-act.ts';
import { itemRecordArgs, recordItem } from './item-record-args.ts';

export const addItem = defineAct({
  name: 'addItem',
  args: itemRecordArgs.extend({
    /** A piece of a kind that is lent by number: there is nothing to complete. */
    uncataloged: z.literal(true).optional(),
  }),
  told: z.object({
    ...toldDecision,
    /** The server was there, so that the catalog is known not to have the barcode. */
    isSought: z.boolean(),
  }),
  method: { name: 'item.add', input: ItemRecordInputSchema, output: ItemWrittenSchema },
  names: { item: ['itemId'], title: ['titleId'], barcode: ['barcode'] },
  timeline: 'rows',
  // As lending it without a record: without a line the desk cannot know better.
  right: ({ uncataloged }, { isSought }) => (uncataloged === true ? null : isSought ? 'override-item' : 'lend-unknown'),
  audit: true,
  words: { en: 'Quick record made', es: 'Registro rápido creado' },
  keywords: {
    en: ['quick record', 'fast add', 'not in the catalog'],
    es: ['registro rápido', 'no está en el catálogo'],
  },
  record: (header, args) => [
    {
      kind: 'mintItem',
      itemId: args.itemId,
      titleId: args.titleId,
      barcode: args.barcode,
      branch: header.branch,
    },
    recordItem(header, args, args.uncataloged === true),
  ],
});
