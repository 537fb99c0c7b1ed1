// When the restore of a backup is rehearsed, and how the last rehearsal ended. Any number of server processes may look; one of them makes each.

import { DAY_MS, HOUR_MS, type Instant } from '../../shared/core/instant.ts';
import { formatLocalMoment } from '../../shared/core/local-moment.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { libraryPlace } from '../reports/library-names.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** How often, where there is no setting. */
export const REHEARSE_DAYS = 7;
/** A claim ends after this time, in case its process died. */
const CLAIM_MS = 6 * HOUR_MS;
/** One that failed is tried again after this time. */
const AGAIN_MS = DAY_MS;
/** On the clock of the library: few desks are open then. One that is late by a day, as where computers are off at night, waits no longer. */
const NIGHT = { from: '01', to: '05' };

/** The state for monitoring and doctor; times are null while there was no rehearsal. */
export type RehearsalState = {
  readonly passedAt: Instant | null;
  readonly rows: number | null;
  /** Why the last one failed; null = it did not. */
  readonly failed: { readonly at: Instant; readonly code: string; readonly why: string } | null;
};

type Parts = { readonly store: Store; readonly clock: Clock };

/** How the last rehearsal ended. */
export async function rehearsalState({ db }: ReadTx): Promise<RehearsalState> {
  const row = await db.selectFrom('rehearsal').selectAll().executeTakeFirst();
  const { passed_at: passedAt = null, row_count: rows = null } = row ?? {};
  const { tried_at: at, failed_code: code = null, failed_why: why } = row ?? {};
  return { passedAt, rows, failed: code === null ? null : { at: at ?? 0, code, why: why ?? '' } };
}

/** Whether one is due and not being made. The first look at a library only notes the start of the count. */
export async function isRehearsalDue({ store, clock }: Parts, days: number): Promise<boolean> {
  const now = clock.now();
  const found = await store.read(async (tx) => ({ row: await rowOf(tx), due: await isDue(tx, now, days) }));
  if (found.row === undefined) await store.write((tx) => begin(tx, now));
  return found.due;
}

/** Claims the one that is due, so that no other process makes it. False where none is due any more. `days` null: now, due or not. */
export function claimRehearsal({ store, clock }: Parts, days: number | null): Promise<boolean> {
  return store.write(async (tx) => {
    await tx.lock(['rehearsal']);
    const now = clock.now();
    await begin(tx, now);
    const isClaimed = ((await rowOf(tx))?.claimed_until ?? 0) > now;
    if (isClaimed || (days !== null && !(await isDue(tx, now, days)))) return false;
    await tx.db
      .updateTable('rehearsal')
      .set({ claimed_until: now + CLAIM_MS })
      .execute();
    return true;
  });
}

/** It passed. */
export async function notePassed({ store, clock }: Parts, done: { readonly rows: number; readonly tookMs: number }) {
  const now = clock.now();
  const { rows, tookMs } = done;
  await end(store, { tried_at: now, passed_at: now, row_count: rows, took_ms: Math.round(tookMs) });
}

/** It failed: `/health`, `/metrics` and doctor show that until one passes. */
export async function noteFailed({ store, clock }: Parts, failed: { readonly code: string; readonly why: string }) {
  await end(store, { tried_at: clock.now(), failed_code: failed.code, failed_why: failed.why });
}

async function end(store: Store, how: Partial<Tables['rehearsal']>): Promise<void> {
  await store.write((tx) =>
    tx.db
      .updateTable('rehearsal')
      .set({ failed_code: null, failed_why: null, claimed_until: 0, ...how })
      .execute(),
  );
}

async function begin({ db }: WriteTx, now: Instant): Promise<void> {
  await db
    .insertInto('rehearsal')
    .values({ id: 1, since: now, claimed_until: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function rowOf({ db }: ReadTx): Promise<Tables['rehearsal'] | undefined> {
  return db.selectFrom('rehearsal').selectAll().executeTakeFirst();
}

async function isDue(tx: ReadTx, now: Instant, days: number): Promise<boolean> {
  const row = await rowOf(tx);
  if (row === undefined || row.claimed_until > now) return false;
  const wanted = (row.passed_at ?? row.since) + days * DAY_MS;
  const due = row.failed_code === null ? wanted : Math.max(wanted, (row.tried_at ?? 0) + AGAIN_MS);
  if (now < due) return false;
  const { zone } = await libraryPlace(tx);
  const hour = formatLocalMoment(now, zone).slice(11, 13);
  return (hour >= NIGHT.from && hour < NIGHT.to) || now >= due + DAY_MS;
}
