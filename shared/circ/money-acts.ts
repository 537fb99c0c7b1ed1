// Acts of an account.

import { z } from 'zod';
import { ActIdSchema, FeeIdSchema, ItemIdSchema, PatronIdSchema } from '../core/ids.ts';
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
  /** Of a missing part; absent = nobody knows. */
  report: BilledReportSchema.optional(),
});

/** The part came back, or its report is undone: its bill goes. `isWhole`: also one that was made before. */
export const LiftPartBillActSchema = z.object({
  kind: z.literal('liftPartBill'),
  ...actHeader,
  feeId: FeeIdSchema,
  patronId: PatronIdSchema,
  isWhole: z.boolean(),
  /** A report that is undone: what it billed goes, and nothing else. Absent: the part came back. */
  report: ActIdSchema.optional(),
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
