// Loans as the item fold makes them. Only the folds write loans.

import { z } from 'zod';
import {
  ActIdSchema,
  BranchIdSchema,
  ItemIdSchema,
  LoanIdSchema,
  PatronIdSchema,
  PolicyHashSchema,
  RuleSetVersionSchema,
} from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';
import { MinorUnitsSchema } from '../../core/money.ts';

export const LoanStateSchema = z.enum(['open', 'closed', 'lost', 'in-question']);
export type LoanState = z.infer<typeof LoanStateSchema>;

/** How a closed loan closed: a check-in, a checkout to another person, or the end of a question. */
export const LoanEndSchema = z.enum(['checkin', 'inferred', 'question']);
export type LoanEnd = z.infer<typeof LoanEndSchema>;

/** Price of lending itself, in minor units, as announced: the rental is owed for good, the deposit for as long as the item is out. */
export const LoanChargesSchema = z.object({
  rentalMinor: MinorUnitsSchema.min(0),
  depositMinor: MinorUnitsSchema.min(0),
});
export type LoanCharges = z.infer<typeof LoanChargesSchema>;

/** A rental that a renewal charged once more, as announced. */
export const RenewalRentalSchema = z.object({
  /** The renewal, which names the fee. */
  by: ActIdSchema,
  amountMinor: MinorUnitsSchema.min(0),
  at: InstantSchema,
});
export type RenewalRental = z.infer<typeof RenewalRentalSchema>;

/** The date that an act gave a loan, where closings alone moved it: taken back, they move it from here. */
export const MovedFromSchema = z.object({
  dueAt: InstantSchema,
  /** Closings up to this moment were known to the person who set the date; absent = none were. */
  knownTo: InstantSchema.optional(),
});
export type MovedFrom = z.infer<typeof MovedFromSchema>;

export const ClaimKindSchema = z.enum(['returned', 'never-had']);
export type ClaimKind = z.infer<typeof ClaimKindSchema>;
const ClaimSchema = z.object({ kind: ClaimKindSchema, at: InstantSchema, by: ActIdSchema });

/** Fields that acts after a return may change in a loan that goes on, as they were at the return. */
export const CameBackSchema = z.object({
  inAt: InstantSchema,
  dueAt: InstantSchema,
  movedFrom: MovedFromSchema.optional(),
  dueBy: ActIdSchema,
  recalled: z.boolean(),
  renewals: z.int().min(0),
  renewalRentals: z.array(RenewalRentalSchema).optional(),
  lostAt: InstantSchema.nullable(),
  declared: z.literal(true).optional(),
  claim: ClaimSchema.optional(),
  aliases: z.array(ActIdSchema),
});
export type CameBack = z.infer<typeof CameBackSchema>;

export const LoanSchema = z.object({
  id: LoanIdSchema,
  itemId: ItemIdSchema,
  patronId: PatronIdSchema,
  /** Branch of the first checkout; null for an opening loan without one. */
  branch: BranchIdSchema.nullable(),
  outAt: InstantSchema,
  dueAt: InstantSchema,
  /** Absent: the date is as it was set. */
  movedFrom: MovedFromSchema.optional(),
  /** The act that gave the loan its date. */
  dueBy: ActIdSchema,
  /** That act is a recall: its rates and agings are those of recalled loans. */
  recalled: z.boolean().default(false),
  inAt: InstantSchema.nullable(),
  state: LoanStateSchema,
  how: LoanEndSchema.nullable(),
  /** How it stood when it came back with parts missing, where it goes on for them. Absent: it does not. */
  cameBack: CameBackSchema.optional(),
  renewals: z.int().min(0),
  /** Moment of the aging that stands: of a lost loan, or of one that came back after it; null otherwise. */
  lostAt: InstantSchema.nullable(),
  /** It is lost by the word of a person, who is billed at once. Absent = by its age. */
  declared: z.literal(true).optional(),
  /** Its borrower says that they brought it back, or never had it: lateness counts up to then. Absent = they do not. */
  claim: ClaimSchema.optional(),
  policyHash: PolicyHashSchema,
  /** The proxy who took it for the patron; absent: the patron did. */
  carriedBy: PatronIdSchema.optional(),
  /** Absent: it costs nothing. */
  charges: LoanChargesSchema.optional(),
  /** Absent: no renewal charged anything. */
  renewalRentals: z.array(RenewalRentalSchema).optional(),
  /** The rule set whose calendars count its lateness; null for an opening loan. */
  rulesVersion: RuleSetVersionSchema.nullable(),
  /** Ids of checkouts that were merged into this loan. */
  aliases: z.array(ActIdSchema),
});
export type Loan = z.infer<typeof LoanSchema>;

/** How a loan stands, read from its fields together. */
export type LoanStanding =
  | { readonly is: 'out' }
  | { readonly is: 'lost'; readonly lostAt: Instant }
  | { readonly is: 'in-question' }
  /** `lostAt`: when it had aged to lost before it came back; null = it had not. */
  | { readonly is: 'returned'; readonly at: Instant; readonly lostAt: Instant | null }
  /** Nothing was checked in: a checkout to another patron closed it, or the end of a question. */
  | { readonly is: 'closed'; readonly how: Exclude<LoanEnd, 'checkin'> };

/** Reads the standing off a loan. */
export function standingOf({ state, how, inAt, lostAt }: Loan): LoanStanding {
  switch (state) {
    case 'open':
      return { is: 'out' };
    case 'lost':
      return lostAt === null ? { is: 'out' } : { is: 'lost', lostAt };
    case 'in-question':
      return { is: 'in-question' };
    case 'closed':
      if (how === 'checkin' && inAt !== null) return { is: 'returned', at: inAt, lostAt };
      return { is: 'closed', how: how === 'question' ? 'question' : 'inferred' };
  }
}

/** Up to when a loan that lasts to a moment is late: its borrower's claim stops the clock. */
export function lateUntil({ claim }: Pick<Loan, 'claim'>, at: Instant): Instant {
  return Math.min(at, claim?.at ?? at);
}

/**
 * Whether a loan is due before it was lent, mostly by a clock that was behind: no return of it is known to be late. So is one that was overdue in another
 * system when a connector learned of it.
 */
export function isDueBeforeLent({ outAt, dueAt }: Pick<Loan, 'outAt' | 'dueAt'>): boolean {
  return dueAt < outAt;
}

/** Whether a loan is out and late now; a claimed loan is not late any more. */
export function isLate({ state, claim, dueAt }: Pick<Loan, 'state' | 'claim' | 'dueAt'>, now: Instant): boolean {
  return state === 'open' && claim === undefined && dueAt < now;
}

/** Since when a loan that is out is claimed; null = it is not. */
export function claimedOut({ state, claim }: Pick<Loan, 'state' | 'claim'>): Instant | null {
  return state === 'closed' ? null : (claim?.at ?? null);
}
