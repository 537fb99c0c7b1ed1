// Acts of time. The server looks every now and then for due acts and records them as commands of its own desk. Any number of server
// processes may look at once: each moment yields one act, under an id made of it.

import { SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import { silentAfterMs as silentAfterOf } from '../../shared/circ/model/contact-terms.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { MAX_BATCH_ENVELOPES, type CommandsRequest } from '../../shared/wire/commands.ts';
import { dueBills } from '../bills/due-bills.ts';
import { contactTermsOf } from '../library/contact-terms-of.ts';
import { foldSomeUnderRules, hasRulesToFoldUnder } from '../library/fold-under-rules.ts';
import { keepDesks } from '../log/keep-desks.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { createReferences, type References } from '../timeline/references.ts';
import { dailyRound, type DailyParts } from './daily-round.ts';
import { dueAgings } from './due-acts.ts';
import { weighAllBookings } from '../bookings/booking-exceptions.ts';
import { dueBlocks } from './due-blocks.ts';
import { dueBookings } from './due-bookings.ts';
import { dueHolds } from './due-holds.ts';
import { dueParts } from './due-parts.ts';
import { heldAgings, holdBack } from './held-back.ts';
import { dueRecalls } from './due-recalls.ts';
import { ownRequest } from './own-desk.ts';
import { endSilenceOfRevoked, noteSilence, quietBranches } from './silence.ts';

/** How often the server looks. */
export const LOOK_EVERY_MS: Millis = 30 * SECOND_MS;

export type ScheduleParts = DailyParts & {
  /** Absent = the library's setting. */
  readonly silentAfterMs?: Millis;
  readonly everyMs?: Millis;
  /** Writes the log of the database back into its file as far as no reader needs it: a spoiled byte is noticed there. */
  readonly emptyLog?: () => Promise<void>;
  /** Called for a look that failed; the next one tries again. */
  readonly faulted?: (code: string, error: unknown) => void;
};

export type Schedule = {
  /** Does all that is due now; returns how many acts it recorded. */
  readonly look: () => Promise<number>;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

export function createSchedule(parts: ScheduleParts): Schedule {
  const references = createReferences();
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const doDaily = dailyRound(parts, () => isStopped);
  const look = async () => {
    let count = await doDaily();
    let isLeft = false;
    for (let taken = 1; taken > 0 && !isStopped; count += taken) {
      const response = await parts.runner.runOwn(async (tx, changes) => {
        isLeft = await hasRulesToFoldUnder(tx);
        return makeDue(tx, changes, { ...parts, references });
      });
      taken = response?.receipts.length ?? 0;
    }
    // The program that brought new rules does this itself, unless it died before the end.
    while (isLeft && !isStopped) {
      await parts.runner.runOwn(async (tx, changes) => {
        isLeft = await foldSomeUnderRules(tx, { references, now: parts.clock.now() }, changes);
        return null;
      });
    }
    await parts.emptyLog?.();
    return count;
  };
  const next = () => {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => parts.faulted?.('schedule', error))
        .finally(() => {
          if (!isStopped) next();
        });
    }, parts.everyMs ?? LOOK_EVERY_MS);
    timer.unref();
  };
  return {
    look,
    start: next,
    stop: async () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}

async function makeDue(
  tx: WriteTx,
  changes: RowChanges,
  { clock, ownDesk, references, silentAfterMs }: ScheduleParts & { readonly references: References },
): Promise<CommandsRequest | null> {
  // Another server process may be looking: its work is seen once it is through.
  await tx.lock([`desk:${OWN_DESK}`]);
  const now = clock.now();
  const limit = MAX_BATCH_ENVELOPES;
  const silence = { now, silentAfterMs: silentAfterMs ?? silentAfterOf(await contactTermsOf(tx)) };
  await noteSilence(tx, silence, changes);
  await endSilenceOfRevoked(tx, silence, changes);
  const quiet = await quietBranches(tx);
  await keepDesks(tx, changes);
  await weighAllBookings(tx, now, changes);
  const droppedOf = async (ids: readonly string[]) => (await heldAgings(tx, ids)).dropped;
  const agings = await holdBack(tx, await dueAgings(tx, references, { now, limit, quiet, droppedOf }));
  const deeds = [
    ...agings,
    ...(await dueRecalls(tx, references, { now, limit })),
    ...(await dueHolds(tx, { now, limit })),
    ...(await dueBlocks(tx, { now, limit })),
    ...(await dueParts(tx, { now, limit, quiet })),
    ...(await dueBookings(tx, { now, limit, quiet })),
    ...(await dueBills(tx, limit)),
  ];
  return ownRequest(tx, deeds, { ...ownDesk, now });
}
