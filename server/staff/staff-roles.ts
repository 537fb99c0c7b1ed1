// Roles of members of staff over time.

import { RoleSchema, type Role } from '../../shared/circ/rights.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { ReadTx } from '../store/store.ts';

/** The role of a member of staff at a moment; null = none. */
export type RoleAt = (staffId: string, at: Instant) => Role | null;

/** Roles over time of these members of staff. */
export async function staffRoles(tx: ReadTx, ids: Iterable<string>): Promise<RoleAt> {
  const wanted = [...ids];
  if (wanted.length === 0) return () => null;
  const periods = await tx.db
    .selectFrom('staff_role')
    .selectAll()
    .where(tx.anyOf('staff_id', wanted))
    .orderBy('at')
    .execute();
  const ends = await tx.db.selectFrom('staff').select(['id', 'expires_at']).where(tx.anyOf('id', wanted)).execute();
  const byStaff = Map.groupBy(periods, (period) => period.staff_id);
  const endsAt = new Map(ends.map((row) => [row.id, row.expires_at]));
  return (staffId, at) => {
    const end = endsAt.get(staffId) ?? null;
    if (end !== null && end <= at) return null;
    const role = byStaff.get(staffId)?.findLast((period) => period.at <= at)?.role;
    return RoleSchema.safeParse(role).data ?? null;
  };
}
