// Fees and credits as the account fold makes them. amount = paid + waived + written off + outstanding.

import { z } from 'zod';
import {
  type ActId,
  ActIdSchema,
  BillBatchIdSchema,
  FeeIdSchema,
  feeId,
  type FeeId,
  ItemIdSchema,
  type LoanId,
  LoanIdSchema,
  PatronIdSchema,
} from '../../core/ids.ts';
import { hashedId } from '../../core/digest.ts';
import { InstantSchema } from '../../core/instant.ts';
import { keeping } from '../../core/keeping.ts';
import { MinorUnitsSchema } from '../../core/money.ts';

export const FeeKindSchema = z.enum(['overdue', 'lost', 'processing', 'rental', 'deposit', 'manual']);

export type FeeKind = z.infer<typeof FeeKindSchema>;

/** The cause of a fee that staff added. */
export const ChargeSchema = z.enum(['damage', 'missing-part', 'replacement', 'card', 'membership', 'copies', 'other']);
export type Charge = z.infer<typeof ChargeSchema>;

/** The part of a fee that another office has. */
export const HandedOnSchema = z.object({
  /** It stands there: it is owed there and not here. */
  standsMinor: MinorUnitsSchema,
  /** Amount reported to it, all lines together. Where more was reported than stands, the next batch takes the rest back. */
  saidMinor: MinorUnitsSchema,
  /** The newest batch that asked it for something, when, and the name of the office. */
  batch: BillBatchIdSchema,
  at: InstantSchema,
  to: z.string(),
});
export type HandedOn = z.infer<typeof HandedOnSchema>;

export const FeeSchema = z.object({
  id: FeeIdSchema,
  patronId: PatronIdSchema,
  itemId: ItemIdSchema.nullable(),
  loanId: LoanIdSchema.nullable(),
  kind: FeeKindSchema,
  /** The cause of a fee that staff added. A newer version may know more. */
  charge: z.string().optional(),
  amountMinor: MinorUnitsSchema,
  paidMinor: MinorUnitsSchema,
  waivedMinor: MinorUnitsSchema,
  writtenOffMinor: MinorUnitsSchema,
  outstandingMinor: MinorUnitsSchema,
  /** When it arose: the checkout, the return, the aging, the last money act that names it, or when staff added it. */
  at: InstantSchema,
  /** Absent = no other office has any of it. */
  handedOn: HandedOnSchema.optional(),
});
export type Fee = z.infer<typeof FeeSchema>;

/** The ground of a fee: the rules, for a loan, or staff, who added it. */
export type OwedBy =
  | { readonly by: 'rules'; readonly kind: Exclude<FeeKind, 'manual'>; readonly loanId: LoanId }
  | { readonly by: 'staff' };

/** Reads it off a fee. */
export function owedBy({ kind, loanId }: Pick<Fee, 'kind' | 'loanId'>): OwedBy {
  return kind === 'manual' || loanId === null ? { by: 'staff' } : { by: 'rules', kind, loanId };
}

/** Money that a patron paid and that covers nothing. */
export const CreditSchema = z.object({ patronId: PatronIdSchema, amountMinor: MinorUnitsSchema });
export type Credit = z.infer<typeof CreditSchema>;

/** How a money act names a fee: by the parts of its id, so that a merged loan's slip still reaches it. */
export const FeeRefSchema = z.union([
  z.object({
    kind: FeeKindSchema.exclude(['manual']),
    loanId: LoanIdSchema,
    /** The settling act that an overdue fee begins after, or the renewal that charged a rental once more; null for the first. */
    after: ActIdSchema.nullable(),
  }),
  z.object({ kind: z.literal('manual'), feeId: FeeIdSchema }),
]);
export type FeeRef = z.infer<typeof FeeRefSchema>;

/** The id of a fee, the same on every desk and on the server. */
export function feeIdOf(ref: FeeRef): FeeId {
  return ref.kind === 'manual' ? ref.feeId : computedFeeId(ref.loanId, ref.kind, ref.after ?? '');
}

/**
 * The reference of a fee. Its id alone identifies the act after which an overdue fee begins, or the act that charged a rental: one of these, if any.
 */
export function refOfFee(fee: Pick<Fee, 'id' | 'kind' | 'loanId'>, acts: Iterable<ActId>): FeeRef {
  const owed = owedBy(fee);
  if (owed.by === 'staff') return { kind: 'manual', feeId: fee.id };
  const { kind, loanId } = owed;
  const first: FeeRef = { kind, loanId, after: null };
  if (feeIdOf(first) === fee.id) return first;
  for (const after of acts) if (feeIdOf({ kind, loanId, after }) === fee.id) return { kind, loanId, after };
  return first;
}

/** Folds ask for the same ones at each act on an account, and a large account has thousands. An id takes some 200 bytes. */
const computedFeeId = keeping(
  (loan: LoanId, kind: FeeKind, after: string): FeeId => feeId(hashedId('fee', loan, kind, after)),
  20_000,
);

/** The part of one payment that goes to one fee. */
export const PaymentLineSchema = z.object({
  fee: FeeRefSchema,
  amountMinor: MinorUnitsSchema.min(0),
  /** The fee was announced as paid in full: lateness up to this moment is never asked for again. */
  settles: z.boolean(),
});
export type PaymentLine = z.infer<typeof PaymentLineSchema>;

/** Credit of one payment for one fee. */
export const CreditLineSchema = PaymentLineSchema.extend({
  payment: ActIdSchema,
  amountMinor: MinorUnitsSchema.min(1),
});
export type CreditLine = z.infer<typeof CreditLineSchema>;

/** The part of one payment that was given back. */
export const RefundLineSchema = z.object({ payment: ActIdSchema, amountMinor: MinorUnitsSchema.min(1) });
export type RefundLine = z.infer<typeof RefundLineSchema>;
