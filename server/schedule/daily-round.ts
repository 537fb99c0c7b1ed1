// What the server does once a day, and after each start: personal values that are due go, and what is older than the kept acts is folded into
// checkpoints. Any number of server processes may do it; each part is found done when another was first.

import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { titleId, type TitleId } from '../../shared/core/ids.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { duePurge, type PurgeCursor } from '../purge/due-purges.ts';
import { foldHistory } from '../timeline/fold-history.ts';
import { createReferences } from '../timeline/references.ts';
import { ownRequest, type OwnDesk } from './own-desk.ts';

export type DailyParts = {
  readonly runner: Pick<CommandRunner, 'runOwn'>;
  readonly clock: Clock;
  readonly ownDesk: OwnDesk;
  /** Takes what was purged off the disk as well. */
  readonly dropRemains?: (() => Promise<void>) | undefined;
};

/** The round; asked again on the same day it does nothing. It returns how many acts it recorded. */
export function dailyRound(parts: DailyParts, isStopped: () => boolean): () => Promise<number> {
  let doneOn: number | null = null;
  return async () => {
    const now = parts.clock.now();
    const day = Math.floor(now / DAY_MS);
    if (doneOn === day) return 0;
    const purged = await purgeAll(parts, now, isStopped);
    if (purged > 0) await parts.dropRemains?.();
    await foldAllHistory(parts, now, isStopped);
    doneOn = day;
    return purged;
  };
}

/** What must stay is looked at again each time. */
async function purgeAll(parts: DailyParts, now: Instant, isStopped: () => boolean): Promise<number> {
  let [count, cursor]: [number, PurgeCursor | null] = [0, null];
  do {
    const { next, response } = await purgeSome(parts, now, cursor);
    count += response?.receipts.length ?? 0;
    cursor = next;
  } while (cursor !== null && !isStopped());
  return count;
}

async function purgeSome({ runner, ownDesk }: DailyParts, now: Instant, after: PurgeCursor | null) {
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

/** A checkpoint is no act: nothing that anybody sees changes by it, and nobody could be told anything by an envelope of it. */
async function foldAllHistory({ runner }: DailyParts, now: Instant, isStopped: () => boolean): Promise<void> {
  const references = createReferences();
  let after: TitleId | null = titleId('');
  while (after !== null && !isStopped()) {
    const from: TitleId = after;
    await runner.runOwn(async (tx, changes) => {
      after = (await foldHistory(tx, { now, after: from, references }, changes)).next;
      return null;
    });
  }
}
