// `role.list`, `role.change`: the rights of each role, for an administrator who is signed in here. The server answers, and checks the asker's rights.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Desk } from '../desk.ts';

/** All roles with their rights. Throws HF-AUTH-024 without the right, and HF-SYNC-003 without a line. */
export async function listRoles(desk: Desk): Promise<MethodOutput<'role.list'>> {
  const { staffId, staff } = administrator(desk);
  return desk.roleRights({ staffId }, staff);
}

/**
 * Changes one, with the PIN of the person signed in. Throws as listRoles does, HF-AUTH-022 or 023 for the PIN, 010 or 011 for an impossible change.
 */
export async function changeRole(desk: Desk, change: ParsedInput<'role.change'>): Promise<MethodOutput<'role.change'>> {
  const { staffId, staff } = administrator(desk);
  return desk.roleRights({ staffId, change }, staff);
}

function administrator(desk: Desk): {
  readonly staffId: ReturnType<Desk['session']['required']>['staffId'];
  readonly staff: string;
} {
  const { staffId, staff, role } = desk.session.required();
  if (role !== 'administrator') throw new HoldfastError('HF-AUTH-024', { staff });
  return { staffId, staff };
}
