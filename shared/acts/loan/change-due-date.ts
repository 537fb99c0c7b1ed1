// `changeDueDate`: staff move the date of one loan, either way. Always recorded once announced; the fold decides whether it could stand.

import { z } from 'zod';
import { BatchIdSchema, ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema, OverrideInputSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { IsoInstantSchema } from '../../views/session.ts';
import { defineAct } from '../define-act.ts';

export const changeDueDate = defineAct({
  name: 'changeDueDate',
  args: z.object({
    itemId: ItemIdSchema,
    loanId: LoanIdSchema,
    patronId: PatronIdSchema,
    /** Of that item. */
    barcode: z.string().optional(),
    /** Written by the person who moved it. */
    reason: z.string(),
  }),
  told: z.object({
    ...toldDecision,
    dueAt: InstantSchema,
    /** As it stood on the screen and the slip. */
    dueText: z.string(),
    /** The change of many dates that it is one of; absent = it was asked for alone. */
    batch: BatchIdSchema.optional(),
  }),
  method: {
    name: 'circ.changeDueDate',
    input: z.object({
      item: CodeSchema,
      /** A loan in days is due at the end of the day of this moment. */
      dueAt: IsoInstantSchema,
      reason: z.string().trim().min(1).max(500),
      override: OverrideInputSchema.optional(),
    }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], loan: ['loanId'], patron: ['patronId'], barcode: ['barcode'] },
  timeline: 'item',
  right: 'set-due-date',
  undo: 'item',
  audit: true,
  serves: true,
  words: { en: 'Due date changed', es: 'Vencimiento cambiado' },
  keywords: { en: ['extend a due date', 'set a date'], es: ['prorrogar', 'fijar una fecha'] },
  record: (header, args, { dueAt }) => {
    const { itemId, loanId, patronId } = args;
    return [{ kind: 'act', act: { kind: 'changeDueDate', ...header, itemId, loanId, patronId, dueAt } }];
  },
});
