// Emptying the book drop: returns count from the last closing, and those lent by the hour from when the drop was last emptied. An item that goes
// elsewhere than its shelf stops the flow until it was put there. Ends by itself when idle.

import { formatInstant, MINUTE_MS, parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { tell, type Bench } from './bench.ts';
import { takeBack } from './desk-acts.ts';
import type { BookDrop, DropEnd, Entry, InHand } from './work-state.ts';

/** Without an item for so long, the mode ends: the next thing is no longer from the drop. */
export const DROP_IDLE_MS = 10 * MINUTE_MS;
/** Going on so soon after the last item is the same emptying. */
const SAME_EMPTYING_MS = 15 * MINUTE_MS;
const LOOK_MS = 5_000;
const KEY = 'holdfast.book-drop';

/** Begins or ends to empty the drop. */
export async function toggleBookDrop(bench: Bench): Promise<void> {
  if (bench.store.getState().bookDrop !== null) return endBookDrop(bench, 'asked');
  const answer = await bench.link.ask('desk.view', {});
  bench.view.setState({ screen: 'checkin', overlay: 'none', whyEntry: null });
  if (!answer.ok) return tell(bench, 'checkin', { kind: 'failed', error: answer.error });
  const { lastClosing } = answer.value;
  if (lastClosing === null) {
    bench.play('refused');
    return tell(bench, 'checkin', { kind: 'no-closing' });
  }
  const now = bench.clock.now();
  const { startedAt, hourlyReturnedAt } = emptying(bench, lastClosing.at, now);
  const bookDrop: BookDrop = {
    returnedAt: lastClosing.at,
    hourlyReturnedAt,
    startedAt,
    lastAt: now,
    stoppedBy: null,
  };
  bench.store.setState({ bookDrop, useCount: null, inventory: null, sorting: null });
  tell(bench, 'checkin', { kind: 'ready' });
  bench.focus();
}

/** Takes one item out of the drop, unless the one before it must be put away first. */
export async function takeFromDrop(bench: Bench, item: InHand): Promise<void> {
  const drop = bench.store.getState().bookDrop;
  if (drop === null) return void (await takeBack(bench, item));
  const stopping = bench.store.getState().entries.find(({ id }) => id === drop.stoppedBy);
  if (stopping !== undefined) {
    if (stopping.barcode === item.barcode) return goOn(bench);
    tell(bench, 'checkin', { kind: 'drop-stop', entryId: stopping.id, text: item.title ?? item.barcode });
    return bench.play('refused');
  }
  const { returnedAt, hourlyReturnedAt, amnesty } = drop;
  const returned = { returnedAt, hourlyReturnedAt, ...(amnesty === undefined ? {} : { amnesty }) };
  const entry = await takeBack(bench, item, returned);
  const lastAt = bench.clock.now();
  const now = bench.store.getState().bookDrop;
  if (now !== null) bench.store.setState({ bookDrop: { ...now, lastAt, stoppedBy: stops(entry) ? entry.id : null } });
  keepEmptying(bench, { startedAt: drop.startedAt, hourlyReturnedAt, lastAt });
}

/** From now on late fees of returns from the drop are waived, for this reason; null = no more. */
export function setAmnesty(bench: Bench, reason: string | null): void {
  const { bookDrop } = bench.store.getState();
  if (bookDrop === null) return;
  bench.store.setState({ bookDrop: { ...bookDrop, amnesty: reason ?? undefined, lastAt: bench.clock.now() } });
  bench.focus();
}

/** The item that stopped the flow is where it belongs: the next one may come. */
export function goOn(bench: Bench): void {
  const { bookDrop } = bench.store.getState();
  if (bookDrop === null || bookDrop.stoppedBy === null) return;
  bench.store.setState({ bookDrop: { ...bookDrop, stoppedBy: null, lastAt: bench.clock.now() } });
  tell(bench, 'checkin', { kind: 'drop-go-on' });
  bench.play('card');
}

/**
 * Ends the mode when it is idle for a while, or another screen is opened: later scans are at a counter. Returns how to
 * stop watching.
 */
export function endDropByItself(bench: Bench): () => void {
  const stopLooking = bench.clock.every(LOOK_MS, () => {
    const { bookDrop } = bench.store.getState();
    if (bookDrop !== null && bench.clock.now() - bookDrop.lastAt >= DROP_IDLE_MS) endBookDrop(bench, 'idle');
  });
  const stopFollowing = bench.view.subscribe(({ screen }, before) => {
    const isLeft = before.screen === 'checkin' && screen !== 'checkin';
    if (isLeft && bench.store.getState().bookDrop !== null) endBookDrop(bench, 'left');
  });
  return () => {
    stopLooking();
    stopFollowing();
  };
}

function endBookDrop(bench: Bench, why: DropEnd): void {
  bench.store.setState({ bookDrop: null });
  const ended = { kind: 'drop-ended', why } as const;
  tell(bench, 'checkin', ended);
  if (why !== 'asked') bench.play('route');
  // Shown on Check out too, where scans go on, unless another message is shown there.
  const { screen } = bench.view.getState();
  const isFree = screen === 'checkout' && bench.store.getState().notices.checkout.kind === 'ready';
  if (why === 'left' && isFree) tell(bench, screen, ended);
}

/** Whether the item needs hands before the next one: it goes elsewhere, or its parts must be looked at. */
function stops({ state, answer }: Entry): boolean {
  if (state !== 'done' || answer === null) return false;
  return (answer.routing?.route ?? 'reshelve') !== 'reshelve' || (answer.handling ?? []).length > 0;
}

type Emptying = { readonly startedAt: Instant; readonly hourlyReturnedAt: string; readonly lastAt: Instant };

/** When this emptying began and the one before it did; the last closing where no other is known. */
function emptying(bench: Bench, closedAt: string, now: Instant): Omit<Emptying, 'lastAt'> {
  const kept = parseEmptying(bench.lasting.getItem(KEY));
  if (kept === null || kept.startedAt > now) return { startedAt: now, hourlyReturnedAt: closedAt };
  if (now - kept.lastAt < SAME_EMPTYING_MS) return kept;
  return { startedAt: now, hourlyReturnedAt: formatInstant(kept.startedAt) };
}

function keepEmptying(bench: Bench, emptied: Emptying): void {
  bench.lasting.setItem(KEY, JSON.stringify(emptied));
}

function parseEmptying(text: string | null): Emptying | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Partial<Record<keyof Emptying, unknown>> | null;
    const { startedAt, hourlyReturnedAt, lastAt } = kept ?? {};
    if (typeof startedAt !== 'number' || typeof lastAt !== 'number' || typeof hourlyReturnedAt !== 'string')
      return null;
    return parseInstant(hourlyReturnedAt) === null ? null : { startedAt, hourlyReturnedAt, lastAt };
  } catch {
    return null;
  }
}
