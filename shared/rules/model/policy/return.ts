// Where an item comes back to and its handling then: the policy group `return`.

import { z } from 'zod';

export const ReturnTermsSchema = z.object({
  /** Where it may be checked in. */
  allowedAt: z.enum(['anywhere', 'home', 'holding', 'either']),
  /** Where it goes after that: home, where it was held before, it stays, or it stays within its group of libraries. */
  goes: z.enum(['home', 'holding', 'stay', 'group']),
  /** Withdrawn items are not taken. */
  blocksWithdrawn: z.boolean(),
  /** Items that are marked lost are not taken. */
  blocksLost: z.boolean(),
  /** The bill of a lost item after its return. */
  lostBill: z.enum(['refund', 'refund-unpaid', 'keep', 'recharge-overdue']),
  /** A check-in of an item that was not on loan counts as use in the building. */
  countsLocalUse: z.boolean(),
});
export type ReturnTerms = z.infer<typeof ReturnTermsSchema>;

/** Any item is taken anywhere and goes home; a rule's values are set over it. */
export const PLAIN_RETURN_TERMS: ReturnTerms = {
  allowedAt: 'anywhere',
  goes: 'home',
  blocksWithdrawn: false,
  blocksLost: false,
  lostBill: 'refund',
  countsLocalUse: false,
};
