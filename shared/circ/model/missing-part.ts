// Parts of a copy that were reported missing, until they come back, and how a library settles that.

import { z } from 'zod';
import { hashedId } from '../../core/digest.ts';
import { ActIdSchema, feeId, LoanIdSchema, type FeeId, type LoanId } from '../../core/ids.ts';
import { DAY_MS, InstantSchema, type Instant } from '../../core/instant.ts';
import { MinorUnitsSchema, MOST_MONEY_MINOR, type MinorUnits } from '../../core/money.ts';

/** The bill of a missing part for its borrower, and the moment that it begins. */
export const PartBillSchema = z.object({
  amountMinor: MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR),
  at: InstantSchema,
  /** It stands although the part came back after it. Absent: it goes, and payments become credit. */
  stays: z.literal(true).optional(),
});
export type PartBill = z.infer<typeof PartBillSchema>;

export const MissingPartSchema = z.object({
  part: z.string(),
  /** The first report of it. */
  report: ActIdSchema,
  at: InstantSchema,
  /** The loan from which the copy came back without it; null = not known. */
  loan: LoanIdSchema.nullable(),
  /** That loan goes on until the part is back. */
  keepsLoan: z.literal(true).optional(),
  /** Absent: a person decides. */
  bill: PartBillSchema.optional(),
});
export type MissingPart = z.infer<typeof MissingPartSchema>;

/** How a library, or a branch of it, settles missing parts; an absent setting has its default. */
export const PartTermsSchema = z.object({
  /** The loan goes on until every part is back. Absent: the check-in ended it. */
  clockRuns: z.literal(true).optional(),
  /** Days after which a part is billed; 0 = at once. Absent: nothing is billed until a person inspected the copy. */
  billAfterDays: z.int().min(0).max(365).optional(),
  /** Amount for each part. Absent: a person enters it. */
  amountMinor: MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR).optional(),
  /** A bill stands although the part came back after it. Absent: it goes, and payments become credit. */
  keepsBill: z.literal(true).optional(),
});
export type PartTerms = z.infer<typeof PartTermsSchema>;

/** The amount of a part that a person entered, and its own price; null = none. */
type PartAmounts = { readonly saidMinor: MinorUnits | null; readonly priceMinor: MinorUnits | null };

/** The bill of a part that is reported now; null = none until a person decides. */
export function partBill(terms: PartTerms, { saidMinor, priceMinor }: PartAmounts, now: Instant): PartBill | null {
  const ofTerms = terms.billAfterDays === undefined ? null : (priceMinor ?? terms.amountMinor ?? null);
  const amountMinor = saidMinor ?? ofTerms;
  if (amountMinor === null) return null;
  const at = now + (terms.billAfterDays ?? 0) * DAY_MS;
  return { amountMinor, at, ...(terms.keepsBill === true ? { stays: true } : {}) };
}

/**
 * The bill of each part that is reported, in their order, where one of them has a price of its own; null = each as `partBill` has it. An amount set
 * by a person goes before any price.
 */
export function ownPartBills(
  parts: readonly string[],
  prices: Readonly<Record<string, MinorUnits>>,
  bill: (own: MinorUnits | null) => PartBill | null,
): (PartBill | null)[] | null {
  const priceOf = (part: string): MinorUnits | null => (Object.hasOwn(prices, part) ? (prices[part] ?? null) : null);
  return parts.some((part) => priceOf(part) !== null) ? parts.map((part) => bill(priceOf(part))) : null;
}

/** When the last of the parts that are missing is billed; null = none is. */
export function lastPartBill({
  missingParts = [],
}: {
  missingParts?: readonly MissingPart[] | undefined;
}): Instant | null {
  const moments = missingParts.flatMap(({ bill }) => bill?.at ?? []);
  return moments.length === 0 ? null : Math.max(...moments);
}

/** The fee for a part that a loan came back without: one, no matter who reports and who bills it. */
export function partFeeId(loan: LoanId, part: string): FeeId {
  return feeId(hashedId('part-fee', loan, part));
}

/** The report of a missing part that a fee bills. A return of the part lifts bills of earlier reports, and no later ones. */
export const BilledReportSchema = z.object({
  id: ActIdSchema,
  at: InstantSchema,
  /** The loan that the copy came back from: where it is billed as lost, its parts are not. Absent = not known. */
  loan: LoanIdSchema.optional(),
});
