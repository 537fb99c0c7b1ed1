// The right of a person who asks the server for something from a desk, by their role now.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Right } from '../../shared/circ/rights.ts';
import type { ReadTx } from '../store/store.ts';
import { roleRights } from './role-rights.ts';
import { staffRoles } from './staff-roles.ts';

type Asked = { readonly staffId: string; readonly right: Right; readonly now: Instant };

/** Throws HF-AUTH-024 where the person has no role now, or one without the right. */
export async function requireStaffRight(tx: ReadTx, { staffId, right, now }: Asked): Promise<void> {
  const role = (await staffRoles(tx, [staffId]))(staffId, now);
  const rightsAt = await roleRights(tx);
  if (role === null || !rightsAt(role, now).includes(right)) throw new HoldfastError('HF-AUTH-024', { staff: staffId });
}
