// `receiveBorrowed`: a copy of another library comes in, under the barcode of its strap or its own, with the lender's terms. It is lent like any
// other, never longer than the lender lends it, and goes to the ILL shelf as it comes back.

import { z } from 'zod';
import { toldDecision } from '../../circ/told.ts';
import { ReceiveBorrowedInputSchema } from '../../views/borrowed.ts';
import { ItemWrittenSchema } from '../../views/item-form.ts';
import { defineAct } from '../define-act.ts';
import { itemRecordArgs, recordItem } from './item-record-args.ts';

export const receiveBorrowed = defineAct({
  name: 'receiveBorrowed',
  args: itemRecordArgs,
  told: z.object(toldDecision),
  method: { name: 'item.receiveBorrowed', input: ReceiveBorrowedInputSchema, output: ItemWrittenSchema },
  names: { item: ['itemId'], title: ['titleId'], barcode: ['barcode'] },
  timeline: 'rows',
  right: 'edit-items',
  audit: true,
  words: { en: 'Interlibrary item received', es: 'Material interbibliotecario recibido' },
  keywords: {
    en: ['interlibrary loan', 'ill', 'borrowed', 'strap', 'receive'],
    es: ['préstamo interbibliotecario', 'recibir', 'faja', 'otra biblioteca'],
  },
  record: (header, args) => [
    {
      kind: 'mintItem',
      itemId: args.itemId,
      titleId: args.titleId,
      barcode: args.barcode,
      branch: header.branch,
    },
    recordItem(header, args, true),
  ],
});
