// The staff of the library. PINs are kept only as argon2id; every change is marked on the feed, so that desks fetch their grants again.

import { hashPin, type PinHash } from '../../db/keys/pin-hash.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { staffId, type StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { RoleSchema, type Role } from '../../shared/circ/rights.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { newId } from '../new-id.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { markStaffChanged } from './mark-staff-changed.ts';

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** How PINs are hashed; absent = as everywhere but in a simulation. */
  readonly hashPin?: PinHash;
};

export type NewStaff = {
  /** Sign-in name, one word; unique without regard to case, as people type it. */
  readonly staff: string;
  readonly role: Role;
  /** Digits; one is made when it is not given. */
  readonly pin?: string;
  /** Works only at this branch; absent = at all. */
  readonly branch?: string;
  readonly expiresAt?: Instant;
  /** The card of their own account, on which they do nothing. */
  readonly card?: string;
};

/** A new member of staff, with the PIN, which is not stored. */
export type AddedStaff = {
  readonly staffId: StaffId;
  readonly staff: string;
  readonly pin: string;
  readonly role: Role;
};

export type StaffEntry = {
  readonly staffId: StaffId;
  readonly staff: string;
  /** Null: disabled. */
  readonly role: Role | null;
  readonly branch: string | null;
  readonly expiresAt: Instant | null;
  readonly card: string | null;
  readonly hasBadge: boolean;
};

/** Fewest digits of a PIN: more for the roles that may be given a right to override. */
export function leastPinDigits(role: Role): number {
  return role === 'student' ? 4 : 6;
}

const NAME = /^[\p{L}\p{N}._@-]+$/u;

/** Adds a member of staff. Throws HF-AUTH-004 when the name is taken, 006 when the PIN is too short, 008 when the name is not one word. */
export async function addStaff(
  parts: Parts,
  { staff, role, pin, branch, expiresAt, card }: NewStaff,
): Promise<AddedStaff> {
  if (!NAME.test(staff)) throw new HoldfastError('HF-AUTH-008', { staff });
  const { chosen, stored } = await makePin(parts, role, pin);
  return { ...(await insertStaff(parts, { staff, role, branch, expiresAt, card }, stored)), pin: chosen };
}

/** Fewest characters of a machine's password. */
const LEAST_PASSWORD = 6;

/**
 * Adds an account of a machine, which acts for the patron who stands before it. Throws HF-AUTH-004 for a name in use
 * now or earlier, 006 for a password that is too short or has blanks in it, 008 as addStaff does.
 */
export async function addMachine(
  parts: Parts,
  { staff, role, password, branch }: Pick<NewStaff, 'staff' | 'role' | 'branch'> & { readonly password: string },
): Promise<void> {
  if (!NAME.test(staff)) throw new HoldfastError('HF-AUTH-008', { staff });
  await insertStaff(parts, { staff, role, branch }, await machineSecret(parts, role, password));
}

/** Gives an account of a machine another role, password or branch; null = as it is. Throws HF-AUTH-005 for an unknown name, 006 as addMachine does. */
export async function changeMachine(
  parts: Parts,
  staff: string,
  change: { readonly role: Role | null; readonly password: string | null; readonly branch: string },
): Promise<void> {
  const { role, password, branch } = change;
  const stored = password === null ? {} : await machineSecret(parts, role ?? 'student', password);
  await writeAndPublish(parts.store, async (publishing) => {
    const id = await staffNamed(publishing.tx, staff);
    if (id === null) throw new HoldfastError('HF-AUTH-005', { staff });
    await publishing.tx.db
      .updateTable('staff')
      .set({ ...stored, branch })
      .where('id', '=', id)
      .execute();
    if (role !== null) await putRole(publishing.tx, { staff, role, at: parts.clock.now() });
    await markStaffChanged(publishing);
  });
}

async function machineSecret(parts: Parts, role: Role, password: string): Promise<Stored> {
  if (!/^[!-~]+$/.test(password) || password.length < LEAST_PASSWORD)
    throw new HoldfastError('HF-AUTH-006', { role, digits: LEAST_PASSWORD });
  return hashed(parts, password);
}

type Stored = { readonly salt: string; readonly pin_hash: string };

