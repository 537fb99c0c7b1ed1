// A card or a barcode that this desk's copy does not know: of another system, or made a moment ago. Only the server can tell.

import type { Clock, Timers } from '../../shared/core/ports.ts';
import type { CopyKeeper } from './copy-keeper.ts';
import type { CardLookUp, Copy } from './desk-sight.ts';
import type { DeskFiles } from './open-desk-files.ts';
import type { SyncEngine } from './sync/sync-engine.ts';

/** How long the rows of what was looked up may take to arrive on the feed. */
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
  const arrived = await arrival({ keeper, clock, timers }, ({ sight }) => sight.patron(patron.id));
  return { isAnswered: true, patron: arrived ?? patron };
}

/** An item that the server knows, or that it brings from a system beside it: waits until its rows are here. True where the server answered that there is none. */
export async function isItemUnknown(
  files: DeskFiles,
  { keeper, engine, clock, timers }: LookUpParts,
  barcode: string,
): Promise<boolean> {
  if (!engine.isOnline()) return false;
  const exchange = await files.client.knownItem(barcode);
  if (!exchange.ok) return false;
  if (!exchange.value.value.isKnown) return true;
  await arrival({ keeper, clock, timers }, ({ sight }) => sight.itemByBarcode(barcode));
  return false;
}

/** Looks for a row until it has arrived; null = it takes too long. */
async function arrival<T>(
  { keeper, clock, timers }: Pick<LookUpParts, 'keeper' | 'clock' | 'timers'>,
  look: (copy: Copy) => T | null,
): Promise<T | null> {
  const until = clock.mono() + arrivalMs;
  while (clock.mono() < until) {
    const arrived = keeper.copy === null ? null : look(keeper.copy);
    if (arrived !== null) return arrived;
    await new Promise<void>((resolve) => void timers.after(20, resolve));
  }
  return null;
}
