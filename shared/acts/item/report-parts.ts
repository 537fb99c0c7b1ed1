// `reportParts`: a copy came back without some of its parts, or in another condition. It is to be inspected until a person clears that. The told part
// says whether its loan goes on, and when each part is billed to the borrower.

import { z } from 'zod';
import { CodeSchema } from '../../core/code-text.ts';
import { ItemIdSchema, LoanIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema, MOST_MONEY_MINOR } from '../../core/money.ts';
import { PartBillSchema } from '../../circ/model/missing-part.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { PartsSchema, PhotoNamesSchema } from '../../views/item-form.ts';
import { defineAct } from '../define-act.ts';

const SEEN_LENGTH = 500;

export const reportParts = defineAct({
  name: 'reportParts',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    /** Names of parts that were not missing before. */
    missing: z.array(z.string()),
    /** New condition text; empty = as it was. */
    condition: z.string(),
    /** Names of photos of that condition. Absent: none. */
    photos: z.array(z.string()).optional(),
    /** Amount for each part, where a person entered it; absent = by the library's settings. */
    chargeMinor: MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR).optional(),
  }),
  told: z.object({
    ...toldDecision,
    /** The loan from which it came back, or of the person who is charged; null = not known. */
    loanId: LoanIdSchema.nullable(),
    /** That loan goes on until the parts are back. */
    keepsLoan: z.boolean(),
    /** Of each part; null = a person decides later. */
    bill: PartBillSchema.nullable(),
    /** Of each part in the order of `missing`, where one of them has a price of its own. Absent: each as `bill` has it. */
    bills: z.array(PartBillSchema.nullable()).optional(),
  }),
  method: {
    name: 'item.reportParts',
    // Something is missing, or something was seen.
    input: z
      .object({
        barcode: CodeSchema,
        missing: PartsSchema,
        seen: z.string().trim().max(SEEN_LENGTH).default(''),
        photos: PhotoNamesSchema.optional(),
        chargeMinor: MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR).optional(),
        /** The card of the person who is charged: of those who had the copy. */
        chargeTo: CodeSchema.optional(),
      })
      .refine(({ missing: parts, seen }) => parts.length > 0 || seen !== '', 'a report says something')
      .refine(({ photos = [], seen }) => photos.length === 0 || seen !== '', 'photos are of a condition')
      .refine(
        ({ chargeMinor, chargeTo }) => (chargeMinor === undefined) === (chargeTo === undefined),
        'a charge names whom',
      ),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: ({ chargeMinor }) => (chargeMinor === undefined ? null : 'handle-money'),
  undo: 'item',
  audit: true,
  words: { en: 'Missing parts reported', es: 'Piezas faltantes reportadas' },
  keywords: {
    en: ['part missing', 'incomplete', 'condition at check-in'],
    es: ['falta una pieza', 'incompleto', 'estado al devolver'],
  },
  record: (header, { itemId, missing: parts, condition, photos }, { loanId, keepsLoan, bill, bills }) => [
    {
      kind: 'act',
      act: {
        kind: 'reportParts',
        ...header,
        itemId,
        parts,
        loanId,
        keepsLoan,
        bill,
        ...(bills === undefined ? {} : { bills }),
      },
    },
    ...(condition === ''
      ? []
      : [{ kind: 'writeItem' as const, itemId, fields: { condition, conditionPhotos: photos }, header }]),
  ],
});