async function insertStaff(
  parts: Parts,
  { staff, role, branch, expiresAt, card }: Omit<NewStaff, 'pin'>,
  stored: Stored,
): Promise<Omit<AddedStaff, 'pin'>> {
  const now = parts.clock.now();
  const id = staffId(newId(parts.clock, parts.random));
  await writeAndPublish(parts.store, async (publishing) => {
    const { db, lock } = publishing.tx;
    await lock([`staff:${staff.toLowerCase()}`]);
    if ((await staffNamed(publishing.tx, staff)) !== null) throw new HoldfastError('HF-AUTH-004', { staff });
    await db
      .insertInto('staff')
      .values({
        id,
        name: staff,
        branch: branch ?? null,
        ...stored,
        badge_digest: null,
        expires_at: expiresAt ?? null,
        own_card: card ?? null,
        created_at: now,
      })
      .execute();
    await db.insertInto('staff_role').values({ staff_id: id, at: now, role }).execute();
    await markStaffChanged(publishing);
  });
  return { staffId: id, staff, role };
}

/** Sets a new PIN and returns it: it is not stored. Throws HF-AUTH-005 for an unknown name, 006 when it is too short. */
export async function setPin(parts: Parts, staff: string, pin?: string): Promise<string> {
  const entry = (await listStaff(parts)).find((one) => one.staff.toLowerCase() === staff.toLowerCase());
  if (entry === undefined) throw new HoldfastError('HF-AUTH-005', { staff });
  const { chosen, stored } = await makePin(parts, entry.role ?? 'student', pin);
  await writeAndPublish(parts.store, async (publishing) => {
    await publishing.tx.db.updateTable('staff').set(stored).where('id', '=', entry.staffId).execute();
    await markStaffChanged(publishing);
  });
  return chosen;
}

/** Sets the role of a member of staff. A role that needs a longer PIN comes with a new PIN, which is returned: both or neither. Throws as setPin does. */
export async function giveRole(parts: Parts, staff: string, role: Role, pin?: string): Promise<string | null> {
  const before = (await listStaff(parts)).find((one) => one.staff.toLowerCase() === staff.toLowerCase())?.role;
  const isShort = leastPinDigits(role) > leastPinDigits(before ?? 'student');
  const made = isShort || pin !== undefined ? await makePin(parts, role, pin) : null;
  await writeAndPublish(parts.store, async (publishing) => {
    const id = await putRole(publishing.tx, { staff, role, at: parts.clock.now() });
    if (made !== null) await publishing.tx.db.updateTable('staff').set(made.stored).where('id', '=', id).execute();
    await markStaffChanged(publishing);
  });
  return made?.chosen ?? null;
}

/** A PIN that is long enough for a role; one is made where none is given. */
function choosePin({ random }: Pick<Parts, 'random'>, role: Role, pin: string | undefined): string {
  const digits = leastPinDigits(role);
  const chosen = pin ?? randomPin(random, digits);
  if (!/^\d+$/.test(chosen) || chosen.length < digits) throw new HoldfastError('HF-AUTH-006', { role, digits });
  return chosen;
}

/** A PIN and how it is kept. */
async function makePin(parts: Parts, role: Role, pin: string | undefined) {
  const chosen = choosePin(parts, role, pin);
  return { chosen, stored: await hashed(parts, chosen) };
}

async function hashed({ random, hashPin: hash = hashPin }: Parts, pin: string): Promise<Stored> {
  const salt = random.bytes(16);
  return { salt: Buffer.from(salt).toString('hex'), pin_hash: Buffer.from(await hash(pin, salt)).toString('hex') };
}

/** Sets another role, or none, from now on. Throws HF-AUTH-005 for an unknown name. */
export async function setStaffRole(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  staff: string,
  role: Role | null,
): Promise<void> {
  await writeAndPublish(store, async (publishing) => {
    await putRole(publishing.tx, { staff, role, at: clock.now() });
    await markStaffChanged(publishing);
  });
}

type NewRole = { readonly staff: string; readonly role: Role | null; readonly at: Instant };

/** Writes the role; returns the staff member's id. */
async function putRole(tx: ReadTx, { staff, role, at }: NewRole): Promise<string> {
  const named = await staffNamed(tx, staff);
  if (named === null) throw new HoldfastError('HF-AUTH-005', { staff });
  await tx.db
    .insertInto('staff_role')
    .values({ staff_id: named, at, role })
    .onConflict((conflict) => conflict.columns(['staff_id', 'at']).doUpdateSet({ role }))
    .execute();
  return named;
}

