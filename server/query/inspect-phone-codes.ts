// Acts on codes by phone for `holdfast inspect`, the newest first: a supervisor reads them through the next morning. Staff by sign-in name.

import { formatInstant } from '../../shared/core/instant.ts';
import { allPhoneCodeUses } from '../staff/phone-code-uses.ts';
import type { Store } from '../store/store.ts';
import type { InspectedRow } from './inspected-row.ts';

/** All codes. Faults that the server found are among the exceptions of the act. */
export async function* inspectPhoneCodes(store: Store): AsyncGenerator<InspectedRow> {
  const { uses, staff, desks } = await store.read(async (tx) => ({
    uses: await allPhoneCodeUses(tx),
    staff: await tx.db.selectFrom('staff').select(['id', 'name']).execute(),
    desks: await tx.db.selectFrom('desk').select(['id', 'name']).execute(),
  }));
  const staffNames = new Map(staff.map(({ id, name }) => [id, name]));
  const deskNames = new Map(desks.map(({ id, name }) => [id, name]));
  const staffName = (id: string | null) => (id === null ? null : (staffNames.get(id) ?? id));
  for (const { id, at, desk, staffId, supervisorId, name, codes, minor, reason } of uses) {
    yield {
      commandId: id,
      at: formatInstant(at),
      desk: deskNames.get(desk) ?? desk,
      staff: staffName(staffId),
      supervisor: staffName(supervisorId),
      name,
      codes,
      setAsideMinor: minor,
      reason,
    };
  }
}
