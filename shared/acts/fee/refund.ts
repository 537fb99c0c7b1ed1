// `refund`: money that a patron had paid was given back. It names the payments that it comes out of, so that all money taken at
// desks is allocated, credited or refunded, to the cent. [I16]

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { RefundLineSchema } from '../../circ/model/fee.ts';
import { toldDecision } from '../../circ/told.ts';
import { HandedAnswerSchema, RefundInputSchema } from '../../views/fee.ts';
import { defineAct } from '../define-act.ts';

export const refund = defineAct({
  name: 'refund',
  args: z.object({
    patronId: PatronIdSchema,
    method: z.string(),
    /** Written by the person who gave it back. */
    reason: z.string(),
  }),
  told: z.object({
    ...toldDecision,
    lines: z.array(RefundLineSchema).min(1),
    /** Counted with the payments of the desk, without gaps. */
    slipNumber: z.int().min(1),
  }),
  method: {
    name: 'payment.refund',
    input: RefundInputSchema,
    output: HandedAnswerSchema,
  },
  names: { patron: ['patronId'] },
  timeline: 'account',
  right: 'waive-fees',
  second: true,
  undo: 'account',
  audit: true,
  serves: true,
  money: true,
  words: { en: 'Refund', es: 'Reembolso' },
  action: 'fees',
  keywords: { en: ['give back money', 'money back'], es: ['reembolso', 'devolver dinero'] },
  record: (header, { patronId }, { lines }) => [{ kind: 'act', act: { kind: 'refund', ...header, patronId, lines } }],
});
