// Acts of time. The server looks every now and then at what has become due and records it as commands of its own desk. Any number of server
// processes may look at once: each moment yields one act, under an id made of it.

import { DAY_MS, SECOND_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { MAX_BATCH_ENVELOPES, type CommandsRequest } from '../../shared/wire/commands.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { duePurge, type PurgeCursor } from '../purge/due-purges.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { createReferences, type References } from '../timeline/references.ts';
import { dueAgings, dueBlocks, dueHolds } from './due-acts.ts';
import { heldAgings, holdBack } from './held-back.ts';
import { dueRecalls } from './due-recalls.ts';
import { ownRequest, type OwnDesk } from './own-desk.ts';
import { noteSilence, quietBranches, SILENT_AFTER_MS } from './silence.ts';

/** How often the server looks. */
export const LOOK_EVERY_MS: Millis = 30 * SECOND_MS;

export type ScheduleParts = {
  readonly runner: Pick<CommandRunner, 'runOwn'>;
  readonly clock: Clock;
  readonly ownDesk: OwnDesk;
  readonly silentAfterMs?: Millis;
  readonly everyMs?: Millis;
  /** Takes what was purged off the disk as well. */
  readonly dropRemains?: () => Promise<void>;
  /** Told of a look that failed; the next one tries again. */
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
  const purge = dailyPurge(parts, () => isStopped);
  const look = async () => {
    let count = await purge();
    for (let taken = 1; taken > 0 && !isStopped; count += taken) {
      const response = await parts.runner.runOwn((tx, changes) => makeDue(tx, changes, { ...parts, references }));
      taken = response?.receipts.length ?? 0;
    }
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

/** Once a day, and after each start: what must stay is looked at again each time. */
function dailyPurge(parts: ScheduleParts, isStopped: () => boolean): () => Promise<number> {
  let purgedOn: number | null = null;
  return async () => {
    const now = parts.clock.now();
    const day = Math.floor(now / DAY_MS);
    if (purgedOn === day) return 0;
    let [count, cursor]: [number, PurgeCursor | null] = [0, null];
    do {
      const { next, response } = await purgeSome(parts, now, cursor);
      count += response?.receipts.length ?? 0;
      cursor = next;
    } while (cursor !== null && !isStopped());
    if (count > 0) await parts.dropRemains?.();
    purgedOn = day;
    return count;
  };
}

async function purgeSome({ runner, ownDesk }: ScheduleParts, now: Instant, after: PurgeCursor | null) {
  let next: PurgeCursor | null = null;
  const response = await runner.runOwn(async (tx) => {
    // Another server process may be purging: what it has taken away is seen once it is through.
    await tx.lock([`desk:${OWN_DESK}`]);
    const due = await duePurge(tx, now, after);
    next = due.next;
    return ownRequest(tx, due.deed === null ? [] : [due.deed], { ...ownDesk, now });
  });
  return { next, response };
}

async function makeDue(
  tx: WriteTx,
  changes: RowChanges,
  { clock, ownDesk, references, silentAfterMs }: ScheduleParts & { readonly references: References },
): Promise<CommandsRequest | null> {
  // Another server process may be looking: what it has done is seen once it is through.
  await tx.lock([`desk:${OWN_DESK}`]);
  const now = clock.now();
  const limit = MAX_BATCH_ENVELOPES;
  await noteSilence(tx, { now, silentAfterMs: silentAfterMs ?? SILENT_AFTER_MS }, changes);
  const held = await heldAgings(tx);
  const quiet = await quietBranches(tx);
  const agings = await holdBack(
    tx,
    await dueAgings(tx, references, { now, limit, quiet, dropped: held.dropped }),
    held,
  );
  const deeds = [
    ...agings,
    ...(await dueRecalls(tx, references, now)),
    ...(await dueHolds(tx, now, limit)),
    ...(await dueBlocks(tx, now, limit)),
  ];
  return ownRequest(tx, deeds, { ...ownDesk, now });
}
