// Items in hand: scanned before a card, they wait for it, or for the screen that decides on the act.

import { tell, type Bench } from './bench.ts';
import { needsNoCard, takeByMode } from './modes.ts';
import { openPatron } from './patron-on-desk.ts';
import type { InHand } from './work-state.ts';

/** Opens the card's patron, who then takes the items in hand. From Work it leads to Check out. */
export async function takeCard(bench: Bench, card: string): Promise<void> {
  if (bench.view.getState().screen === 'work') bench.view.setState({ screen: 'checkout' });
  await openPatron(bench, card);
  await spendInHand(bench);
}

/** Lends or takes back the items in hand, in the order of their scans, as far as the screen has a patron. */
export async function spendInHand(bench: Bench): Promise<void> {
  const { screen } = bench.view.getState();
  const { inHand, patron } = bench.store.getState();
  if (inHand.length === 0) return;
  if (screen === 'checkin') return spendEach(bench, inHand, screen);
  if (screen === 'checkout' && (patron !== null || needsNoCard(bench.store.getState())))
    return spendEach(bench, inHand, screen);
  if (screen === 'checkout') tell(bench, 'checkout', { kind: 'whose' });
}

async function spendEach(bench: Bench, items: readonly InHand[], place: 'checkout' | 'checkin'): Promise<void> {
  for (const item of items) {
    await takeByMode(bench, item, place);
    bench.store.setState((state) => ({ inHand: state.inHand.filter((held) => held !== item) }));
  }
  if (bench.store.getState().notices.checkout.kind === 'whose') tell(bench, 'checkout', { kind: 'ready' });
}

/** Only barcodes outlive a reload: titles of the waiting items are fetched. Not while any of them is being used. */
export async function nameInHand(bench: Bench): Promise<void> {
  for (const { barcode, title } of bench.store.getState().inHand) {
    if (title !== null) continue;
    const found = await bench.link.ask('item.view', { barcode });
    if (!found.ok) continue;
    const named = { barcode, title: found.value.title };
    bench.store.setState(({ inHand }) => ({ inHand: inHand.map((held) => (held.barcode === barcode ? named : held)) }));
  }
}

/** An item before a card waits, once, however often it is scanned. */
export function keepInHand(bench: Bench, { barcode, title }: InHand): void {
  bench.store.setState((state) => ({
    inHand: [...state.inHand.filter((held) => held.barcode !== barcode), { barcode, title }],
  }));
  tell(bench, 'checkout', { kind: 'whose' });
  bench.play('route');
}
