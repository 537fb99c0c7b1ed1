// Grants of the server: staff who may sign in at this desk without a network.

import type { Instant } from '../../shared/core/instant.ts';
import type { NightGrant } from '../../shared/circ/night-grant.ts';
import { StaffGrantSchema, type StaffGrant } from '../../shared/wire/staff-grants.ts';
import { putNightGrants } from './night-grants.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

/** Which grants these are. */
export type GrantsState = { readonly revision: number; readonly fetchedAt: Instant };

type GrantRow = { readonly grant_json: string };

/** Puts new lists in place of the old ones, in one SQL transaction. */
export function replaceGrants(
  db: LedgerWriter,
  grants: readonly StaffGrant[],
  state: GrantsState,
  nightGrants: readonly NightGrant[] = [],
): void {
  db.transaction(() => {
    db.run('DELETE FROM staff_grant');
    for (const grant of grants) {
      db.run(
        'INSERT INTO staff_grant (staff_id, staff, badge_digest, grant_json) VALUES (?, ?, ?, ?)',
        grant.staffId,
        grant.staff,
        grant.badgeDigest ?? null,
        JSON.stringify(grant),
      );
    }
    putNightGrants(db, nightGrants);
    db.run(
      `INSERT INTO staff_grant_state (one, revision, fetched_at) VALUES (1, ?, ?)
       ON CONFLICT (one) DO UPDATE SET revision = excluded.revision, fetched_at = excluded.fetched_at`,
      state.revision,
      state.fetchedAt,
    );
  });
}

/** Revision and time of the list; null before the first. */
export function grantsState(db: Ledger): GrantsState | null {
  return db.known<GrantsState>('SELECT revision, fetched_at AS fetchedAt FROM staff_grant_state') ?? null;
}

/** The grant of a sign-in name. Case does not matter, so that a capital letter cannot fail a sign-in. */
export function grantByName(db: Ledger, staff: string): StaffGrant | null {
  return toGrant(db, db.known<GrantRow>('SELECT grant_json FROM staff_grant WHERE staff = ? COLLATE NOCASE', staff));
}

/** The grant of a badge, by its digest. */
export function grantByBadge(db: Ledger, digest: string): StaffGrant | null {
  return toGrant(db, db.known<GrantRow>('SELECT grant_json FROM staff_grant WHERE badge_digest = ?', digest));
}

/** The grant of a staff member. */
export function grantById(db: Ledger, staffId: string): StaffGrant | null {
  return toGrant(db, db.known<GrantRow>('SELECT grant_json FROM staff_grant WHERE staff_id = ?', staffId));
}

/** Every grant, by sign-in name. */
export function allGrants(db: Ledger): StaffGrant[] {
  return db.all<GrantRow>('SELECT grant_json FROM staff_grant ORDER BY staff').flatMap((row) => toGrant(db, row) ?? []);
}

/** A grant that this version cannot read is none. [I20] */
function toGrant(db: Ledger, row: GrantRow | undefined): StaffGrant | null {
  return row === undefined ? null : db.valueOf('staff_grant', row.grant_json, parseGrant);
}

function parseGrant(text: string): StaffGrant | null {
  const parsed = StaffGrantSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
