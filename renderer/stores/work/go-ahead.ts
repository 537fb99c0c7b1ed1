// The one key for "do what is offered": renew instead, lend anyway, use a code that looked misread, open the card that was scanned.

import { tell, type Bench } from './bench.ts';
import { again, lend, lendAnyway, renew, takeBack } from './desk-acts.ts';
import { firstStep } from './next-step.ts';
import { takeCard, spendInHand } from './take-scan.ts';
import { entriesOf, type Entry } from './work-state.ts';

/** Carries out the offer of an entry, or of what the large place says. */
export type GoAhead = (entryId?: number) => Promise<void>;

export async function goAhead(bench: Bench, entryId: number | undefined): Promise<void> {
  const { screen } = bench.view.getState();
  const notice = bench.store.getState().notices[screen];
  if (entryId !== undefined) return goAheadWith(bench, entryById(bench, entryId));
  switch (notice.kind) {
    case 'entry':
      return goAheadWith(bench, entryById(bench, notice.entryId));
    case 'card-at-checkin':
      tell(bench, screen, { kind: 'ready' });
      bench.view.setState({ screen: 'checkout' });
      return takeCard(bench, notice.card);
    case 'misread':
      return takeAnyway(bench, notice.text);
    case 'item':
      return takeAnyway(bench, notice.item.barcode);
    default:
      return undefined;
  }
}

async function goAheadWith(bench: Bench, entry: Entry | undefined): Promise<void> {
  if (entry === undefined) return;
  const step = firstStep(entry);
  if (step === 'renew') return renew(bench, entry, entry.id);
  if (step === 'again') return again(bench, entry);
  if (step !== 'lend-anyway') return;
  const alike = entriesOf(bench.store.getState(), 'checkout').filter((other) => firstStep(other) === 'lend-anyway');
  await lendAnyway(bench, alike.toReversed());
}

/** Uses a code as an item on the screen shown, without asking what it is. */
async function takeAnyway(bench: Bench, barcode: string): Promise<void> {
  const { screen } = bench.view.getState();
  if (screen === 'checkin') return takeBack(bench, { barcode, title: null });
  if (screen !== 'checkout') return undefined;
  if (bench.store.getState().patron !== null) return lend(bench, { barcode, title: null });
  bench.store.setState((state) => ({ inHand: [...state.inHand, { barcode, title: null }] }));
  return spendInHand(bench);
}

function entryById(bench: Bench, id: number): Entry | undefined {
  return bench.store.getState().entries.find((entry) => entry.id === id);
}
