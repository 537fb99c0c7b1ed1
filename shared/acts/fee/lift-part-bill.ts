// `liftPartBill`: a missing part came back, or its report is undone, so its bill goes; the paid part becomes credit. Recorded with the return of
// the part, or with the undo.

import { z } from 'zod';
import { ActIdSchema, FeeIdSchema, ItemIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const liftPartBill = defineAct({
  name: 'liftPartBill',
  args: z.object({
    feeId: FeeIdSchema,
    patronId: PatronIdSchema,
    itemId: ItemIdSchema,
    /** Of that item. */
    barcode: z.string(),
    /** The report that is undone; absent = the part came back. */
    report: ActIdSchema.optional(),
  }),
  told: z.object({
    ...toldDecision,
    /** Also a bill that was made before; else only one that comes later. */
    isWhole: z.boolean(),
  }),
  method: null,
  names: { fee: ['feeId'], patron: ['patronId'], item: ['itemId'], barcode: ['barcode'] },
  timeline: 'account',
  right: null,
  audit: true,
  words: { en: 'Bill for a part removed', es: 'Cargo por una pieza retirado' },
  record: (header, { feeId, patronId, report }, { isWhole }) => [
    {
      kind: 'act',
      act: { kind: 'liftPartBill', ...header, feeId, patronId, isWhole, ...(report === undefined ? {} : { report }) },
    },
  ],
});
