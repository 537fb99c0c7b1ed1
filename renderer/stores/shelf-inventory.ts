// Inventories of the branch in the mode that reads a shelf: which go on, how far all have come, the report, and the end.

import type { BridgeError } from '../../shared/bridge/contract.ts';
import { actId, type ActId } from '../../shared/core/ids.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { ReadingParts } from './shelf-parts.ts';

/** Opens the form of a range, with the inventories of the branch that go on. */
export async function chooseRange({ link, store, mode }: ReadingParts): Promise<void> {
  const [answer, list] = await Promise.all([
    link.ask('item.choices', { barcode: null }),
    link.ask('list.view', { list: 'inventories' }),
  ]);
  const locations = answer.ok ? answer.value.locations : [];
  const range = mode()?.range ?? null;
  const here = locations[0]?.branchName;
  const location = range?.location ?? locations[0]?.id ?? '';
  const form = { name: '', location, from: range?.from ?? '', to: range?.to ?? '' };
  const rows = list.ok ? list.value.rows : [];
  const open = rows
    .filter(({ acts }) => acts.some(({ act }) => act === 'joinInventory'))
    .map(({ key, texts }) => ({ id: actId(key), name: texts[0] ?? '', progress: texts[2] ?? '' }));
  store.setState({ form, open, locations: locations.filter(({ branchName }) => branchName === here) });
}

/** Finishes the inventory that is read, for everyone. */
export async function finish(parts: ReadingParts): Promise<void> {
  const { store, link, play, work } = parts;
  const inventory = parts.mode()?.inventory ?? null;
  if (inventory === null) return;
  const error = faultOf(await link.act('inventory.end', { inventory }));
  play(error === null ? 'done' : 'refused');
  if (error !== null) return store.setState({ error });
  work.endMode();
}

/** Saves its report as a page to print. */
export async function saveReport(
  { link, saveFile }: ReadingParts,
  inventory: ActId,
): Promise<Result<null, BridgeError>> {
  const answer = await link.act('list.export', { list: 'inventory-report', of: inventory, format: 'pdf' });
  if (!answer.ok) return err(answer.error);
  const { name, base64 } = answer.value;
  saveFile({ name, bytes: Uint8Array.from(atob(base64), (one) => one.codePointAt(0) ?? 0) });
  return ok(null);
}

/** The progress of all who read an inventory. */
export async function readProgress(parts: ReadingParts): Promise<void> {
  const { link, store } = parts;
  const mode = parts.mode();
  if (mode?.inventory === null || mode === null) return;
  const { inventory } = mode;
  const answer = await link.ask('shelf.view', { since: mode.since, range: { inventory } });
  if (answer.ok && parts.mode()?.inventory === inventory) store.setState({ view: answer.value });
}

/** Marks every copy missing that was not seen. */
export async function markAll(parts: ReadingParts, readMissing: () => Promise<void>): Promise<void> {
  const { store, link, play } = parts;
  const rows = store.getState().missing?.rows ?? [];
  store.setState({ isBusy: true, error: null });
  for (const { names } of rows) {
    const answer = await link.act('item.setMark', { barcode: names['barcode'] ?? '', mark: 'missing' });
    const error = faultOf(answer);
    if (error !== null) store.setState({ error });
    if (error !== null) break;
  }
  store.setState({ isBusy: false });
  play(store.getState().error === null ? 'done' : 'refused');
  await readMissing();
}

/** Records a copy once more, as it goes on its cart or to its place. Returns the error, if any. */
export async function putAway(
  { link, store, play }: ReadingParts,
  barcode: string,
  toCart: boolean,
): Promise<BridgeError | null> {
  const location = store.getState().view?.location ?? null;
  // Put right it stands in no order of scans any more: it was seen, and not along the shelf.
  const answer = await link.act('item.seen', {
    barcode,
    toCart,
    ...(location === null || !toCart ? {} : { location }),
  });
  if (!answer.ok) return answer.error;
  const said = answer.value.cartText ?? '';
  // Its first sighting is undone no more.
  store.setState(({ rows }) => ({
    rows: rows.map((row) =>
      row.answer.item.barcode === barcode ? { ...row, said, answer: { ...row.answer, canUndo: false } } : row,
    ),
  }));
  play('done');
  return null;
}
