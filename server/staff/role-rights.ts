// The rights of each role: the defaults of Holdfast until the library changes them. Kept with their times, since an act is judged by those of its time.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import {
  fewestRights,
  isOverriding,
  ROLE_RIGHTS,
  RightSchema,
  type Right,
  type Role,
} from '../../shared/circ/rights.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { markStaffChanged } from './mark-staff-changed.ts';

type Parts = { readonly store: Store; readonly clock: Clock };

/** The rights of a role at a moment. */
export type RightsAt = (role: Role, at: Instant) => readonly Right[];

/** The rights of every role over time. */
export async function roleRights({ db }: ReadTx): Promise<RightsAt> {
  const rows = await db.selectFrom('role_rights').selectAll().orderBy('at').execute();
  const byRole = Map.groupBy(rows, ({ role }) => role);
  return (role, at) => {
    const last = byRole.get(role)?.findLast((row) => row.at <= at);
    return last === undefined ? ROLE_RIGHTS[role] : parseRights(last.rights);
  };
}

/** Rights that a later version wrote mean nothing here. [I20] */
function parseRights(text: string): readonly Right[] {
  const names = z.array(z.string()).parse(JSON.parse(text));
  return names.flatMap((name) => RightSchema.safeParse(name).data ?? []);
}

/**
 * Gives a role rights and takes others from it, from now on; desks learn of it at their next contact. Returns the new rights of the role.
 * Throws HF-AUTH-010 for a right to override given to a role with short PINs, HF-AUTH-011 for a right that no role may lose.
 */
export async function changeRoleRights(
  { store, clock }: Parts,
  role: Role,
  { give, take }: { readonly give: readonly Right[]; readonly take: readonly Right[] },
): Promise<readonly Right[]> {
  const short = role === 'student' ? give.find(isOverriding) : undefined;
  if (short !== undefined) throw new HoldfastError('HF-AUTH-010', { role, right: short });
  const needed = take.find((right) => fewestRights.includes(right));
  if (needed !== undefined) throw new HoldfastError('HF-AUTH-011', { right: needed });
  return writeAndPublish(store, async (publishing) => {
    const { tx } = publishing;
    await tx.lock(['role-rights']);
    const at = clock.now();
    const before = (await roleRights(tx))(role, at);
    const wanted = new Set([...before, ...give].filter((right) => !take.includes(right)));
    const rights = RightSchema.options.filter((right) => wanted.has(right));
    await tx.db
      .insertInto('role_rights')
      .values({ role, at, rights: JSON.stringify(rights) })
      .onConflict((conflict) => conflict.columns(['role', 'at']).doUpdateSet({ rights: JSON.stringify(rights) }))
      .execute();
    await markStaffChanged(publishing);
    return rights;
  });
}
