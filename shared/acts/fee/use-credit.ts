// `useCredit`: money that a patron had paid and that covered nothing covers fees. No money changes hands; the credit leaves its payments and is a
// payment of its own. Credit that turns out to be gone by then covers nothing, and its fee is owed again. [I16]

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { CreditLineSchema } from '../../circ/model/fee.ts';
import { toldDecision } from '../../circ/told.ts';
import { CreditUsedSchema, UseCreditInputSchema } from '../../views/fee.ts';
import { defineAct } from '../define-act.ts';

export const useCredit = defineAct({
  name: 'useCredit',
  args: z.object({ patronId: PatronIdSchema }),
  told: z.object({
    ...toldDecision,
    /** Which payment covers how much of which fee, as announced. */
    lines: z.array(CreditLineSchema).min(1),
  }),
  method: {
    name: 'payment.useCredit',
    input: UseCreditInputSchema,
    output: CreditUsedSchema,
  },
  names: { patron: ['patronId'] },
  timeline: 'account',
  right: 'handle-money',
  undo: 'account',
  audit: true,
  serves: true,
  words: { en: 'Paid from credit', es: 'Pagado con saldo a favor' },
  action: 'fees',
  keywords: { en: ['use credit', 'apply credit'], es: ['usar saldo a favor', 'saldo a favor'] },
  record: (header, { patronId }, { lines }) => [
    { kind: 'act', act: { kind: 'useCredit', ...header, patronId, lines } },
  ],
});
