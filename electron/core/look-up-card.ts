// A card that this desk's copy does not know: of another system, or made a moment ago. Only the server can tell.

import type { Clock, Timers } from '../../shared/core/ports.ts';
import type { CopyKeeper } from './copy-keeper.ts';
import type { CardLookUp } from './desk-sight.ts';
import type { DeskFiles } from './open-desk-files.ts';
import type { SyncEngine } from './sync/sync-engine.ts';

/** How long the rows of a card that was looked up may take to arrive on the feed. */
const arrivalMs = 500;

export type LookUpParts = {
  readonly keeper: CopyKeeper;
  readonly engine: SyncEngine;
  readonly clock: Clock;
  readonly timers: Timers;
};

/** A card of another system: known to the server alone. Its rows then arrive on the feed; until they do the answer itself serves. */
export async function lookUpCard(
  files: DeskFiles,
  { keeper, engine, clock, timers }: LookUpParts,
  card: string,
): Promise<CardLookUp> {
  if (!engine.isOnline()) return { isAnswered: false, patron: null };
  const exchange = await files.client.patronByCard(card);
  if (!exchange.ok) return { isAnswered: false, patron: null };
  const { patron } = exchange.value.value;
  if (patron === null) return { isAnswered: true, patron };
  const until = clock.mono() + arrivalMs;
  while (clock.mono() < until) {
    const arrived = keeper.copy?.sight.patron(patron.id);
    if (arrived !== null && arrived !== undefined) return { isAnswered: true, patron: arrived };
    await new Promise<void>((resolve) => void timers.after(20, resolve));
  }
  return { isAnswered: true, patron };
}
