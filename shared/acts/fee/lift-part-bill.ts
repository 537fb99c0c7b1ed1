// `liftPartBill`: a missing part came back, so its bill goes; what was paid of it becomes credit. Recorded with the return of the part.

import { z } from 'zod';
import { FeeIdSchema, ItemIdSchema, PatronIdSchema } from '../../core/ids.ts';
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
  words: { en: 'Bill for a part taken off', es: 'Cargo por una parte retirado' },
  record: (header, { feeId, patronId }, { isWhole }) => [
    { kind: 'act', act: { kind: 'liftPartBill', ...header, feeId, patronId, isWhole } },
  ],
});
