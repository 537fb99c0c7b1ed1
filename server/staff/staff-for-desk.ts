// The staff of the library, read and changed by a person who is signed in at a desk with a line and has the right to.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import type { StaffChange, StaffListRequest, StaffListResponse } from '../../shared/wire/staff-list.ts';
import { checkOwnPin, type PinParts } from './check-own-pin.ts';
import { roleRights } from './role-rights.ts';
import { lastSignIns } from './note-sign-ins.ts';
import {
  addStaff,
  disableStaff,
  giveRole,
  listStaff,
  setBadge,
  setEnd,
  setPin,
  type StaffEntry,
} from './staff-directory.ts';
import type { ReadTx } from '../store/store.ts';
import { staffRoles } from './staff-roles.ts';

type Parts = PinParts & { readonly clock: Clock; readonly random: Random };
type Made = StaffListResponse['made'];

/**
 * The staff who may sign in, after the change if one is asked for. Throws HF-AUTH-024 without the right `manage-staff`, and where an administrator is
 * made or changed by another person than an administrator; HF-AUTH-022 and 023 for the PIN; as addStaff, setPin and giveRole do.
 */
export async function staffForDesk(parts: Parts, { staffId, change }: StaffListRequest): Promise<StaffListResponse> {
  const { store, clock } = parts;
  const now = clock.now();
  const [roleAt, rightsAt] = [await store.read((tx) => staffRoles(tx, [staffId])), await store.read(roleRights)];
  const role = roleAt(staffId, now);
  const before = await listStaff(parts);
  if (role !== null && change?.what.kind === 'own-pin') return changeOwnPin(parts, before, { staffId, ...change });
  if (role === null || !rightsAt(role, now).includes('manage-staff')) refuse(staffId);
  let made: Made = null;
  if (change !== undefined) {
    const { what, pin } = change;
    const target = before.find((one) => one.staff.toLowerCase() === what.name.toLowerCase());
    const isOfAdministrator = target?.role === 'administrator' || ('role' in what && what.role === 'administrator');
    if (isOfAdministrator && role !== 'administrator') refuse(staffId);
    // A person cannot add, or give a PIN to, one with more rights than their own.
    const mine = rightsAt(role, now);
    const touched = [target?.role ?? null, 'role' in what ? what.role : null].filter((one) => one !== null);
    if (touched.some((one) => rightsAt(one, now).some((right) => !mine.includes(right)))) refuse(staffId);
    // The last administrator who disabled themselves would lock the library out.
    if (what.kind !== 'new-pin' && what.kind !== 'badge' && target?.staffId === staffId) refuse(staffId);
    await checkOwnPin(parts, staffId, pin);
    made = await apply(parts, what);
  }
  const staff = change === undefined ? before : await listStaff(parts);
  const [actedAt, signedInAt] = [await store.read(lastActs), await store.read(lastSignIns)];
  const lastAt = (id: string): Instant | null => {
    const [acted, signedIn] = [actedAt.get(id) ?? null, signedInAt.get(id) ?? null];
    return acted === null || signedIn === null ? (acted ?? signedIn) : Math.max(acted, signedIn);
  };
  return {
    staff: staff.map(({ staffId: id, staff: name, role: has, expiresAt: until, hasBadge }) => ({
      staff: name,
      role: has,
      until,
      hasBadge,
      lastAt: lastAt(id),
    })),
    made,
  };
}

/** Every person may replace the PIN that was handed to them. The answer has nothing about others. */
async function changeOwnPin(
  parts: Parts,
  staff: readonly StaffEntry[],
  { staffId, what, pin }: { readonly staffId: string; readonly what: StaffChange; readonly pin: string },
): Promise<StaffListResponse> {
  const own = staff.find((one) => one.staffId === staffId)?.staff;
  if (own === undefined || what.kind !== 'own-pin') refuse(staffId);
  await checkOwnPin(parts, staffId, pin);
  await setPin(parts, own, what.newPin);
  return { staff: [], made: null };
}

async function apply(parts: Parts, what: StaffChange): Promise<Made> {
  const { name } = what;
  switch (what.kind) {
    case 'add': {
      const until = what.until === undefined ? {} : { expiresAt: what.until };
      const { staff, pin } = await addStaff(parts, { staff: name, role: what.role, ...until });
      return { staff, pin };
    }
    case 'new-pin':
      return { staff: name, pin: await setPin(parts, name) };
    case 'own-pin':
      return null;
    case 'role': {
      const pin = await giveRole(parts, name, what.role);
      return pin === null ? null : { staff: name, pin };
    }
    case 'disable':
      await disableStaff(parts, name);
      return null;
    case 'until':
      await setEnd(parts, name, what.until);
      return null;
    case 'badge':
      await setBadge(parts, name, what.badgeHash);
      return null;
  }
}

/** When each person last did something at a desk. */
async function lastActs({ db }: ReadTx): Promise<ReadonlyMap<string, Instant>> {
  const rows = await db
    .selectFrom('envelope')
    .select(['staff_id', ({ fn }) => fn.max('effective_at').as('at')])
    .where('staff_id', 'is not', null)
    .groupBy('staff_id')
    .execute();
  return new Map(rows.flatMap(({ staff_id: id, at }) => (id === null || at === null ? [] : [[id, Number(at)]])));
}

function refuse(staffId: string): never {
  throw new HoldfastError('HF-AUTH-024', { staff: staffId });
}
