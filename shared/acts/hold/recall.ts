// `recall`: the library calls an item back for a person who waits for it. It names the loan that it cuts, and cuts no other.

import { z } from 'zod';
import { ActIdSchema, HoldIdSchema, ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema, OverrideInputSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { defineAct } from '../define-act.ts';

export const recall = defineAct({
  name: 'recall',
  args: z.object({
    itemId: ItemIdSchema,
    loanId: LoanIdSchema,
    /** The borrower. */
    patronId: PatronIdSchema,
    /** The hold that it is called back for. */
    holdId: HoldIdSchema.nullable(),
    /** Issued again: the recall, and the act that did not know of it. */
    reissues: ActIdSchema.nullable(),
    ignoredBy: ActIdSchema.nullable(),
  }),
  told: z.object({
    ...toldDecision,
    /** When the item is wanted back. */
    dueAt: InstantSchema,
  }),
  method: {
    name: 'hold.recall',
    input: z.object({
      patron: CodeSchema,
      item: CodeSchema,
      /** Without one: the branch of the desk. */
      pickup: CodeSchema.optional(),
      override: OverrideInputSchema.optional(),
    }),
    output: CirculationAnswerSchema.extend({ holdId: HoldIdSchema.optional() }),
  },
  names: { item: ['itemId'], loan: ['loanId'], patron: ['patronId'], hold: ['holdId'], act: ['reissues', 'ignoredBy'] },
  timeline: 'item',
  right: 'recall',
  serves: true,
  words: { en: 'Recalled', es: 'Reclamado' },
  action: 'recall',
  keywords: { en: ['call back', 'ask for it back'], es: ['pedir que lo devuelva'] },
  record: (header, args, { dueAt }) => {
    const { itemId, loanId, patronId, holdId: hold, reissues, ignoredBy } = args;
    return [
      { kind: 'act', act: { kind: 'recall', ...header, itemId, loanId, patronId, dueAt, hold, reissues, ignoredBy } },
    ];
  },
});
