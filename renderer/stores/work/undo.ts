// Undoes acts of this desk: the last one at once, anything older only when asked for twice.

import { MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import type { LastMoney } from '../fees-state.ts';
import { tell, type Bench } from './bench.ts';
import { keepOpen } from './patron-on-desk.ts';
import { markUndone, perform } from './perform.ts';
import { saidIn } from './said-in.ts';
import { withEntryChanged } from './work-state.ts';
import type { Entry, HoldCancelled, Notice, OtherUndoAsk, PartsReport, UndoableAct, WorkState } from './work-state.ts';

/** After this time the last act is no longer certain to be remembered. */
const FRESH_MS = 2 * MINUTE_MS;

/** As long as an act may be undone at all. */
const MONEY_MEANT_MS = 10 * MINUTE_MS;

/** The entry that Undo would take back; null when there is none. */
export function undoTarget(entries: readonly Entry[]): UndoableEntry | null {
  return entries.find(isUndoable) ?? null;
}

/** An act that was done here and can be taken back as such. */
export type UndoableEntry = Entry & { readonly act: UndoableAct };

/** Whether an entry is one. */
export function isUndoable(entry: Entry): entry is UndoableEntry {
  const { state, answer } = entry;
  return state === 'done' && answer?.canUndo === true;
}

/** A hold whose cancelling stands in the large place is the last thing that happened, and Undo takes it back. */
export function isCancelling(notice: Notice): notice is HoldCancelled & { readonly commandId: ActId } {
  return notice.kind === 'hold-cancelled' && notice.commandId !== null;
}

/** Whether the last thing done here was an act of money a moment ago: Undo means that act then. */
export function isMoneyLast({ entries }: WorkState, money: LastMoney | null, now: Instant): money is LastMoney {
  return money !== null && now - money.at < MONEY_MEANT_MS && (entries[0]?.at ?? 0) < money.at;
}

/**
 * Undoes the last act of this desk that stands: `money` where that is one with money. An older one is asked about first, and so is one before a
 * payment; a payment itself is not undone, with a message. All are where the library wants a reason.
 */
export async function undoLast(bench: Bench, money: LastMoney | null): Promise<void> {
  const { screen } = bench.view.getState();
  const needsReason = await isReasonNeeded(bench);
  const state = bench.store.getState();
  const now = bench.clock.now();
  const notice = state.notices[screen];
  if (notice.kind === 'undo-other-ask') return undoAsked(bench, null);
  if (isCancelling(notice)) {
    const { commandId, title } = notice;
    return undoOther(
      bench,
      { kind: 'undo-other-ask', act: 'cancelled', at: null, commandId, title, needsReason },
      false,
    );
  }
  const target = undoTarget(state.entries);
  const isAsked = notice.kind === 'undo-ask' && notice.entryId === target?.id;
  const last = isMoneyLast(state, money, now) ? money : null;
  if (last !== null && last.act !== 'paid') {
    const { act, at, commandId } = last;
    // Money that went over the counter counts as back only when a person confirms it.
    const isSure = act !== 'given-back' && now - at < FRESH_MS;
    return undoOther(bench, { kind: 'undo-other-ask', act, at, commandId, title: '', needsReason }, !isSure);
  }
  if (last !== null && notice.kind !== 'payment-stays' && !isAsked)
    return tell(bench, screen, { kind: 'payment-stays' });
  if (target === null) return;
  if (isAsked) return undoAsked(bench, null);
  if (!needsReason && last === null && isLastThing(state, target, now)) return undoEntry(bench, target);
  tell(bench, screen, { kind: 'undo-ask', entryId: target.id, needsReason });
}

/** Whether the library asks for the reason of an undo. Asked each time: it may have been set since the page was opened. */
async function isReasonNeeded(bench: Bench): Promise<boolean> {
  const desk = await bench.link.ask('desk.view', {});
  return desk.ok && desk.value.undoNeedsReason;
}

/** Undoes the act in question, with its reason. Without a required reason it goes on asking. */
export async function undoAsked(bench: Bench, reason: string | null): Promise<void> {
  const state = bench.store.getState();
  const { screen } = bench.view.getState();
  const notice = state.notices[screen];
  if (notice.kind !== 'undo-ask' && notice.kind !== 'undo-other-ask') return;
  if (notice.needsReason && reason === null) return bench.play('refused');
  if (notice.kind === 'undo-other-ask') return takeBackOther(bench, notice, reason);
  const target = state.entries.find(({ id }) => id === notice.entryId);
  if (target !== undefined && isUndoable(target)) await undoEntry(bench, target, reason);
}

async function undoOther(bench: Bench, ask: OtherUndoAsk, isAskedFirst: boolean): Promise<void> {
  if (ask.needsReason || isAskedFirst) return tell(bench, bench.view.getState().screen, ask);
  return takeBackOther(bench, ask, null);
}

/** A fee is owed again, money is in the drawer again, or a hold waits again at the place that it had. */
async function takeBackOther(bench: Bench, ask: OtherUndoAsk, reason: string | null): Promise<void> {
  const { screen } = bench.view.getState();
  const { act, commandId, title } = ask;
  const answer = await bench.link.act('circ.undo', { commandId, ...(reason === null ? {} : { reason }) });
  keepOpen(bench);
  const error = faultOf(answer);
  bench.play(error === null ? 'done' : 'refused');
  if (error !== null) return tell(bench, screen, { kind: 'failed', error });
  if (act === 'cancelled') return tell(bench, screen, { kind: 'hold-kept', title });
  bench.forgetMoney();
  tell(bench, screen, { kind: 'money-undone', act });
}

/** Undoes one act; of acts that one key made at once, all that stand. */
export async function undoEntry(bench: Bench, target: UndoableEntry, reason: string | null = null): Promise<void> {
  const { batch } = target;
  const together = bench.store
    .getState()
    .entries.filter(isUndoable)
    .filter((one) => one.batch === batch);
  if (batch === null || together.length < 2) return undoOne(bench, target, reason);
  for (const one of together) await undoOne(bench, one, reason);
  const left = bench.store.getState().entries.filter((one) => one.batch === batch && isUndoable(one)).length;
  const { screen } = bench.view.getState();
  tell(bench, screen, { kind: 'renewals-undone', count: together.length - left, left });
}

async function undoOne(bench: Bench, target: UndoableEntry, reason: string | null): Promise<void> {
  if (target.report !== undefined) return takeBackReport(bench, target, target.report, reason);
  const commandId = target.answer?.commandId;
  if (commandId === undefined) return;
  const { screen } = bench.view.getState();
  if (bench.store.getState().notices[screen].kind === 'undo-ask') tell(bench, screen, { kind: 'ready' });
  const { barcode, title, card, list, turn } = target;
  const draft = { act: 'undo', undid: target.act, barcode, title, card, list, turn } as const;
  const entry = await perform(bench, draft, (hooks) =>
    bench.link.act('circ.undo', { commandId, ...(reason === null ? {} : { reason }) }, hooks),
  );
  tell(bench, screen, { kind: 'entry', entryId: entry.id });
  if (entry.state !== 'done') return;
  markUndone(bench, target.id);
  const { bookDrop } = bench.store.getState();
  if (bookDrop?.stoppedBy === target.id) bench.store.setState({ bookDrop: { ...bookDrop, stoppedBy: null } });
  if (list === 'checkout') keepOpen(bench);
}

/** Undoes a report: the answer shows again where the copy goes. The check-in itself stays. */
async function takeBackReport(
  bench: Bench,
  { id }: Entry,
  { commandId, before, language }: PartsReport,
  reason: string | null,
): Promise<void> {
  const answer = await bench.link.act('circ.undo', { commandId, ...(reason === null ? {} : { reason }) });
  const error = faultOf(answer);
  bench.play(error === null ? 'done' : 'refused');
  const { screen } = bench.view.getState();
  if (error !== null) return tell(bench, screen, { kind: 'failed', error });
  // A written condition stays, and the desk mentions it.
  const left = answer.ok ? (answer.value.handling ?? []) : [];
  const withLeft = (said: Entry): Entry => {
    if (said.answer === null || left.length === 0) return said;
    return { ...said, answer: { ...said.answer, handling: [...(said.answer.handling ?? []), ...left] } };
  };
  bench.store.setState((state) =>
    withEntryChanged(state, id, (entry) =>
      entry.state === 'done' && entry.answer !== null
        ? withLeft(
            saidIn({ ...entry, language, answer: { ...before, canUndo: false }, report: undefined }, entry.language),
          )
        : entry,
    ),
  );
  tell(bench, screen, { kind: 'entry', entryId: id });
}

/** Whether it is the act that the people at the desk just saw. */
function isLastThing({ entries, turn }: WorkState, target: Entry, now: Instant): boolean {
  const isTheirs = target.list === 'checkin' || target.turn === turn;
  return entries[0]?.id === target.id && isTheirs && now - target.at < FRESH_MS;
}
