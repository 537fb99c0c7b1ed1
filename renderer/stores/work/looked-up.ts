// An item that was looked up, in the large place of the screen: where it stands. Nothing is recorded by looking.

import { tell, type Bench } from './bench.ts';
import { recall, resolveItem } from './desk-acts.ts';
import type { InHand } from './work-state.ts';

/** Shows where an item stands, on the current screen. */
export async function showItem(bench: Bench, barcode: string): Promise<void> {
  const answer = await bench.link.ask('item.view', { barcode });
  const { screen } = bench.view.getState();
  tell(bench, screen, answer.ok ? { kind: 'item', item: answer.value } : { kind: 'failed', error: answer.error });
  bench.play(answer.ok ? 'card' : 'refused');
  await askRecall(bench);
}

/** Asks whether the shown item may be called back for the patron on the desk. */
async function askRecall(bench: Bench): Promise<void> {
  const { screen } = bench.view.getState();
  const { notices, patron } = bench.store.getState();
  const notice = notices[screen];
  if (notice.kind !== 'item' || notice.item.status !== 'on-loan' || (patron?.view ?? null) === null || patron === null)
    return;
  const { card } = patron;
  const answer = await bench.link.ask('hold.canRecall', { patron: card, item: notice.item.barcode });
  if (answer.ok && bench.store.getState().notices[screen] === notice)
    tell(bench, screen, { ...notice, recall: { card, ...answer.value } });
}

/** Ends a question about an item, and shows where it stands then and the result. */
export async function resolveAndShow(bench: Bench, barcode: string, holder: string | null): Promise<void> {
  const { screen } = bench.view.getState();
  const before = bench.store.getState().notices[screen];
  const candidates = before.kind === 'item' ? before.item.candidates : [];
  if (!(await resolveItem(bench, barcode, holder))) return;
  const answer = await bench.link.ask('item.view', { barcode });
  if (!answer.ok) return;
  const name = candidates.find(({ card }) => card === holder)?.name ?? holder;
  tell(bench, screen, { kind: 'item', item: answer.value, settled: { holder: name } });
}

/**
 * Calls the item on screen back for the patron on the desk: an act for them, so it stands among their items on Check out. The answer stands where it
 * was asked for: on a screen where nothing is lent, the next barcode is looked up again.
 */
export async function recallShown(bench: Bench): Promise<void> {
  const { screen } = bench.view.getState();
  const { notices, patron } = bench.store.getState();
  const notice = notices[screen];
  if (notice.kind !== 'item' || patron === null) return;
  tell(bench, screen, { kind: 'ready' });
  await recallItem(bench, notice.item);
}

/** The same from the record of an item. */
export async function recallItem(bench: Bench, item: InHand): Promise<void> {
  const { screen } = bench.view.getState();
  const entry = await recall(bench, item);
  if (entry !== null) tell(bench, screen, { kind: 'entry', entryId: entry.id });
}

/** Fetches the item on screen again, in the desk's language of now. */
export async function refreshItem(bench: Bench): Promise<void> {
  const { screen } = bench.view.getState();
  const notice = bench.store.getState().notices[screen];
  if (notice.kind !== 'item') return;
  const answer = await bench.link.ask('item.view', { barcode: notice.item.barcode });
  if (answer.ok && bench.store.getState().notices[screen] === notice)
    tell(bench, screen, { ...notice, item: answer.value });
}
