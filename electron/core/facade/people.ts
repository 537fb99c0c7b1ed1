// `people.list`, `people.change`: the people who may sign in, for a person who manages staff. The server answers, and checks the asker's rights.

import { formatInstant } from '../../../shared/core/instant.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { StaffChange, StaffListRequest } from '../../../shared/wire/staff-list.ts';
import { lastSignIns } from '../../../db/ledger/session-log.ts';
import { allGrants } from '../../../db/ledger/staff-grants.ts';
import { requireRight, type Desk } from '../desk.ts';
import { requiredInstant } from './asked.ts';

/** All staff. Throws HF-AUTH-024 without the right to manage staff, and HF-SYNC-003 without a line. */
export function listPeople(desk: Desk): Promise<MethodOutput<'people.list'>> {
  return ask(desk, undefined);
}

/** Changes one entry, with the PIN of the person signed in. Throws as listPeople does, HF-AUTH-022 or 023 for the PIN, 004, 005, 008 for the name, 034 for a badge. */
export async function changePeople(
  desk: Desk,
  { what, pin }: ParsedInput<'people.change'>,
): Promise<MethodOutput<'people.change'>> {
  return ask(desk, { what: await changeOf(desk, what), pin });
}

/** Gives the person signed in the PIN that they chose. Throws HF-SYNC-003 without a line, HF-AUTH-022 or 023 for the PIN, 006 for one that is too short. */
export async function changeOwnPin(
  desk: Desk,
  { pin, newPin }: ParsedInput<'session.changePin'>,
): Promise<MethodOutput<'session.changePin'>> {
  const { staffId, staff: me } = desk.session.required();
  await desk.staffList({ staffId, change: { what: { kind: 'own-pin', name: me, newPin }, pin } }, me);
  return {};
}

/** A badge leaves the desk as its hash alone. */
async function changeOf(desk: Desk, what: ParsedInput<'people.change'>['what']): Promise<StaffChange> {
  switch (what.kind) {
    case 'add': {
      const { until, ...added } = what;
      return { ...added, ...(until === undefined ? {} : { until: requiredInstant(until) }) };
    }
    case 'until':
      return { ...what, until: what.until === null ? null : requiredInstant(what.until) };
    case 'badge': {
      const { badge, ...named } = what;
      return { ...named, badgeHash: badge === null ? null : await desk.session.badgeHash(badge) };
    }
    default:
      return what;
  }
}

async function ask(desk: Desk, change: StaffListRequest['change']): Promise<MethodOutput<'people.list'>> {
  requireRight(desk, 'manage-staff');
  const { staffId, staff: me, role } = desk.session.required();
  const asked = change === undefined ? { staffId } : { staffId, change };
  const { staff, made } = await desk.staffList(asked, me);
  const grants = new Map(allGrants(desk.ledger).map((grant) => [grant.staff, grant.staffId]));
  const signedIn = lastSignIns(desk.ledger);
  return {
    made,
    staff: staff.map(({ until, lastAt, ...one }) => {
      const here = signedIn.get(grants.get(one.staff) ?? '') ?? null;
      const last = here === null || lastAt === null ? (here ?? lastAt) : Math.max(here, lastAt);
      return {
        ...one,
        until: until === null ? null : formatInstant(until),
        lastAt: last === null ? null : formatInstant(last),
        isMe: one.staff === me,
        mayChange: one.role !== 'administrator' || role === 'administrator',
      };
    }),
  };
}
