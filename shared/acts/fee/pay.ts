// `pay`: money was taken from a patron. The desk says which fees it covers; the part for which the folds find no fee is credit.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema, MOST_MONEY_MINOR } from '../../core/money.ts';
import { PaymentLineSchema } from '../../circ/model/fee.ts';
import { toldDecision } from '../../circ/told.ts';
import { PaidAnswerSchema, TakePaymentInputSchema } from '../../views/fee.ts';
import { defineAct } from '../define-act.ts';

export const PaymentMethodSchema = z.enum(['cash', 'card', 'check', 'account', 'other']);
export type PaymentMethod = z.infer<typeof PaymentMethodSchema>;

export const pay = defineAct({
  name: 'pay',
  args: z.object({
    patronId: PatronIdSchema,
    /** All that was handed over, above 0. Above the maximum, sums would no longer be exact to the cent. */
    amountMinor: MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR),
    /** One of the methods above; a newer version may know more. */
    method: z.string(),
    /** Of a card terminal or a cheque. */
    reference: z.string().nullable(),
    /** Cash laid on the counter. The part above the amount was given as change. */
    tenderedMinor: MinorUnitsSchema.min(1).optional(),
  }),
  told: z.object({
    ...toldDecision,
    /** The allocation as it was announced and printed. The rest beyond the lines is credit from the start. */
    lines: z.array(PaymentLineSchema),
    /** Counted per desk, without gaps. */
    slipNumber: z.int().min(1),
    /** The debt after it, as the desk announced it, fines that still grow aside; absent where it announced none. */
    owedAfterMinor: MinorUnitsSchema.min(0).optional(),
  }),
  method: {
    name: 'payment.take',
    input: TakePaymentInputSchema,
    output: PaidAnswerSchema,
  },
  names: { patron: ['patronId'] },
  timeline: 'account',
  right: 'handle-money',
  serves: true,
  money: true,
  words: { en: 'Payment taken', es: 'Pago recibido' },
  action: 'fees',
  keywords: { en: ['payment', 'take money', 'fine', 'bill', 'cash'], es: ['cobrar', 'pago', 'multa', 'efectivo'] },
  record: (header, args, { lines }) => {
    const { patronId, amountMinor } = args;
    return [{ kind: 'act', act: { kind: 'pay', ...header, patronId, amountMinor, lines } }];
  },
});