/** The id of a sign-in name, in any case. There are few names: they are compared here, since databases fold case differently. */
export async function staffNamed({ db }: ReadTx, name: string): Promise<string | null> {
  const rows = await db.selectFrom('staff').select(['id', 'name']).execute();
  return rows.find((row) => row.name.toLowerCase() === name.toLowerCase())?.id ?? null;
}

/** Ends the rights of a member of staff; their acts stay. Throws HF-AUTH-005. */
export async function disableStaff(parts: Pick<Parts, 'store' | 'clock'>, staff: string): Promise<void> {
  await setStaffRole(parts, staff, null);
}

/** Sets the own card of a member of staff; null = none. Throws HF-AUTH-005 for an unknown name, HF-PATRON-001 for an unknown card. */
export async function setOwnCard({ store }: Pick<Parts, 'store'>, staff: string, card: string | null): Promise<void> {
  await writeAndPublish(store, async (publishing) => {
    const { db } = publishing.tx;
    const named = await staffNamed(publishing.tx, staff);
    if (named === null) throw new HoldfastError('HF-AUTH-005', { staff });
    const found =
      card === null ? [] : await db.selectFrom('patron_card').select('card').where('card', '=', card).execute();
    if (card !== null && found.length === 0) throw new HoldfastError('HF-PATRON-001');
    await db.updateTable('staff').set({ own_card: card }).where('id', '=', named).execute();
    await markStaffChanged(publishing);
  });
}

/** Sets from when on a member of staff may not sign in; null = no end. Throws HF-AUTH-005. */
export async function setEnd({ store }: Pick<Parts, 'store'>, staff: string, until: Instant | null): Promise<void> {
  await writeAndPublish(store, async (publishing) => {
    const named = await staffNamed(publishing.tx, staff);
    if (named === null) throw new HoldfastError('HF-AUTH-005', { staff });
    await publishing.tx.db.updateTable('staff').set({ expires_at: until }).where('id', '=', named).execute();
    await markStaffChanged(publishing);
  });
}

/** Sets the badge of a member of staff by its hash; null = none. Throws HF-AUTH-005, and HF-AUTH-034 where another person has it. */
export async function setBadge({ store }: Pick<Parts, 'store'>, staff: string, hash: string | null): Promise<void> {
  await writeAndPublish(store, async (publishing) => {
    const { db, lock } = publishing.tx;
    await lock(['staff-badges']);
    const named = await staffNamed(publishing.tx, staff);
    if (named === null) throw new HoldfastError('HF-AUTH-005', { staff });
    const others =
      hash === null
        ? []
        : await db.selectFrom('staff').select('id').where('badge_digest', '=', hash).where('id', '!=', named).execute();
    if (others.length > 0) throw new HoldfastError('HF-AUTH-034');
    await db.updateTable('staff').set({ badge_digest: hash }).where('id', '=', named).execute();
    await markStaffChanged(publishing);
  });
}

/** All staff, by name. */
export async function listStaff({ store, clock }: Pick<Parts, 'store' | 'clock'>): Promise<StaffEntry[]> {
  const now = clock.now();
  return store.read(async (tx) => {
    const rows = await tx.db
      .selectFrom('staff')
      .select(['id', 'name', 'branch', 'expires_at', 'own_card', 'badge_digest'])
      .orderBy('name')
      .execute();
    const periods = await tx.db.selectFrom('staff_role').selectAll().where('at', '<=', now).orderBy('at').execute();
    const roles = Map.groupBy(periods, (period) => period.staff_id);
    return rows.map((row) => ({
      staffId: staffId(row.id),
      staff: row.name,
      role: RoleSchema.safeParse(roles.get(row.id)?.at(-1)?.role).data ?? null,
      branch: row.branch,
      expiresAt: row.expires_at,
      card: row.own_card,
      hasBadge: row.badge_digest !== null,
    }));
  });
}

/** Digits that are all equally likely: bytes that would favour some are drawn again. */
function randomPin(random: Random, digits: number): string {
  let pin = '';
  while (pin.length < digits) pin += [...random.bytes(16)].flatMap((byte) => (byte < 250 ? [byte % 10] : [])).join('');
  return pin.slice(0, digits);
}
