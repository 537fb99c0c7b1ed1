// The night grants that somebody may use at a moment, with what this desk has used of each.

import { isGrantHeld, type GrantInHand } from '../../../shared/circ/night-grant.ts';
import type { Role } from '../../../shared/circ/rights.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { nightGrants, useOfGrant } from '../../../db/ledger/night-grants.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';

/** Those that hold, what ends first before the others. */
export function grantsInHand(
  ledger: Ledger,
  staff: { readonly staffId: string; readonly role: Role },
  now: Instant,
): readonly GrantInHand[] {
  return nightGrants(ledger)
    .filter((grant) => isGrantHeld(grant, staff, now))
    .toSorted((a, b) => a.to - b.to)
    .map((grant) => ({ grant, used: useOfGrant(ledger, grant.grantId) }));
}
