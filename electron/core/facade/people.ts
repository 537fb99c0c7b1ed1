// `people.list`, `people.change`: who may sign in, for a person who manages staff. The server says it, and checks who asks.

import { formatInstant } from '../../../shared/core/instant.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { StaffChange, StaffListRequest } from '../../../shared/wire/staff-list.ts';
import { requireRight, type Desk } from '../desk.ts';
import { requiredInstant } from './asked.ts';

/** Everybody. Throws HF-AUTH-024 without the right to manage staff, and HF-SYNC-003 without a line. */
export function listPeople(desk: Desk): Promise<MethodOutput<'people.list'>> {
  return ask(desk, undefined);
}

/** Changes one entry, with the PIN of the person signed in. Throws as listPeople does, HF-AUTH-022 or 023 for the PIN, 004, 005, 008 for the name. */
export function changePeople(
  desk: Desk,
  { what, pin }: ParsedInput<'people.change'>,
): Promise<MethodOutput<'people.change'>> {
  return ask(desk, { what: changeOf(what), pin });
}

function changeOf(what: ParsedInput<'people.change'>['what']): StaffChange {
  if (what.kind !== 'add') return what;
  const { until, ...added } = what;
  return { ...added, ...(until === undefined ? {} : { until: requiredInstant(until) }) };
}

async function ask(desk: Desk, change: StaffListRequest['change']): Promise<MethodOutput<'people.list'>> {
  requireRight(desk, 'manage-staff');
  const { staffId, staff: me, role } = desk.session.required();
  const asked = change === undefined ? { staffId } : { staffId, change };
  const { staff, made } = await desk.staffList(asked, me);
  return {
    made,
    staff: staff.map(({ until, ...one }) => ({
      ...one,
      until: until === null ? null : formatInstant(until),
      isMe: one.staff === me,
      mayChange: one.role !== 'administrator' || role === 'administrator',
    })),
  };
}
