// The rights of each role, read and changed by an administrator who is signed in at a desk with a line. An administrator can always edit roles: that is
// no right that could be taken away, so the last administrator cannot be locked out.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { RightSchema, RoleSchema, type Right } from '../../shared/circ/rights.ts';
import type { RoleRightsRequest, RoleRightsResponse } from '../../shared/wire/role-rights.ts';
import { staffRoles } from './staff-roles.ts';
import { checkOwnPin, type PinParts } from './check-own-pin.ts';
import { changeRoleRights, roleRights } from './role-rights.ts';

type Parts = PinParts & { readonly clock: Clock };

/**
 * The rights of all roles, after the change if one is asked for. Throws HF-AUTH-024 for staff other than administrators, HF-AUTH-022 for a wrong PIN and
 * 023 after too many, and as changeRoleRights does.
 */
export async function roleRightsForDesk(
  parts: Parts,
  { staffId, change }: RoleRightsRequest,
): Promise<RoleRightsResponse> {
  const { store, clock } = parts;
  const roleAt = await store.read((tx) => staffRoles(tx, [staffId]));
  if (roleAt(staffId, clock.now()) !== 'administrator') throw new HoldfastError('HF-AUTH-024', { staff: staffId });
  if (change !== undefined) {
    await checkOwnPin(parts, staffId, change.pin);
    await changeRoleRights(parts, change.role, { give: known(change.give), take: known(change.take) });
  }
  const [rightsAt, now] = [await store.read(roleRights), clock.now()];
  return {
    roles: RoleSchema.options.map((role) => ({ role, rights: [...rightsAt(role, now)] })),
    all: [...RightSchema.options],
  };
}

/** A desk of a later version may name a right that means nothing here. [I20] */
function known(names: readonly string[]): Right[] {
  return names.flatMap((name) => RightSchema.safeParse(name).data ?? []);
}
