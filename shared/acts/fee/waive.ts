// `waive`: the library does without a fee, or without a part of it.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { FeeRefSchema } from '../../circ/model/fee.ts';
import { toldBeside } from '../../circ/told.ts';
import { MoneyAnswerSchema, WaiveFeeInputSchema } from '../../views/fee.ts';
import { defineAct } from '../define-act.ts';

export const waive = defineAct({
  name: 'waive',
  args: z.object({
    patronId: PatronIdSchema,
    fee: FeeRefSchema,
    /** Null: in full, however much the fee is in the end. */
    amountMinor: MinorUnitsSchema.min(1).nullable(),
    /** Written by the person who waived it. */
    reason: z.string(),
  }),
  told: z.object(toldBeside),
  method: {
    name: 'fee.waive',
    input: WaiveFeeInputSchema,
    output: MoneyAnswerSchema,
  },
  names: { patron: ['patronId'], fee: ['fee'] },
  timeline: 'account',
  right: 'waive-fees',
  second: true,
  undo: 'account',
  audit: true,
  serves: true,
  money: true,
  words: { en: 'Fee waived', es: 'Cargo condonado' },
  action: 'fees',
  keywords: { en: ['forgive', 'write off', 'cancel a fine'], es: ['condonar', 'perdonar', 'quitar una multa'] },
  record: (header, args) => {
    const { patronId, fee, amountMinor } = args;
    return [{ kind: 'act', act: { kind: 'waive', ...header, patronId, fee, amountMinor } }];
  },
});
