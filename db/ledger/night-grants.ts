// Night grants as the server gave them, and this desk's use of each: counted from its own acts, which no crash loses.

import { z } from 'zod';
import { NightGrantSchema, type GrantUse, type NightGrant } from '../../shared/circ/night-grant.ts';
import { putSetting, readSetting } from './desk-state.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

const settingName = 'nightGrants';

/** Puts a new list in place of the old one, within an SQL transaction of the caller's. */
export function putNightGrants(db: LedgerWriter, grants: readonly NightGrant[]): void {
  putSetting(db, settingName, [...grants]);
}

/** The grants. */
export function nightGrants(db: Ledger): readonly NightGrant[] {
  return readSetting(db, settingName, z.array(NightGrantSchema)) ?? [];
}

/** The use of a grant at this desk, including acts undone later: the item was out on them. */
export function useOfGrant(db: Ledger, grantId: string): GrantUse {
  const row = db.get<GrantUse>(
    `SELECT count(*) AS acts, coalesce(sum(json_extract(body, '$.override.grantMinor')), 0) AS minor
     FROM envelope WHERE json_extract(body, '$.override.grantId') = ?`,
    grantId,
  );
  return row ?? { acts: 0, minor: 0 };
}
