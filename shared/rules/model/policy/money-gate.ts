// The effect of money on a loan before it is made: the policy group `money gate`. All amounts are minor units.

import { z } from 'zod';
import { MinorUnitsSchema } from '../../../core/money.ts';

const amount = MinorUnitsSchema.min(0);

/** Money for the loan itself. */
export const RentalSchema = z.object({
  flatMinor: amount,
  perDayMinor: amount,
  perHourMinor: amount,
  /** The patron is asked first. */
  confirm: z.boolean(),
  /** Patron groups that pay none of it. */
  freeFor: z.array(z.string()),
  /** Charged once more at each renewal; absent = not. */
  again: z.boolean().optional(),
});
export type Rental = z.infer<typeof RentalSchema>;

export const MoneyGateTermsSchema = z.object({
  /** More owed than this stands in the way; null = no limit. */
  finesLimitMinor: amount.nullable(),
  /** The same of those whom the patron answers for, and of those who answer for the patron. */
  guaranteesLimitMinor: amount.nullable(),
  guarantorsLimitMinor: amount.nullable(),
  /** A limit may be overridden by right. */
  mayOverride: z.boolean(),
  /** Any debt at all is asked about. */
  confirmsAnyDebt: z.boolean(),
  rental: RentalSchema,
  /** Taken for a loan and given back with the item. */
  depositMinor: amount,
});
export type MoneyGateTerms = z.infer<typeof MoneyGateTermsSchema>;

/** No charge, and no debt stands in the way; a rule's values are set over it. */
export const NO_MONEY_GATE: MoneyGateTerms = {
  finesLimitMinor: null,
  guaranteesLimitMinor: null,
  guarantorsLimitMinor: null,
  mayOverride: true,
  confirmsAnyDebt: false,
  rental: { flatMinor: 0, perDayMinor: 0, perHourMinor: 0, confirm: false, freeFor: [] },
  depositMinor: 0,
};
