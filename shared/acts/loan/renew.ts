// `renew`: move the date of the loan that it names, and of no other. Judging finds every reason at once and never throws.

import { z } from 'zod';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { ToldTermsSchema } from '../../circ/told.ts';
import { CirculationAnswerSchema, OverrideInputSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { defineAct } from '../define-act.ts';

export const renew = defineAct({
  name: 'renew',
  args: z.object({
    itemId: ItemIdSchema,
    loanId: LoanIdSchema,
    patronId: PatronIdSchema,
    /** As scanned or shown. */
    barcode: z.string(),
  }),
  told: ToldTermsSchema.extend({
    /** The rental that is charged once more; absent = nothing. */
    rentalMinor: MinorUnitsSchema.min(0).optional(),
  }),
  method: {
    name: 'circ.renew',
    input: z.object({
      item: CodeSchema,
      /** The borrower as the screen shows them: a loan of no other person is renewed. Absent: the present borrower. */
      patron: CodeSchema.optional(),
      override: OverrideInputSchema.optional(),
    }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], loan: ['loanId'], patron: ['patronId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  undo: 'item',
  serves: true,
  words: { en: 'Renewed', es: 'Renovado' },
  action: 'renewAll',
  keywords: { en: ['renewal', 'extend', 'prolong'], es: ['renovación', 'prorrogar'] },
  record: (header, args, told) => {
    const { itemId, loanId, patronId } = args;
    const { dueAt, rentalMinor: again } = told;
    const rental = again === undefined ? {} : { rentalMinor: again };
    return [{ kind: 'act', act: { kind: 'renew', ...header, itemId, loanId, patronId, dueAt, ...rental } }];
  },
});
