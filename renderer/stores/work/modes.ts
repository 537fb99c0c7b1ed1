// Scan mode of Check out and Check in, shown as a switch under the scan box and ended by Esc. A card ends the count of use on Check out, since later
// scans are lent; renewing ends with its patron.

import type { ScreenId } from '../view-store.ts';
import { tell, type Bench } from './bench.ts';
import { takeFromDrop, toggleBookDrop } from './book-drop.ts';
import { lend, renew } from './desk-acts.ts';
import { toggleInventory } from './inventory.ts';
import { countScanned, toggleUseCount } from './use-count.ts';
import { MODE_IDLE_MS, type InHand, type WorkState } from './work-state.ts';

/** `plain`: the mode that the place is named after. */
export type Mode = 'plain' | 'renew' | 'use' | 'drop' | 'inventory' | 'carts';

const LOOK_MS = 5_000;

export function modeOf({ renewing, useCount, bookDrop, inventory, sorting }: WorkState, screen: ScreenId): Mode {
  if (useCount !== null && useCount.place === screen) return 'use';
  if (screen === 'checkout') return renewing === null ? 'plain' : 'renew';
  if (screen === 'checkin' && inventory !== null) return 'inventory';
  if (screen === 'checkin' && sorting !== null) return 'carts';
  return screen === 'checkin' && bookDrop !== null ? 'drop' : 'plain';
}

/** Whether an item needs no card: it is renewed or counted. */
export function needsNoCard(state: WorkState): boolean {
  return modeOf(state, 'checkout') !== 'plain';
}

/** Does the act of the place's mode with an item. */
export async function takeByMode(bench: Bench, item: InHand, place: 'checkout' | 'checkin'): Promise<void> {
  const mode = modeOf(bench.store.getState(), place);
  if (mode === 'use') return countScanned(bench, item);
  if (mode === 'inventory') return bench.places().shelf.take(item);
  if (place === 'checkin') return takeFromDrop(bench, item);
  if (mode === 'plain') return lend(bench, item);
  bench.store.setState({ renewing: { lastAt: bench.clock.now() } });
  return renew(bench, item);
}

/** Begins or ends to renew scans on Check out. */
export function toggleRenewing(bench: Bench): void {
  if (modeOf(bench.store.getState(), 'checkout') === 'renew') return endMode(bench);
  bench.store.setState(({ useCount }) => ({
    renewing: { lastAt: bench.clock.now() },
    useCount: useCount?.place === 'checkout' ? null : useCount,
  }));
  bench.view.setState({ overlay: 'none', whyEntry: null });
  bench.focus();
}

/** Begins or ends to put returns on carts. */
export function toggleSorting(bench: Bench): void {
  const { sorting } = bench.store.getState();
  bench.store.setState(
    sorting === null
      ? ({ useCount }) => ({
          sorting: { since: bench.clock.now() },
          bookDrop: null,
          inventory: null,
          useCount: useCount?.place === 'checkin' ? null : useCount,
        })
      : { sorting: null },
  );
  bench.view.setState({ screen: 'checkin', overlay: 'none', whyEntry: null });
  tell(bench, 'checkin', { kind: 'ready' });
  bench.focus();
}

/** Ends the mode of the place shown: a scan does again the act that the place is named after. */
export function endMode(bench: Bench): void {
  const { screen } = bench.view.getState();
  const mode = modeOf(bench.store.getState(), screen);
  if (mode === 'renew') bench.store.setState({ renewing: null });
  if (mode === 'use') toggleUseCount(bench);
  if (mode === 'inventory') toggleInventory(bench);
  if (mode === 'carts') toggleSorting(bench);
  if (mode === 'drop') void toggleBookDrop(bench);
  bench.focus();
}

/** Ends renewing after a time without scans. Returns how to stop watching. */
export function endRenewingWhenIdle(bench: Bench): () => void {
  return bench.clock.every(LOOK_MS, () => {
    const { renewing } = bench.store.getState();
    if (renewing === null || bench.clock.now() - renewing.lastAt < MODE_IDLE_MS) return;
    bench.store.setState({ renewing: null });
    tell(bench, 'checkout', { kind: 'ready' });
  });
}
