// Carries out what a scan means, one scan after another: none is lost, none overtakes another.

import type { InHand, QueuedScan } from './work-state.ts';
import { tell, type Bench } from './bench.ts';
import { lend, takeBack } from './desk-acts.ts';
import { openPatron } from './patron-on-desk.ts';
import { planScan } from './plan-scan.ts';

/** Takes one scan: asks what it is, and does what its screen says. */
export async function takeScan(bench: Bench, scan: QueuedScan): Promise<void> {
  const found = await bench.link.call('scan.resolve', { text: scan.text });
  if (!found.ok) {
    tell(bench, scan.screen, { kind: 'failed', error: found.error });
    return bench.play('refused');
  }
  const hasPatron = bench.store.getState().patron !== null;
  const plan = planScan({ screen: scan.screen, hasPatron }, found.value);
  switch (plan.kind) {
    case 'open-patron':
      return takeCard(bench, plan.card);
    case 'lend':
      return lend(bench, plan);
    case 'keep-in-hand':
      return keepInHand(bench, plan);
    case 'return':
      return takeBack(bench, plan);
    case 'show-item':
      return showItem(bench, plan.barcode);
    case 'search':
      return bench.view.setState({ overlay: 'find', findText: plan.text });
    case 'ask-again':
      tell(bench, scan.screen, { kind: 'misread', text: plan.text });
      return bench.play('refused');
    case 'card-at-checkin':
      tell(bench, scan.screen, { kind: 'card-at-checkin', card: plan.card });
      return bench.play('route');
    case 'not-found':
      tell(bench, scan.screen, { kind: 'not-found', text: plan.text });
      return bench.play('refused');
  }
}

/** Opens the card's patron, who then takes what is in hand. From Sync it leads to Check out. */
export async function takeCard(bench: Bench, card: string): Promise<void> {
  if (bench.view.getState().screen === 'sync') bench.view.setState({ screen: 'checkout' });
  await openPatron(bench, card);
  await spendInHand(bench);
}

/** Lends or takes back what is in hand, in the order it was scanned, as far as the screen says to whom. */
export async function spendInHand(bench: Bench): Promise<void> {
  const { screen } = bench.view.getState();
  const { inHand, patron } = bench.store.getState();
  if (inHand.length === 0) return;
  if (screen === 'checkin') return spendEach(bench, inHand, takeBack);
  if (screen === 'checkout' && patron !== null) return spendEach(bench, inHand, lend);
  if (screen === 'checkout') tell(bench, 'checkout', { kind: 'whose' });
}

async function spendEach(
  bench: Bench,
  items: readonly InHand[],
  spend: (bench: Bench, item: InHand) => Promise<void>,
): Promise<void> {
  for (const item of items) {
    await spend(bench, item);
    bench.store.setState((state) => ({ inHand: state.inHand.filter((held) => held !== item) }));
  }
}

/** An item before a card waits, once, however often it is scanned. */
function keepInHand(bench: Bench, { barcode, title }: InHand): void {
  bench.store.setState((state) => ({
    inHand: [...state.inHand.filter((held) => held.barcode !== barcode), { barcode, title }],
  }));
  tell(bench, 'checkout', { kind: 'whose' });
  bench.play('route');
}

/** Shows where an item stands, on whatever screen; records nothing. */
export async function showItem(bench: Bench, barcode: string): Promise<void> {
  const answer = await bench.link.call('item.view', { barcode });
  const { screen } = bench.view.getState();
  tell(bench, screen, answer.ok ? { kind: 'item', item: answer.value } : { kind: 'failed', error: answer.error });
  bench.play(answer.ok ? 'card' : 'refused');
}
