// The desks of a library, and the end of one: revoked, it gets nothing more, and what it still sends is held.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { Store } from '../store/store.ts';

export type DeskEntry = {
  readonly deskId: string;
  readonly name: string;
  readonly branch: string;
  readonly status: string;
  readonly enrolledAt: Instant;
  readonly lastContactAt: Instant | null;
};

/** All desks, the oldest first. */
export async function listDesks(store: Store): Promise<DeskEntry[]> {
  const rows = await store.read((tx) =>
    tx.db.selectFrom('desk').selectAll().where('id', '!=', OWN_DESK).orderBy('enrolled_at').orderBy('id').execute(),
  );
  return rows.map((row) => ({
    deskId: row.id,
    name: row.name,
    branch: row.branch,
    status: row.status,
    enrolledAt: row.enrolled_at,
    lastContactAt: row.last_contact_at,
  }));
}

/** Revokes a desk by its id or name. Throws HF-AUTH-007 when there is none. */
export async function revokeDesk(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  named: string,
): Promise<DeskEntry> {
  const desks = await listDesks(store);
  const found = desks.find((desk) => desk.deskId === named) ?? desks.find((desk) => desk.name === named);
  if (found === undefined) throw new HoldfastError('HF-AUTH-007', { desk: named });
  await store.write(async (tx) => {
    await tx.db
      .updateTable('desk')
      .set({ status: 'revoked', revoked_at: clock.now() })
      .where('id', '=', found.deskId)
      .execute();
    // A position of its own, by which the feed that the desk may have open wakes up and ends.
    await tx.nextPosition();
  });
  return { ...found, status: 'revoked' };
}
