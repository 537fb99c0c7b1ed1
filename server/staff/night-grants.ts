// Night grants of the library: made, ended and listed here; desks get them with the grants of their staff.

import { z } from 'zod';
import { OVERRIDE_RIGHTS, RoleSchema } from '../../shared/circ/rights.ts';
import { NightGrantSchema, type NightGrant } from '../../shared/circ/night-grant.ts';
import { isReasonCode } from '../../shared/core/codes/reasons.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { newId } from '../new-id.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { markStaffChanged } from './mark-staff-changed.ts';
import { staffNamed } from './staff-directory.ts';

type Parts = { readonly store: Store; readonly clock: Clock; readonly random: Random };

export type NewNightGrant = {
  /** A role, or the sign-in name of one person. */
  readonly who: string;
  readonly codes: readonly string[];
  /** How many acts at each desk. */
  readonly count: number;
  /** How much owed money at each desk; null = any. */
  readonly limitMinor: MinorUnits | null;
  readonly from: Instant;
  readonly to: Instant;
};

/**
 * Makes one; desks learn of it at their next contact. Throws HF-AUTH-005 when `who` is neither a role nor a name, HF-AUTH-012 for the role
 * student, HF-AUTH-013 for a reason that cannot be overridden, HF-AUTH-014 when it ends before it begins or is over.
 */
export async function makeNightGrant({ store, clock, random }: Parts, asked: NewNightGrant): Promise<NightGrant> {
  const role = RoleSchema.safeParse(asked.who).data ?? null;
  if (role === 'student') throw new HoldfastError('HF-AUTH-012', { role });
  const never = asked.codes.find((code) => !isReasonCode(code) || OVERRIDE_RIGHTS[code] === undefined);
  if (never !== undefined) throw new HoldfastError('HF-AUTH-013', { reason: never });
  const now = clock.now();
  if (asked.to <= asked.from || asked.to <= now) throw new HoldfastError('HF-AUTH-014');
  return writeAndPublish(store, async (publishing) => {
    const { tx } = publishing;
    const staff = role === null ? await staffNamed(tx, asked.who) : null;
    if (role === null && staff === null) throw new HoldfastError('HF-AUTH-005', { staff: asked.who });
    const row = {
      id: newId(clock, random),
      made_at: now,
      role,
      staff_id: staff,
      codes: JSON.stringify([...new Set(asked.codes)]),
      act_count: asked.count,
      limit_minor: asked.limitMinor,
      from_at: asked.from,
      to_at: asked.to,
    };
    await tx.db.insertInto('night_grant').values(row).execute();
    await markStaffChanged(publishing);
    return toGrant(row);
  });
}

/** Ends one now; acts on it until then stay covered. Throws HF-AUTH-015 when there is none of this id. */
export async function endNightGrant({ store, clock }: Omit<Parts, 'random'>, grantId: string): Promise<void> {
  await writeAndPublish(store, async (publishing) => {
    const { db } = publishing.tx;
    const row = await db.selectFrom('night_grant').select('to_at').where('id', '=', grantId).executeTakeFirst();
    if (row === undefined) throw new HoldfastError('HF-AUTH-015', { grant: grantId });
    const to = Math.min(row.to_at, clock.now());
    await db.updateTable('night_grant').set({ to_at: to }).where('id', '=', grantId).execute();
    await markStaffChanged(publishing);
  });
}

/** All that were ever made, the newest first. */
export async function listNightGrants({ db }: ReadTx): Promise<NightGrant[]> {
  const rows = await db
    .selectFrom('night_grant')
    .selectAll()
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toGrant);
}

/** Those that are not over at a moment. */
export async function nightGrantsFrom({ db }: ReadTx, now: Instant): Promise<NightGrant[]> {
  const rows = await db.selectFrom('night_grant').selectAll().where('to_at', '>', now).orderBy('id').execute();
  return rows.map(toGrant);
}

function toGrant(row: {
  readonly id: string;
  readonly role: string | null;
  readonly staff_id: string | null;
  readonly codes: string;
  readonly act_count: number;
  readonly limit_minor: number | null;
  readonly from_at: number;
  readonly to_at: number;
}): NightGrant {
  return NightGrantSchema.parse({
    grantId: row.id,
    role: row.role,
    staffId: row.staff_id,
    codes: z.array(z.string()).parse(JSON.parse(row.codes)),
    count: row.act_count,
    limitMinor: row.limit_minor,
    from: row.from_at,
    to: row.to_at,
  });
}
