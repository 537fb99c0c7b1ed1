// `exception.assignees`: the people who may be assigned exceptions.

import { allows } from '../../../shared/acts/define-act.ts';
import { workExceptions } from '../../../shared/acts/exception/work-exceptions.ts';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { allGrants } from '../../../db/ledger/staff-grants.ts';
import type { StaffGrant } from '../../../shared/wire/staff-grants.ts';
import type { Desk } from '../desk.ts';

/** All here who may end exceptions; only oneself for a person who may not assign others. */
export function listAssignees(desk: Desk): MethodOutput<'exception.assignees'> {
  const { staffId, rights } = desk.session.required();
  const { othersRight } = workExceptions;
  const mayAssign = othersRight === null || rights.includes(othersRight);
  const able = allGrants(desk.ledger).filter((grant) => isAble(grant) && (mayAssign || grant.staffId === staffId));
  return { staff: able.map((grant) => ({ staff: grant.staff, isMe: grant.staffId === staffId })) };
}

/** Whether a person may be given exceptions. */
export function isAble({ permissions }: StaffGrant): boolean {
  return allows(permissions, workExceptions);
}
