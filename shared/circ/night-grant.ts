// Night grants: some reasons that a person may override for a while without the right to, so many times and up to so much money at each desk.
// The desk lends by it without a network and the server counts the covered acts by the same rules. Pure.

import { z } from 'zod';
import { StaffIdSchema } from '../core/ids.ts';
import { InstantSchema, type Instant } from '../core/instant.ts';
import { MinorUnitsSchema, type MinorUnits } from '../core/money.ts';
import type { Reason } from './decision.ts';
import { RoleSchema, type Role } from './rights.ts';

export const NightGrantSchema = z.object({
  grantId: z.string(),
  /** Its holder: a role or one person. A role that this version does not know has no holder here. [I20] */
  role: RoleSchema.nullable().catch(null),
  staffId: StaffIdSchema.nullable(),
  /** Reasons that may be set aside. */
  codes: z.array(z.string()),
  /** How many acts at each desk: desks without a line cannot count together. */
  count: z.int().min(1),
  /** How much owed money at each desk, in all; null = any. */
  limitMinor: MinorUnitsSchema.nullable(),
  from: InstantSchema,
  /** The first moment at which it holds no more. */
  to: InstantSchema,
});
export type NightGrant = z.infer<typeof NightGrantSchema>;

/** The part of a grant that a desk has used. */
export type GrantUse = { readonly acts: number; readonly minor: MinorUnits };

/** A grant that the person signed in may use now, with its use so far at this desk. */
export type GrantInHand = { readonly grant: NightGrant; readonly used: GrantUse };

/**
 * Whether a person in a role may use a grant at a moment. A role with short PINs may not: such a PIN sets no reason
 * aside.
 */
export function isGrantHeld(
  { role, staffId, from, to }: NightGrant,
  by: { readonly staffId: string; readonly role: Role },
  at: Instant,
): boolean {
  const isTheirs = (role !== null && role === by.role) || (staffId !== null && staffId === by.staffId);
  return isTheirs && by.role !== 'student' && from <= at && at < to;
}

/** The grant that covers all of these reasons at once, with the money that is set aside; null when none does. `acts`: how many carry it. */
export function grantFor(
  reasons: readonly Reason[],
  inHand: readonly GrantInHand[],
  acts = 1,
): (GrantInHand & { readonly minor: MinorUnits }) | null {
  const minor = moneySetAside(reasons);
  const found = inHand.find(({ grant, used }) => {
    const covers = reasons.every(({ code, right }) => right !== null && grant.codes.includes(code));
    return covers && isWithin(grant, used, { acts, minor: minor === null ? null : minor * acts });
  });
  return found === undefined ? null : { ...found, minor: minor ?? 0 };
}

/** Whether that much more may be done by a grant. An unknown amount (null) is beyond any limit. */
export function isWithin(
  { count, limitMinor }: NightGrant,
  used: GrantUse,
  more: { readonly acts: number; readonly minor: MinorUnits | null },
): boolean {
  if (used.acts + more.acts > count) return false;
  return limitMinor === null || (more.minor !== null && used.minor + more.minor <= limitMinor);
}

/** Amount owed by the reasons about money, in minor units; null when one of them has no amount. */
function moneySetAside(reasons: readonly Reason[]): MinorUnits | null {
  const amounts = reasons.map(({ right, params }) => {
    if (right !== 'override-fees') return 0;
    const owed = params['owed'];
    return typeof owed === 'object' && 'amountMinor' in owed ? owed.amountMinor : null;
  });
  return amounts.reduce((sum: MinorUnits | null, one) => (sum === null || one === null ? null : sum + one), 0);
}
