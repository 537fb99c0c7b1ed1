// The daily work of the server, also done after each start: due personal values are deleted, and acts older than the kept ones are folded into
// checkpoints that no longer name their patrons. Any number of server processes may do it; parts that another finished are skipped.

import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { titleId } from '../../shared/core/ids.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { detailsMs, logKeptMs, type ContactTerms } from '../../shared/circ/model/contact-terms.ts';
import { purgeHorizon } from '../../shared/circ/purge.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { duePurge, type PurgeCursor, type PurgeRound } from '../purge/due-purges.ts';
import { forgetNotices } from '../notices/forget-notices.ts';
import { forgetBills } from '../purge/forget-bills.ts';
import { forgetBookings } from '../purge/forget-bookings.ts';
import { forgetImportRuns } from '../import/runs/import-run-rows.ts';
import { forgetFeeds } from '../purge/forget-feeds.ts';
import { forgetExceptions } from '../purge/forget-exceptions.ts';
import { forgetTold } from '../purge/forget-told.ts';
import { forgetLog } from '../purge/forget-log.ts';
import { forgetHolds, forgetLoans } from '../purge/forget-loans.ts';
import { contactTermsOf } from '../library/contact-terms-of.ts';
import { purgeCopies } from '../purge/settled-held.ts';
import { collectChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { foldedBefore, foldHistory } from '../timeline/fold-history.ts';
import { createReferences } from '../timeline/references.ts';
import { forgetHeldBack } from './held-back.ts';
import { ownRequest, type OwnDesk } from './own-desk.ts';
import { sql } from 'kysely';
import { readRows } from '../store/read-rows.ts';

export type DailyParts = {
  readonly runner: Pick<CommandRunner, 'runOwn'>;
  readonly clock: Clock;
  readonly ownDesk: OwnDesk;
  /** Removes purged data from the disk as well. */
  readonly dropRemains?: (() => Promise<void>) | undefined;
  /** Deletes copies of the library that were set aside before a moment. */
  readonly expireCopies?: ((before: Instant) => void) | undefined;
  /** False where every act must stay, as for a model that is built from all of them; absent = old acts are folded in. */
  readonly foldsHistory?: boolean | undefined;
  /** False where folded rows must go on to name their patrons; absent = the patrons are forgotten. */
  readonly forgets?: boolean | undefined;
};

/** The round; asked again on the same day it does nothing. It returns how many acts it recorded. */
export function dailyRound(parts: DailyParts, isStopped: () => boolean): () => Promise<number> {
  let doneOn: number | null = null;
  return async () => {
    const now = parts.clock.now();
    const day = Math.floor(now / DAY_MS);
    if (doneOn === day) return 0;
    const round = await roundOf(parts, now);
    const purged = await purgeAll(parts, round, isStopped);
    const gone = parts.foldsHistory === false ? 0 : await foldAllHistory(parts, round, isStopped);
    if (purged + gone > 0 || round.wasPurged) await parts.dropRemains?.();
    parts.expireCopies?.(round.horizon);
    doneOn = day;
    return purged;
  };
}

type Round = PurgeRound & {
  /** Of visits before it nothing is remembered. */
  readonly visitedBefore: Instant;
  /** Entries put in the log of a branch before this moment go. */
  readonly logBefore: Instant;
  /** Programs have purged since the last round, such as patrons who left. */
  readonly wasPurged: boolean;
};

function momentsOf(terms: ContactTerms, now: Instant): Omit<Round, 'wasPurged'> {
  return {
    now,
    horizon: purgeHorizon(now, terms),
    visitedBefore: now - detailsMs(terms),
    logBefore: now - logKeptMs(terms),
  };
}

/** The round, with the moment before which everything must be over by the library's settings. */
async function roundOf({ runner }: DailyParts, now: Instant): Promise<Round> {
  let round: Round = { ...momentsOf({}, now), wasPurged: false };
  await runner.runOwn(async (tx) => {
    const purged = await tx.db
      .selectFrom('purged')
      .select('key')
      .where('at', '>', now - 2 * DAY_MS)
      .limit(1)
      .executeTakeFirst();
    round = { ...momentsOf(await contactTermsOf(tx), now), wasPurged: purged !== undefined };
    return null;
  });
  return round;
}

/** Purges all due acts. Acts that must stay are looked at again each time. */
async function purgeAll(parts: DailyParts, round: PurgeRound, isStopped: () => boolean): Promise<number> {
  let [count, cursor]: [number, PurgeCursor | null] = [0, null];
  await parts.runner.runOwn(async (tx) => {
    count = await purgeCopies(tx, round);
    return null;
  });
  do {
    const { next, response } = await purgeSome(parts, round, cursor);
    count += response?.receipts.length ?? 0;
    cursor = next;
  } while (cursor !== null && !isStopped());
  return count;
}

async function purgeSome({ runner, ownDesk }: DailyParts, round: PurgeRound, after: PurgeCursor | null) {
  let next: PurgeCursor | null = null;
  const response = await runner.runOwn(async (tx) => {
    // Another server process may be purging: its work is seen once it is through.
    await tx.lock([`desk:${OWN_DESK}`]);
    const due = await duePurge(tx, round, after);
    next = due.next;
    return ownRequest(tx, due.deed === null ? [] : [due.deed], { ...ownDesk, now: round.now });
  });
  return { next, response };
}

/**
 * Makes checkpoints, and removes the patrons' names from them. Neither is an act: nothing visible changes by it, and an envelope of it would inform no
 * one. Returns how many parts changed anything.
 */
async function foldAllHistory(
  { runner, forgets = true }: DailyParts,
  { now, horizon, visitedBefore, logBefore }: Round,
  isStopped: () => boolean,
): Promise<number> {
  const references = createReferences();
  const folding: Step = async (tx, after, changes) =>
    (await foldHistory(tx, { now, after: titleId(after), references }, changes)).next;
  const forgetting: readonly Step[] = [
    (tx, after, changes) =>
      forgetLoans(tx, { before: Math.min(foldedBefore(now), horizon), after, references }, changes),
    (tx, after, changes) => forgetHolds(tx, { after }, changes),
    (tx, after, changes) => forgetVisits(tx, { after, before: visitedBefore }, changes),
    (tx, after) => forgetHeldBack(tx, { after, before: foldedBefore(now) }),
    (tx, after, changes) => forgetExceptions(tx, { after, horizon }, changes),
    (tx, after, changes) => forgetBookings(tx, { after, before: horizon }, changes),
    (tx, after, changes) => forgetLog(tx, { after, before: logBefore }, changes),
    (tx, after) => forgetBills(tx, { after, before: horizon }),
    (tx, after) => forgetFeeds(tx, { after, before: horizon, now }),
    (tx) => forgetImportRuns(tx, horizon).then(() => null),
    (tx, after, changes) => forgetNotices(tx, { after, before: horizon }, changes),
    (tx, after) => forgetTold(tx, { after, before: foldedBefore(now) }),
  ];
  const steps = [folding, ...(forgets ? forgetting : [])];
  let changed = 0;
  for (const step of steps) {
    for (let after: string | null = ''; after !== null && !isStopped();) {
      const from: string = after;
      await runner.runOwn(async (tx, changes) => {
        after = await step(tx, from, changes);
        if (!changes.isEmpty()) changed += 1;
        return null;
      });
    }
  }
  return changed;
}

/** Does the next few after one, and returns where to go on; null at the end. */
type Step = (tx: WriteTx, after: string, changes: RowChanges) => Promise<string | null>;

/** That a patron's card was asked for in another system is remembered as long as a desk there may show names without a new contact; then their rows leave that system again, unless a loan or a hold keeps them there. [I19] */
const PAGE = 200;

/** Forgets the visits of the next few patrons; returns where to go on, null at the end. */
async function forgetVisits(
  tx: WriteTx,
  { after, before }: { readonly after: string; readonly before: Instant },
  changes: RowChanges,
): Promise<string | null> {
  const { rows } = await sql<{ patron: string }>`
    select distinct patron_id as patron from patron_visit where at < ${before} and patron_id > ${after}
      order by patron_id limit ${sql.lit(PAGE)}`.execute(tx.db);
  const patrons = rows.map(({ patron }) => patron);
  if (patrons.length === 0) return null;
  await tx.db.deleteFrom('patron_visit').where(tx.anyOf('patron_id', patrons)).where('at', '<', before).execute();
  // Their rows stay as they are; where they are published is worked out anew with them.
  const own = collectChanges();
  for (const row of (await readRows(tx, 'patron', patrons)).values()) own.put('patron', row);
  changes.add(own);
  return patrons.length < PAGE ? null : (patrons.at(-1) ?? null);
}
