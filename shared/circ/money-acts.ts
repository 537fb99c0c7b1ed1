// Acts of an account.

import { z } from 'zod';
import { ActIdSchema, BillBatchIdSchema, FeeIdSchema, ItemIdSchema, PatronIdSchema } from '../core/ids.ts';
import { MinorUnitsSchema } from '../core/money.ts';
import { actHeader } from './act-header.ts';
import { FeeRefSchema } from './model/fee.ts';
import { BilledReportSchema } from './model/missing-part.ts';

export const PayActSchema = z.object({
  kind: z.literal('pay'),
  ...actHeader,
  patronId: PatronIdSchema,
  amountMinor: MinorUnitsSchema.min(0),
  lines: z.array(z.object({ fee: FeeRefSchema, amountMinor: MinorUnitsSchema.min(0), settles: z.boolean() })),
});

export const WaiveActSchema = z.object({
  kind: z.literal('waive'),
  ...actHeader,
  patronId: PatronIdSchema,
  fee: FeeRefSchema,
  /** Null: in full, also if it grows. */
  amountMinor: MinorUnitsSchema.min(0).nullable(),
});

export const AddFeeActSchema = z.object({
  kind: z.literal('addFee'),
  ...actHeader,
  feeId: FeeIdSchema,
  patronId: PatronIdSchema,
  /** Its subject; the act is not on the timeline of the item. */
  itemId: ItemIdSchema.nullable(),
  charge: z.string(),
  amountMinor: MinorUnitsSchema.min(0),
  /** Of a missing part; absent = not known. */
  report: BilledReportSchema.optional(),
});

/** The part came back, or its report is undone: its bill goes. `isWhole`: also one that was made before. */
export const LiftPartBillActSchema = z.object({
  kind: z.literal('liftPartBill'),
  ...actHeader,
  feeId: FeeIdSchema,
  patronId: PatronIdSchema,
  isWhole: z.boolean(),
  /** The undone report: its bill goes, and nothing else. Absent: the part came back. */
  report: ActIdSchema.optional(),
});

/** A fee in a bill to a student account, or in a referral to a collection agency; an amount below zero takes back earlier ones. */
export const TransferLineSchema = z.object({ fee: FeeRefSchema, amountMinor: MinorUnitsSchema });

/** Fees of a patron went to another office in a batch: they are paid there. */
export const TransferFeesActSchema = z.object({
  kind: z.literal('transferFees'),
  ...actHeader,
  patronId: PatronIdSchema,
  batch: BillBatchIdSchema,
  /** The office, by name. */
  to: z.string(),
  lines: z.array(TransferLineSchema),
});

/** That office did not take these fees: the lines of the batch never were. */
export const TakeBackFeesActSchema = z.object({
  kind: z.literal('takeBackFees'),
  ...actHeader,
  patronId: PatronIdSchema,
  batch: BillBatchIdSchema,
  fees: z.array(FeeRefSchema),
});

export const RefundActSchema = z.object({
  kind: z.literal('refund'),
  ...actHeader,
  patronId: PatronIdSchema,
  /** Parts of payments that were refunded. */
  lines: z.array(z.object({ payment: ActIdSchema, amountMinor: MinorUnitsSchema.min(0) })),
});

export const UseCreditActSchema = z.object({
  kind: z.literal('useCredit'),
  ...actHeader,
  patronId: PatronIdSchema,
  /** How much of the credit of which payment covers which fee. */
  lines: z.array(
    z.object({
      payment: ActIdSchema,
      fee: FeeRefSchema,
      amountMinor: MinorUnitsSchema.min(0),
      settles: z.boolean(),
    }),
  ),
});
