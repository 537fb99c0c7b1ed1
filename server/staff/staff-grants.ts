// Staff who may sign in at a desk without a network: those of its branch, each with a verifier that only this desk's pepper makes useful.

import { createHmac } from 'node:crypto';
import type { Clock } from '../../shared/core/ports.ts';
import type { StaffGrant, StaffGrantsResponse } from '../../shared/wire/staff-grants.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { lessonLocks } from './lesson-locks.ts';
import { nightGrantsFrom } from './night-grants.ts';
import { roleRights } from './role-rights.ts';
import { listStaff } from './staff-directory.ts';

/** The grants for a desk. */
export async function staffGrants(
  parts: { readonly store: Store; readonly clock: Clock },
  desk: { readonly branch: string; readonly pepper: string },
): Promise<StaffGrantsResponse> {
  const now = parts.clock.now();
  // The mark is read first: a change in between makes the desk fetch again.
  const { revision, places, secrets, rightsOf, unlocked, nightGrants } = await parts.store.read(async (tx) => ({
    revision: (await readRows(tx, 'staffMark', ['staff'])).get('staff')?.revision ?? 0,
    places: await branchAndAbove(tx, desk.branch),
    rightsOf: await roleRights(tx),
    unlocked: await lessonLocks(tx),
    nightGrants: await nightGrantsFrom(tx, now),
    secrets: await tx.db.selectFrom('staff').select(['id', 'salt', 'pin_hash', 'badge_digest']).execute(),
  }));
  const secretOf = new Map(secrets.map((row) => [row.id, row]));
  const grants = (await listStaff(parts)).flatMap((entry): StaffGrant[] => {
    const secret = secretOf.get(entry.staffId);
    const isHere = entry.branch === null || places.has(entry.branch);
    const isOver = entry.expiresAt !== null && entry.expiresAt <= now;
    if (secret === undefined || entry.role === null || !isHere || isOver) return [];
    return [
      {
        staffId: entry.staffId,
        staff: entry.staff,
        ...(secret.badge_digest === null ? {} : { badgeDigest: verifierOf(desk.pepper, secret.badge_digest) }),
        role: entry.role,
        permissions: [...unlocked(entry.staffId, rightsOf(entry.role, now), now)],
        ...(entry.card === null ? {} : { ownCard: entry.card }),
        salt: secret.salt,
        verifier: verifierOf(desk.pepper, secret.pin_hash),
        expires: entry.expiresAt,
      },
    ];
  });
  const here = new Set(grants.map((grant) => grant.staffId));
  return { revision, grants, nightGrants: nightGrants.filter(({ staffId }) => staffId === null || here.has(staffId)) };
}

function verifierOf(pepper: string, pinHash: string): string {
  return createHmac('sha256', Buffer.from(pepper, 'base64')).update(Buffer.from(pinHash, 'hex')).digest('hex');
}

async function branchAndAbove(tx: ReadTx, branch: string): Promise<Set<string>> {
  const parents = new Map((await readAllRows(tx, 'branch')).map((row) => [String(row.id), row.parent]));
  const places = new Set<string>();
  for (let at: string | null = branch; at !== null && !places.has(at); at = parents.get(at) ?? null) places.add(at);
  return places;
}
