// Work on exceptions without ending them: the person assigned, whether the patron was reached, a note.

import { workExceptions } from '../../../shared/acts/exception/work-exceptions.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ExceptionId, StaffId } from '../../../shared/core/ids.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { grantByName } from '../../../db/ledger/staff-grants.ts';
import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { isAble } from '../facade/exception-assignees.ts';
import { assigneeOf } from '../facade/exception-history.ts';
import { idsOfKind } from '../facade/open-kinds.ts';
import { deskActs, recordAct } from './desk-act.ts';

/** As many ids fit into one request with room to spare. */
const workedByOneAct = 1_000;

/**
 * Throws HF-AUTH-024 without the right, or without the right to reassign another person's exception; HF-AUTH-005 for a person who cannot be assigned
 * any; HF-SYNC-008 when there are more of a kind than were listed.
 */
export const workExceptionsAtDesk = deskActs(workExceptions)(async (desk, input) => {
  const staff = desk.session.required();
  const copy = requiredCopy(desk);
  const to = input.to === undefined || input.to === null ? input.to : ableStaff(desk, input.to);
  const ids = input.kind === undefined ? (input.exceptionIds ?? []) : await idsOfKind(desk, copy, input.kind);
  const open = ids.flatMap((id) => openHere(copy, id) ?? []);
  const { othersRight } = workExceptions;
  const mayAssign = othersRight === null || staff.rights.includes(othersRight);
  const isOwn = (one: Exception) => [null, staff.staffId].includes(assigneeOf(copy, one));
  const isAllowed = to === undefined || mayAssign || (open.every(isOwn) && (to === null || to === staff.staffId));
  if (!isAllowed) throw new HoldfastError('HF-AUTH-024', { staff: staff.staff });
  for (let from = 0; from < open.length; from += workedByOneAct) {
    const args: ArgsOf<'workExceptions'> = {
      ids: open.slice(from, from + workedByOneAct).map(({ id }) => id),
      ...(to === undefined ? {} : { to }),
      ...(input.contact === undefined ? {} : { contact: input.contact }),
      note: input.note,
    };
    recordAct(desk, workExceptions, { args, told: { decision: 'done', reasons: [] } });
    await desk.turn();
  }
  return { worked: open.length };
});

function openHere(copy: Copy, id: ExceptionId): Exception | null {
  const found = exceptionById(copy.db, id);
  return found?.state === 'open' && copy.sight.resolutionOf(id) === null ? found : null;
}

function ableStaff(desk: Desk, name: string): StaffId {
  const grant = grantByName(desk.ledger, name);
  if (grant === null || !isAble(grant)) throw new HoldfastError('HF-AUTH-005', { staff: name });
  return grant.staffId;
}
