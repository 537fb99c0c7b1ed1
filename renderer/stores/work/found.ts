// Search for a typed text that is no code: patrons and items with such a name, listed in place of the answer. Nothing
// is recorded.

import type { ScreenId } from '../view-store.ts';
import { soleExactRow } from '../exact-match.ts';
import { tell, type Bench } from './bench.ts';
import { showItem } from './looked-up.ts';
import { takeCard } from './in-hand.ts';
import type { FoundNotice } from './work-state.ts';

/** More than a glance takes in belongs in Find anything. */
const MOST = 5;

/** Looks for a text. On Check in only things are looked for. */
export async function searchFor(bench: Bench, screen: ScreenId, text: string): Promise<void> {
  // One more than is shown tells whether there are more.
  const limit = MOST + 1;
  const [people, things] = await Promise.all([
    screen === 'checkin' ? null : bench.link.ask('patron.find', { query: text, limit }),
    bench.link.ask('item.find', { query: text, limit }),
  ]);
  const patrons = people?.ok === true ? people.value.patrons : [];
  const items = things.ok ? things.value.items : [];
  // The search for patrons failed: "not found" would be no answer.
  if (people?.ok === false && items.length === 0) {
    tell(bench, screen, { kind: 'failed', error: people.error });
    return bench.play('refused');
  }
  const shown = { patrons: patrons.slice(0, MOST), items: items.slice(0, MOST) };
  const hasMore = patrons.length > MOST || items.length > MOST;
  tell(bench, screen, { kind: 'found', text, ...shown, hasMore, selected: soleExactRow(text, shown) });
  bench.play(patrons.length + items.length === 0 ? 'refused' : 'card');
}

/** The list of the screen; null when another message is shown there, or nothing was found. */
export function foundOn(bench: Pick<Bench, 'store' | 'view'>): FoundNotice | null {
  const notice = bench.store.getState().notices[bench.view.getState().screen];
  return notice.kind === 'found' && notice.patrons.length + notice.items.length > 0 ? notice : null;
}

/** Chooses the row `step` further on; it stops at the ends. */
export function moveFound(bench: Bench, step: number): void {
  const found = foundOn(bench);
  if (found === null) return;
  const last = found.patrons.length + found.items.length - 1;
  const selected = found.selected === null ? 0 : Math.max(0, Math.min(last, found.selected + step));
  tell(bench, bench.view.getState().screen, { ...found, selected, isAsked: false });
}

/** Opens a row, or the chosen one: a patron comes to the desk, an item is shown with its actions. */
export async function openFound(bench: Bench, row?: number): Promise<void> {
  const found = foundOn(bench);
  if (found === null) return;
  const index = row ?? found.selected;
  if (index === null) {
    tell(bench, bench.view.getState().screen, { ...found, isAsked: true });
    return bench.play('refused');
  }
  const patron = found.patrons[index];
  if (patron !== undefined) return takeCard(bench, patron.card);
  const item = found.items[index - found.patrons.length];
  if (item !== undefined) await showItem(bench, item.barcode);
}
