// Fees and payments of an account. Amounts are minor units of the library's currency.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema, FeeIdSchema } from '../core/ids.ts';
import { MOST_MONEY_MINOR } from '../core/money.ts';
import { ChargeSchema } from '../circ/model/fee.ts';
import { AuthoriserInputSchema } from './circulation.ts';
import { IsoInstantSchema } from './session.ts';

const amount = z.int().min(1).max(MOST_MONEY_MINOR);

export const FeeViewSchema = z.object({
  feeId: FeeIdSchema,
  kind: z.string(),
  /** In words: "Late fee", "Damage". */
  kindText: z.string(),
  /** The item; null for a fee without one, such as a new card. */
  item: z.object({ barcode: z.string(), title: z.string() }).nullable(),
  amountMinor: z.int(),
  outstandingMinor: z.int(),
  /** The amount still owed, as it is written. */
  text: z.string(),
  at: IsoInstantSchema,
  /** The item is still out: the fine grows until it comes back or is paid. */
  growing: z.boolean(),
});
export type FeeView = z.infer<typeof FeeViewSchema>;

/** The part of a fee that another office has: it is paid there. Its outstanding amount is the amount that stands there. */
export const HandedOnViewSchema = FeeViewSchema.extend({
  /** The office, by name, and when the fee was sent to it. */
  to: z.string(),
  sentAt: IsoInstantSchema,
});
export type HandedOnView = z.infer<typeof HandedOnViewSchema>;

/** A payment of the patron, with its unused part. */
export const PaymentViewSchema = z.object({
  paymentId: ActIdSchema,
  at: IsoInstantSchema,
  amountMinor: z.int(),
  refundedMinor: z.int(),
  unusedMinor: z.int(),
  text: z.string(),
  /** How it was paid; null where this desk does not have its envelope. */
  method: z.string().nullable(),
});
export type PaymentView = z.infer<typeof PaymentViewSchema>;

export const AccountSumsSchema = z.object({ owedMinor: z.int(), owedText: z.string(), creditMinor: z.int() });

/** `fee.list`: growing fines are listed and not part of the debt. */
export const AccountViewSchema = AccountSumsSchema.extend({
  /** Debt at which borrowing stops; null = none. */
  limit: z.object({ text: z.string(), isAbove: z.boolean(), isReached: z.boolean() }).nullable(),
  fees: z.array(FeeViewSchema),
  handedOn: z.array(HandedOnViewSchema),
  payments: z.array(PaymentViewSchema),
});

/** The account after an act of money. */
export const MoneyAnswerSchema = AccountSumsSchema.extend({ commandId: ActIdSchema });
export type MoneyAnswer = z.infer<typeof MoneyAnswerSchema>;

/** After money changed hands: the receipt's number, counted per desk without gaps. */
export const HandedAnswerSchema = MoneyAnswerSchema.extend({ slipNumber: z.int() });
export type HandedAnswer = z.infer<typeof HandedAnswerSchema>;

export const PaidAnswerSchema = HandedAnswerSchema.extend({
  allocation: z.array(z.object({ feeId: FeeIdSchema, amountMinor: z.int(), settles: z.boolean() })),
  /** The part of this payment that covers nothing. */
  creditedMinor: z.int(),
  /** Given back of the cash that was laid on the counter. */
  changeMinor: z.int(),
});
export type PaidAnswer = z.infer<typeof PaidAnswerSchema>;

/** After credit was used. */
export const CreditUsedSchema = MoneyAnswerSchema.extend({ usedMinor: z.int() });
export type CreditUsed = z.infer<typeof CreditUsedSchema>;

const reason = z.string().trim().min(1).max(500);
const card = CodeSchema;

export const AddFeeInputSchema = z.object({
  patron: card,
  amountMinor: amount,
  charge: ChargeSchema,
  /** Barcode of the item that it is about. */
  item: card.optional(),
  note: z.string().trim().max(500).default(''),
});

export const TakePaymentInputSchema = z.object({
  patron: card,
  amountMinor: amount,
  method: z.enum(['cash', 'card', 'check', 'account', 'other']),
  reference: z.string().trim().max(128).optional(),
  /** Cash laid on the counter; the part above the amount is given back. Without it, the amount. */
  tenderedMinor: amount.optional(),
  /** Which fees it is for; without it the oldest first. */
  allocation: z.array(z.object({ feeId: FeeIdSchema, amountMinor: amount })).optional(),
});

export const UseCreditInputSchema = z.object({
  patron: card,
  /** Which fees it is for, in their order; without them the oldest first. As much as there is of both is used. */
  fees: z.array(FeeIdSchema).min(1).optional(),
});

export const WaiveFeeInputSchema = z
  .object({
    feeId: FeeIdSchema,
    /** The patron's card; needed only for a fine that still grows. */
    patron: card.optional(),
    amountMinor: amount.optional(),
    inFull: z.boolean().optional(),
    reason,
    /** An authorised person, where the person signed in lacks the right. */
    authoriser: AuthoriserInputSchema.optional(),
  })
  .refine(({ amountMinor, inFull }) => (inFull === true) !== (amountMinor !== undefined), {
    error: 'a waiver is either of an amount or in full',
  });

export const RefundInputSchema = z.object({
  patron: card,
  amountMinor: amount,
  method: z.enum(['cash', 'card', 'check', 'account', 'other']),
  /** The payment that is given back; without it money is taken out of the credit. */
  paymentId: ActIdSchema.optional(),
  reason,
  /** A second person with the right, where the signed-in one lacks it. */
  authoriser: AuthoriserInputSchema.optional(),
});
