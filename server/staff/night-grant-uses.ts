// Uses of night grants by desks, read from their acts: for judging them, and for the review on the next morning.

import { sql, type SqlBool } from 'kysely';
import type { ActId, StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import type { NightGrant } from '../../shared/circ/night-grant.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import type { ReadTx } from '../store/store.ts';

/** One act on a grant. */
export type NightGrantUse = {
  readonly id: ActId;
  readonly name: string;
  readonly desk: string;
  readonly staffId: StaffId | null;
  readonly at: Instant;
  readonly codes: readonly string[];
  /** Owed money that was set aside. */
  readonly minor: MinorUnits;
  /** As it was written down; null once purged. */
  readonly reason: string | null;
};

/** A clock that was wrong may have put an act a little beside the time of its grant. */
const BESIDE_MS = 24 * 3_600_000;

/** The acts that name a grant and were applied, in the order of their times. */
export async function usesOfGrant(tx: ReadTx, { grantId, from, to }: NightGrant): Promise<NightGrantUse[]> {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['body', 'args', 'effective_at', 'desk_id'])
    .where('effective_at', '>=', from - BESIDE_MS)
    .where('effective_at', '<', to + BESIDE_MS)
    .where('outcome', '=', 'applied')
    // Bodies are texts that were signed: a likely match is read below.
    .where(sql<SqlBool>`body like ${`%"grantId":"${grantId}"%`}`)
    .orderBy('effective_at')
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => {
    const act = readAct(row);
    if (act.grant?.grantId !== grantId) return [];
    const { id, name, staffId, overrides: codes, overrideReason: reason } = act;
    return [{ id, name, staffId, codes, reason, minor: act.grant.minor, desk: row.desk_id, at: row.effective_at }];
  });
}
