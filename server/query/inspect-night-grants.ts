// Night grants for `holdfast inspect`, each with its acts: a supervisor reads them through the next morning. Staff by sign-in name.

import { formatInstant } from '../../shared/core/instant.ts';
import { usesOfGrant } from '../staff/night-grant-uses.ts';
import { listNightGrants } from '../staff/night-grants.ts';
import type { Store } from '../store/store.ts';
import type { InspectedRow } from './inspected-row.ts';

/** All of them, the newest first: ended ones are to be reviewed. */
export async function* inspectNightGrants(store: Store): AsyncGenerator<InspectedRow> {
  const { grants, staff, desks } = await store.read(async (tx) => ({
    grants: await listNightGrants(tx),
    staff: await tx.db.selectFrom('staff').select(['id', 'name']).execute(),
    desks: await tx.db.selectFrom('desk').select(['id', 'name']).execute(),
  }));
  const staffNames = new Map(staff.map(({ id, name }) => [id, name]));
  const deskNames = new Map(desks.map(({ id, name }) => [id, name]));
  const staffName = (id: string | null) => (id === null ? null : (staffNames.get(id) ?? id));
  for (const grant of grants) {
    const uses = await store.read((tx) => usesOfGrant(tx, grant));
    yield {
      grantId: grant.grantId,
      who: grant.role ?? staffName(grant.staffId),
      codes: grant.codes,
      count: grant.count,
      limitMinor: grant.limitMinor,
      from: formatInstant(grant.from),
      to: formatInstant(grant.to),
      uses: uses.map(({ id, name, desk, staffId, at, codes, minor, reason }) => ({
        commandId: id,
        at: formatInstant(at),
        desk: deskNames.get(desk) ?? desk,
        staff: staffName(staffId),
        name,
        codes,
        setAsideMinor: minor,
        reason,
      })),
    };
  }
}
