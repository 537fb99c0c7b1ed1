// The desks of a library; the end of one: revoked, it gets nothing more, and its later acts are held; and the decision by which one that came back
// after a restore is served again.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { ReadTx, Store } from '../store/store.ts';

type Parts = { readonly store: Store; readonly clock: Clock };

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

/** The desk of an id or, where one alone has it, of a name. Throws HF-AUTH-007 when there is none, HF-ENROL-015 when a name is several desks'. */
export async function deskNamed(store: Store, named: string): Promise<DeskEntry> {
  const desks = await listDesks(store);
  const byId = desks.find(({ deskId }) => deskId === named);
  if (byId !== undefined) return byId;
  const [found, other] = desks.filter(({ name }) => name === named);
  if (found === undefined) throw new HoldfastError('HF-AUTH-007', { desk: named });
  if (other !== undefined) throw new HoldfastError('HF-ENROL-015', { desk: named });
  return found;
}

/** Revokes a desk by its id or name. Throws as `deskNamed`. */
export async function revokeDesk({ store, clock }: Parts, named: string): Promise<DeskEntry> {
  const found = await deskNamed(store, named);
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

/** Admits a desk that came back after a restore: from its next try on it is served. Throws as `deskNamed`, and HF-ENROL-014 for one that does not wait. */
export async function admitReturning(store: Store, named: string): Promise<DeskEntry> {
  const found = await deskNamed(store, named);
  const admitted = await store.write((tx) =>
    tx.db
      .updateTable('desk')
      .set({ status: 'active' })
      .where('id', '=', found.deskId)
      .where('status', '=', 'returning')
      .returning('id')
      .executeTakeFirst(),
  );
  if (admitted === undefined) throw new HoldfastError('HF-ENROL-014', { desk: named });
  return { ...found, status: 'active' };
}

/** How many desks wait to be admitted again. */
export async function countReturning(tx: ReadTx): Promise<number> {
  const { n } = await tx.db
    .selectFrom('desk')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('status', '=', 'returning')
    .executeTakeFirstOrThrow();
  return Number(n);
}
