// Use in the house: items from the tables are counted and not lent. Only items that are on the shelf as far as this
// desk knows are counted: any other was out or waits for a person, and is shown so that it is checked in. Ends by
// itself when idle.

import type { ItemView } from '../../../shared/views/item.ts';
import { tell, type Bench } from './bench.ts';
import { perform } from './perform.ts';
import { MODE_IDLE_MS, type Entry, type InHand, type UseCount } from './work-state.ts';

const LOOK_MS = 5_000;
/** No item has the code: no matter for a supervisor. */
const UNKNOWN = 'HF-CIRC-003';

/** Begins or ends to count on the place shown. Any other mode of its scans ends: one thing is scanned for one purpose. */
export function toggleUseCount(bench: Bench): void {
  const place = bench.view.getState().screen === 'checkout' ? 'checkout' : 'checkin';
  const { useCount } = bench.store.getState();
  if (useCount?.place === place) return endUseCount(bench, useCount, false);
  bench.store.setState({
    useCount: { lastAt: bench.clock.now(), place },
    ...(place === 'checkin' ? { bookDrop: null, inventory: null, sorting: null } : { renewing: null }),
  });
  bench.view.setState({ screen: place, overlay: 'none', whyEntry: null });
  tell(bench, place, { kind: 'ready' });
  bench.focus();
}

/** Whether its use may be counted: it is not on loan, and no patron waits for it. */
export function isUsable({ status }: ItemView): boolean {
  return status === 'available';
}

/** Counts one scanned item, if it is one that stands here. */
export async function countScanned(bench: Bench, item: InHand): Promise<void> {
  const { useCount } = bench.store.getState();
  const place = useCount?.place ?? 'checkin';
  if (useCount !== null) bench.store.setState({ useCount: { ...useCount, lastAt: bench.clock.now() } });
  const found = await bench.link.ask('item.view', { barcode: item.barcode });
  if (!found.ok && found.error.code === UNKNOWN) {
    tell(bench, place, { kind: 'not-found', text: item.barcode });
    return bench.play('refused');
  }
  if (!found.ok) {
    tell(bench, place, { kind: 'failed', error: found.error });
    return bench.play('refused');
  }
  if (isUsable(found.value)) return void (await recordUse(bench, item, place));
  tell(bench, place, { kind: 'item', item: found.value, notUsed: true });
  bench.play('route');
}

/** The key counts the looked-up item; without one, the place begins or ends to count scans. */
export async function countUse(bench: Bench): Promise<void> {
  const { notices, useCount } = bench.store.getState();
  const notice = notices[bench.view.getState().screen];
  return useCount === null && notice.kind === 'item' && isUsable(notice.item)
    ? countShown(bench)
    : toggleUseCount(bench);
}

/** Counts the item that was looked up, from any screen; the answer stands on that screen. */
async function countShown(bench: Bench): Promise<void> {
  const { screen } = bench.view.getState();
  const notice = bench.store.getState().notices[screen];
  if (notice.kind !== 'item' || !isUsable(notice.item)) return;
  tell(bench, screen, { kind: 'ready' });
  const entry = await recordUse(bench, notice.item, 'checkin');
  tell(bench, screen, { kind: 'entry', entryId: entry.id });
}

/** Counts one use. */
async function recordUse(bench: Bench, { barcode, title }: InHand, list: UseCount['place']): Promise<Entry> {
  const draft = { act: 'recordUse', list, barcode, title, card: null } as const;
  return perform(bench, draft, (hooks) => bench.link.act('item.recordUse', { barcode, count: 1 }, hooks));
}

/** Ends the mode when it is idle for a while. Returns how to stop watching. */
export function endUseCountWhenIdle(bench: Bench): () => void {
  return bench.clock.every(LOOK_MS, () => {
    const { useCount } = bench.store.getState();
    if (useCount !== null && bench.clock.now() - useCount.lastAt >= MODE_IDLE_MS) endUseCount(bench, useCount, true);
  });
}

function endUseCount(bench: Bench, { place }: UseCount, isIdle: boolean): void {
  bench.store.setState({ useCount: null });
  tell(bench, place, { kind: 'use-ended', isIdle, place });
  if (isIdle) bench.play('route');
}
