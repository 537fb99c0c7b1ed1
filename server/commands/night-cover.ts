// Acts of a batch that night grants cover: an override that a grant allowed at its time needs no right. Acts or money beyond the limits of a grant
// are not covered: a ledger restored from an old image has lost its count.

import { isGrantHeld, isWithin, type NightGrant } from '../../shared/circ/night-grant.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import { usesOfGrant } from '../staff/night-grant-uses.ts';
import { listNightGrants } from '../staff/night-grants.ts';
import type { ReadTx } from '../store/store.ts';
import { staffRoles, type RoleAt } from '../staff/staff-roles.ts';
import type { Taken } from './taken.ts';

/** The codes that need no right in an act, since a grant covers them. */
export type CoveredCodes = (taken: Taken) => readonly string[];

type Use = {
  readonly id: string;
  readonly desk: string;
  readonly staffId: string | null;
  readonly at: Instant;
  readonly minor: MinorUnits;
};

/** Reads the grants that a batch names; nothing where it names none. */
export async function loadNightCover(tx: ReadTx, batch: readonly Taken[]): Promise<CoveredCodes> {
  const named = new Set(batch.flatMap(({ body }) => body.override?.grantId ?? []));
  if (named.size === 0) return () => [];
  const covered = new Map<string, readonly string[]>();
  for (const grant of await listNightGrants(tx)) {
    if (!named.has(grant.grantId)) continue;
    const own = batch.filter(({ body }) => body.override?.grantId === grant.grantId).map(useIn);
    // An act that comes in now may be kept already.
    const uses = [...new Map([...(await usesOfGrant(tx, grant)), ...own].map((use) => [use.id, use])).values()];
    const roleAt = await staffRoles(tx, new Set(uses.flatMap(({ staffId }) => staffId ?? [])));
    const within = usesWithin(
      grant,
      uses.filter((use) => isAllowed(grant, use, roleAt)),
    );
    for (const { id } of own) if (within.has(id)) covered.set(id, grant.codes);
  }
  return ({ header }) => covered.get(header.id) ?? [];
}

function useIn({ header, body }: Taken): Use {
  const { id, desk, at } = header;
  return { id, desk, at, staffId: body.staffId, minor: body.override?.grantMinor ?? 0 };
}

/** Whether the grant was theirs then; an act of which it was not uses nothing of it. */
function isAllowed(grant: NightGrant, { staffId, at }: Use, roleAt: RoleAt): boolean {
  const role = staffId === null ? null : roleAt(staffId, at);
  return staffId !== null && role !== null && isGrantHeld(grant, { staffId, role }, at);
}

/** Ids of the acts that are within a grant, desk by desk in the order of their times. */
function usesWithin(grant: NightGrant, uses: readonly Use[]): ReadonlySet<string> {
  const inOrder = uses.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const within = new Set<string>();
  for (const atDesk of Map.groupBy(inOrder, ({ desk }) => desk).values()) {
    let used = { acts: 0, minor: 0 };
    for (const { id, minor } of atDesk) {
      if (!isWithin(grant, used, { acts: 1, minor })) continue;
      used = { acts: used.acts + 1, minor: used.minor + minor };
      within.add(id);
    }
  }
  return within;
}
