// `addFee`: staff add a charge that no rule computes: damage, a missing part, a visitor's card.

import { z } from 'zod';
import { FeeIdSchema, ItemIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema, MOST_MONEY_MINOR } from '../../core/money.ts';
import { BilledReportSchema } from '../../circ/model/missing-part.ts';
import { toldBeside } from '../../circ/told.ts';
import { AddFeeInputSchema, MoneyAnswerSchema } from '../../views/fee.ts';
import { defineAct } from '../define-act.ts';

export const addFee = defineAct({
  name: 'addFee',
  args: z.object({
    /** Minted where the fee is added. */
    feeId: FeeIdSchema,
    patronId: PatronIdSchema,
    /** The item that it is about; null = none. */
    itemId: ItemIdSchema.nullable(),
    /** Of that item. */
    barcode: z.string().optional(),
    amountMinor: MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR),
    /** The cause: one of the charges that fees know; a newer version may know more. */
    charge: z.string(),
    /** More about it, written by the person who added it. */
    note: z.string(),
    /** Of a missing part: its report. */
    report: BilledReportSchema.optional(),
  }),
  told: z.object(toldBeside),
  method: {
    name: 'fee.add',
    input: AddFeeInputSchema,
    output: MoneyAnswerSchema.extend({ feeId: FeeIdSchema }),
  },
  names: { fee: ['feeId'], patron: ['patronId'], item: ['itemId'], barcode: ['barcode'] },
  timeline: 'account',
  right: 'handle-money',
  undo: 'account',
  audit: true,
  serves: true,
  money: true,
  words: { en: 'Fee added', es: 'Cargo agregado' },
  action: 'fees',
  keywords: { en: ['charge', 'bill', 'fine', 'damage'], es: ['cargo', 'multa', 'cobro'] },
  record: (header, args) => {
    const { feeId, patronId, itemId, charge, amountMinor, report } = args;
    const billed = report === undefined ? {} : { report };
    return [
      { kind: 'act', act: { kind: 'addFee', ...header, feeId, patronId, itemId, charge, amountMinor, ...billed } },
    ];
  },
});
