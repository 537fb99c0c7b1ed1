// The one key for "do what is offered": renew instead, take back and lend, lend anyway, lend at its cost, use a code that looked misread, open the
// scanned card, do the screen's act with a looked-up item.

import { tell, type Bench } from './bench.ts';
import { goOn, takeFromDrop } from './book-drop.ts';
import { needsNoCard, takeByMode } from './modes.ts';
import { again, lendAsked, renew, returnHere, returnThenLend } from './desk-acts.ts';
import { firstStep } from './next-step.ts';
import { openOverride } from './override-form.ts';
import { takeCard, spendInHand } from './in-hand.ts';
import { undoAsked } from './undo.ts';
import { entriesOf, type Entry, type InHand } from './work-state.ts';

/** Carries out the offer of an entry, or of the large place. */
export type GoAhead = (entryId?: number) => Promise<void>;

export async function goAhead(bench: Bench, entryId: number | undefined): Promise<void> {
  const { screen } = bench.view.getState();
  const notice = bench.store.getState().notices[screen];
  if (entryId !== undefined) return goAheadWith(bench, entryById(bench, entryId));
  switch (notice.kind) {
    case 'entry':
      return goAheadWith(bench, entryById(bench, notice.entryId));
    case 'drop-stop':
      return goOn(bench);
    case 'undo-ask':
    case 'undo-other-ask':
      return undoAsked(bench, null);
    case 'card-at-checkin':
      tell(bench, screen, { kind: 'ready' });
      bench.view.setState({ screen: 'checkout' });
      return takeCard(bench, notice.card);
    case 'misread':
      return takeAnyway(bench, { barcode: notice.text, title: null });
    case 'item':
      if (notice.notUsed === true && screen === 'checkout') return void (await returnHere(bench, notice.item));
      return takeAnyway(bench, notice.item);
    default:
      return undefined;
  }
}

async function goAheadWith(bench: Bench, entry: Entry | undefined): Promise<void> {
  if (entry === undefined) return;
  if (bench.store.getState().bookDrop?.stoppedBy === entry.id) return goOn(bench);
  const step = firstStep(entry);
  if (step === 'renew') return renew(bench, entry, entry.id);
  if (step === 'return-then-lend') return returnThenLend(bench, entry);
  if (step === 'return') return void (await returnHere(bench, entry));
  if (step === 'again') return again(bench, entry);
  if (step === 'agree') return lendAsked(bench, [entry], step);
  if (step === 'who') return openOverride(bench, entry.id);
  if (step !== 'lend-anyway') return;
  const alike = entriesOf(bench.store.getState(), 'checkout').filter((other) => firstStep(other) === 'lend-anyway');
  await lendAsked(bench, alike.toReversed(), step);
}

/** Uses a code as an item on the screen shown, without asking for its kind. */
async function takeAnyway(bench: Bench, { barcode, title }: InHand): Promise<void> {
  const { screen } = bench.view.getState();
  if (screen === 'checkin') return takeFromDrop(bench, { barcode, title });
  if (screen !== 'checkout') return undefined;
  const now = bench.store.getState();
  if (now.patron !== null || needsNoCard(now)) return takeByMode(bench, { barcode, title }, screen);
  bench.store.setState((state) => ({
    inHand: [...state.inHand.filter((held) => held.barcode !== barcode), { barcode, title }],
  }));
  return spendInHand(bench);
}

function entryById(bench: Bench, id: number): Entry | undefined {
  return bench.store.getState().entries.find((entry) => entry.id === id);
}
