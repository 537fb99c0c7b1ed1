// `exception.work`, `exception.assignees`: who sees to exceptions, whether their patron was reached, and notes. None of it ends one.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ExceptionId, StaffId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { allGrants, grantByName } from '../../../db/ledger/staff-grants.ts';
import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import type { StaffGrant } from '../../../shared/wire/staff-grants.ts';
import { requiredCopy, type Copy, type Desk } from '../desk.ts';
import { assigneeOf } from './exception-history.ts';
import { idsOfKind } from './open-kinds.ts';

/** As many ids fit into one request with room to spare. */
const workedByOneAct = 1_000;
/** Those whom exceptions may be given to: everybody here who may end them. */
export function listAssignees(desk: Desk): MethodOutput<'exception.assignees'> {
  const { staffId, rights } = desk.session.required();
  const mayAssign = rights.includes('assign-exceptions');
  const able = allGrants(desk.ledger).filter((grant) => isAble(grant) && (mayAssign || grant.staffId === staffId));
  return { staff: able.map((grant) => ({ staff: grant.staff, isMe: grant.staffId === staffId })) };
}

function isAble({ permissions }: StaffGrant): boolean {
  return permissions.includes('resolve-exceptions');
}

/**
 * Says what was done. Throws HF-AUTH-024 for whoever may not work exceptions, or gives one to somebody else without the right; HF-AUTH-005 for
 * somebody who cannot be given any; HF-SYNC-008 when there are more of a kind than were listed.
 */
export async function workOnExceptions(
  desk: Desk,
  input: ParsedInput<'exception.work'>,
): Promise<MethodOutput<'exception.work'>> {
  const staff = desk.session.required();
  const copy = requiredCopy(desk);
  if (!staff.rights.includes('resolve-exceptions')) throw new HoldfastError('HF-AUTH-024', { staff: staff.staff });
  const to = input.to === undefined || input.to === null ? input.to : ableStaff(desk, input.to);
  const ids = input.kind === undefined ? (input.exceptionIds ?? []) : await idsOfKind(desk, copy, input.kind);
  const open = ids.flatMap((id) => openHere(copy, id) ?? []);
  const mayAssign = staff.rights.includes('assign-exceptions');
  const isOwn = (one: Exception) => [null, staff.staffId].includes(assigneeOf(desk, copy, one));
  const isAllowed = to === undefined || mayAssign || (open.every(isOwn) && (to === null || to === staff.staffId));
  if (!isAllowed) throw new HoldfastError('HF-AUTH-024', { staff: staff.staff });
  for (let from = 0; from < open.length; from += workedByOneAct) {
    const args: ArgsOf<'workExceptions'> = {
      ids: open.slice(from, from + workedByOneAct).map(({ id }) => id),
      ...(to === undefined ? {} : { to }),
      ...(input.contact === undefined ? {} : { contact: input.contact }),
      note: input.note,
    };
    desk.recorder.record({
      name: 'workExceptions',
      args,
      told: { decision: 'done', reasons: [] },
      staffId: staff.staffId,
      saw: null,
      policies: [],
    });
    await desk.turn();
  }
  return { worked: open.length };
}

function openHere(copy: Copy, id: ExceptionId): Exception | null {
  const found = exceptionById(copy.db, id);
  return found?.state === 'open' && copy.sight.resolutionOf(id) === null ? found : null;
}

function ableStaff(desk: Desk, name: string): StaffId {
  const grant = grantByName(desk.ledger, name);
  if (grant === null || !isAble(grant)) throw new HoldfastError('HF-AUTH-005', { staff: name });
  return grant.staffId;
}
