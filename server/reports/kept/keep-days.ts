// Keeps the figures of days that are over. First the horizon is moved, so that every later change of them is noted, by any writer; only figures made
// of acts after that are kept. A day with a noted change is made of acts again.

import { sql } from 'kysely';
import type { Instant } from '../../../shared/core/instant.ts';
import { serviceDayBegin, serviceDayOf } from '../../../shared/core/service-day.ts';
import type { Store } from '../../store/store.ts';
import { dayTerms, type KeptDay } from './kept-days.ts';

/** Few enough that the write delays no request. */
const WRITTEN_AT_ONCE = 25;
/** Writers of acts are waited for no longer than this: the horizon then moves at another time. */
const LOCK_MS = 100;

/** Lets the days be kept that are over by now. Returns whether there are more of them than before. */
export async function moveHorizon(store: Store, now: Instant): Promise<boolean> {
  const { began, until } = await store.read(async (tx) => {
    const terms = await dayTerms(tx);
    const horizon = await tx.db.selectFrom('kept_horizon').select('until').executeTakeFirst();
    return { began: serviceDayBegin(serviceDayOf(now, terms), terms), until: horizon?.until ?? -Infinity };
  });
  if (began <= until) return false;
  await store.write(async (tx) => {
    if (tx.hasRivals) {
      // Every writer of acts has read the horizon and holds this table: those who read the old one are over when it moves.
      await sql.raw(`set local lock_timeout = ${LOCK_MS}`).execute(tx.db);
      await sql`lock table kept_horizon in access exclusive mode`.execute(tx.db);
    }
    await tx.db
      .insertInto('kept_horizon')
      .values({ id: 1, until: began })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ until: began }).where('kept_horizon.until', '<', began),
      )
      .execute();
  });
  return true;
}

/** Writes days. Of two that were made of one day the later stands; either is right where it is counted as it was. */
export async function keepDays(store: Store, days: readonly KeptDay[]): Promise<void> {
  for (let from = 0; from < days.length; from += WRITTEN_AT_ONCE) {
    await store.write((tx) => tx.upsert('kept_figures', days.slice(from, from + WRITTEN_AT_ONCE)));
  }
}

/** Forgets every day that is kept: all are made of acts again. */
export async function forgetDays(store: Store): Promise<void> {
  await store.write((tx) => tx.db.deleteFrom('kept_figures').execute());
}
