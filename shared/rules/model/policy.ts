// A resolved policy: the terms that one loan was lent under, stored under their hash with the first loan that uses them.
// A changed rule never changes an open loan, because the folds read this and not the rules now in force.

import { z } from 'zod';
import { canonicalJson } from '../../core/canonical-json.ts';
import { sha256Hex } from '../../core/digest.ts';
import { policyHash, type PolicyHash } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { GrainSchema } from '../../core/say-date.ts';
import { PeriodSchema } from './period.ts';
import { PolicyTermsSchema } from './policy-terms.ts';

/** Elapsed milliseconds. */
const millis = z.int().min(0);

/** Overdue money of one loan. */
export const OverduePolicySchema = z.object({
  /** Minor units per started period of `perMs`; 0 = no fine. */
  rateMinor: MinorUnitsSchema.min(0),
  perMs: millis.min(1),
  /** All or nothing: late by no more than this costs nothing, later than this counts from the due moment. */
  graceMs: millis,
  /** Highest fine of the loan; 0 = no cap. */
  maxMinor: MinorUnitsSchema.min(0),
  /** `skip-closed-ends`: a period that ends on a closed day is not charged (Evergreen). */
  closedDays: z.enum(['count', 'skip-closed-ends']),
});
export type OverduePolicy = z.infer<typeof OverduePolicySchema>;

/** Terms for an item that does not come back. */
export const LostPolicySchema = z.object({
  /** A loan ages to lost this long after its due moment; null = never. */
  afterMs: millis.nullable(),
  /** `price`: the item's price is billed, or `defaultPriceMinor` where it has none or less; `none`: nothing is billed. */
  bill: z.enum(['price', 'none']),
  /** Billed in the place of the price; absent = the price is. */
  setMinor: MinorUnitsSchema.min(0).optional(),
  defaultPriceMinor: MinorUnitsSchema.min(0),
  processingMinor: MinorUnitsSchema.min(0),
  /** Returned within this time after the aging, the price goes; null = always. */
  refundWithinMs: millis.nullable(),
  removeProcessing: z.boolean(),
  chargeOverdue: z.boolean(),
});
export type LostPolicy = z.infer<typeof LostPolicySchema>;

export const PolicySchema = z.object({
  grain: GrainSchema,
  period: PeriodSchema,
  maxRenewals: z.int().min(0).nullable(),
  overdue: OverduePolicySchema,
  lost: LostPolicySchema,
  /** Everything that the rules gave, for renewals and later steps; absent in policies from before it was kept. */
  terms: PolicyTermsSchema.optional(),
});
export type Policy = z.infer<typeof PolicySchema>;

/** Hashes of policies that were asked for: a loan asks three times, and a quarter of a millisecond each is felt at a desk. */
const HASHED = new WeakMap<Policy, PolicyHash>();

/** The name of a policy: SHA-256 of its canonical JSON. Equal policies have one hash everywhere. A policy is never changed after it was made. */
export function hashPolicy(policy: Policy): PolicyHash {
  const known = HASHED.get(policy);
  if (known !== undefined) return known;
  const hash = policyHash(sha256Hex(canonicalJson(policy)));
  HASHED.set(policy, hash);
  return hash;
}
