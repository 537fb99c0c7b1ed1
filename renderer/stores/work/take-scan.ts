// Carries out what a scan means, one scan after another: none is lost, none overtakes another.

import { tell, type Bench } from './bench.ts';
import { takeOffList } from './desk-acts.ts';
import { searchFor } from './found.ts';
import { keepInHand, takeCard } from './in-hand.ts';
import { showItem } from './looked-up.ts';
import { needsNoCard, takeByMode } from './modes.ts';
import { planScan } from './plan-scan.ts';
import type { QueuedScan } from './work-state.ts';

/** Takes one scan: asks what it is, and does what its screen says. */
export async function takeScan(bench: Bench, scan: QueuedScan): Promise<void> {
  const { text, scanned } = scan;
  const found = await bench.link.ask('scan.resolve', { text, scanned });
  if (!found.ok) {
    tell(bench, scan.screen, { kind: 'failed', error: found.error });
    return bench.play('refused');
  }
  const isNewNumber = scanned && scan.screen === 'patrons' && found.value.kind === 'unknown';
  if (isNewNumber && takeNumber(bench, text)) return;
  const now = bench.store.getState();
  const hasPatron = now.patron !== null || needsNoCard(now);
  const plan = planScan({ screen: scan.screen, scanned, hasPatron }, found.value);
  switch (plan.kind) {
    case 'open-patron':
      return takeCard(bench, plan.card);
    case 'lend':
      return takeByMode(bench, plan, 'checkout');
    case 'keep-in-hand':
      return keepInHand(bench, plan);
    case 'return':
      return takeByMode(bench, plan, 'checkin');
    case 'show-item':
      if (scan.screen === 'work' && bench.places().lists.isOnList(plan.barcode)) {
        await takeOffList(bench, { barcode: plan.barcode, title: null });
        return;
      }
      if (scan.screen === 'titles') return bench.places().titles.openOf(plan.barcode);
      return showItem(bench, plan.barcode);
    case 'search':
      return searchFor(bench, scan.screen, plan.text);
    case 'isbn':
      tell(bench, scan.screen, { kind: 'isbn', text: plan.text });
      return bench.play('refused');
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

/** A number without an account goes into the form that asks for one: of a new account, or of a card. */
function takeNumber(bench: Bench, number: string): boolean {
  const { accounts, cards } = bench.places();
  return accounts.takeNumber(number) || cards.takeNumber(number);
}
