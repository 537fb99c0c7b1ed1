// Taking back what was done here: the last thing at once, anything older only when that was asked for twice.

import { MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import { tell, type Bench } from './bench.ts';
import { keepOpen } from './patron-on-desk.ts';
import { mark, perform } from './perform.ts';
import type { Entry, HoldCancelled, Notice, UndoableAct, WorkState } from './work-state.ts';

/** After this long nobody is sure any more what the last act was. */
const FRESH_MS = 2 * MINUTE_MS;

/** As long as an act may be undone at all. */
const PAYMENT_MEANT_MS = 10 * MINUTE_MS;

/** The entry that Undo would take back; null when there is none. */
export function undoTarget(entries: readonly Entry[]): UndoableEntry | null {
  return entries.find(isUndoable) ?? null;
}

/** An act that was done here and can be taken back as such. */
export type UndoableEntry = Entry & { readonly act: UndoableAct };

/** Whether an entry is one. */
export function isUndoable(entry: Entry): entry is UndoableEntry {
  const { state, act, answer } = entry;
  return state === 'done' && act !== 'undo' && act !== 'recall' && answer?.commandId !== undefined;
}

/** A hold whose cancelling stands in the large place is the last thing that happened, and Undo takes it back. */
export function isCancelling(notice: Notice): notice is HoldCancelled & { readonly commandId: string } {
  return notice.kind === 'hold-cancelled' && notice.commandId !== null;
}

/** Whether money was taken a moment ago, and nothing was done here since: what Undo would mean then is the payment. */
export function isPaymentLast({ entries }: WorkState, paidAt: Instant | null, now: Instant): boolean {
  return paidAt !== null && now - paidAt < PAYMENT_MEANT_MS && (entries[0]?.at ?? 0) < paidAt;
}

/**
 * Takes back the last act that was done here and not taken back yet. An older one is asked about first, and so is one before a payment
 * (`paidAt`: when money was taken last), which itself is not undone: it says so.
 */
export async function undoLast(bench: Bench, paidAt: Instant | null): Promise<void> {
  const state = bench.store.getState();
  const { screen } = bench.view.getState();
  const notice = state.notices[screen];
  if (isCancelling(notice)) return keepHold(bench, notice);
  const hasPaid = isPaymentLast(state, paidAt, bench.clock.now());
  const target = undoTarget(state.entries);
  const isAsked = notice.kind === 'undo-ask' && notice.entryId === target?.id;
  if (hasPaid && notice.kind !== 'payment-stays' && !isAsked) return tell(bench, screen, { kind: 'payment-stays' });
  if (target === null) return;
  if (isAsked || (!hasPaid && isLastThing(state, target, bench.clock.now()))) return undoEntry(bench, target);
  tell(bench, screen, { kind: 'undo-ask', entryId: target.id });
}

/** The hold waits again, at the place that it had. */
async function keepHold(bench: Bench, { commandId, title }: { commandId: string; title: string }): Promise<void> {
  const { screen } = bench.view.getState();
  const answer = await bench.link.call('circ.undo', { commandId });
  keepOpen(bench);
  bench.play(answer.ok ? 'done' : 'refused');
  tell(bench, screen, answer.ok ? { kind: 'hold-kept', title } : { kind: 'failed', error: answer.error });
}

/** Takes back what was asked about, and says why. */
export async function undoBecause(bench: Bench, entryId: number, reason: string): Promise<void> {
  const target = bench.store.getState().entries.find(({ id }) => id === entryId);
  if (target !== undefined && isUndoable(target)) await undoEntry(bench, target, reason);
}

/** Takes back one act. */
export async function undoEntry(bench: Bench, target: UndoableEntry, reason?: string): Promise<void> {
  const commandId = target.answer?.commandId;
  if (commandId === undefined) return;
  const { screen } = bench.view.getState();
  if (bench.store.getState().notices[screen].kind === 'undo-ask') tell(bench, screen, { kind: 'ready' });
  const { barcode, title, card, list, turn } = target;
  const draft = { act: 'undo', undid: target.act, barcode, title, card, list, turn } as const;
  const entry = await perform(bench, draft, () =>
    bench.link.call('circ.undo', { commandId, ...(reason === undefined ? {} : { reason }) }),
  );
  tell(bench, screen, { kind: 'entry', entryId: entry.id });
  if (entry.state !== 'done') return;
  mark(bench, target.id, 'undone');
  const { bookDrop } = bench.store.getState();
  if (bookDrop?.stoppedBy === target.id) bench.store.setState({ bookDrop: { ...bookDrop, stoppedBy: null } });
  if (list === 'checkout') keepOpen(bench);
}

/** Whether it is what everybody at the desk just saw happen. */
function isLastThing({ entries, turn }: WorkState, target: Entry, now: Instant): boolean {
  const isTheirs = target.list === 'checkin' || target.turn === turn;
  return entries[0]?.id === target.id && isTheirs && now - target.at < FRESH_MS;
}
