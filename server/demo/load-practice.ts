// Writes practice into a store, in which its own server serves it.

import type { Clock } from '../../shared/core/ports.ts';
import type { PracticeLibrary } from '../../shared/wire/practice-library.ts';
import { openLibraryWriter } from '../library/library-writer.ts';
import type { Store } from '../store/store.ts';
import { practiceRows, type PracticeRows } from './practice-rows.ts';

/** Makes the library of practice. */
export async function loadPractice(
  to: { readonly store: Store; readonly clock: Clock },
  from: PracticeLibrary,
): Promise<Pick<PracticeRows, 'cards' | 'barcodes'>> {
  const rows = practiceRows(from, to.clock.now());
  const writer = openLibraryWriter(to.store, to.clock);
  await writer.createLibrary(rows.library);
  await writer.putRows('branch', from.branches);
  await writer.putRows('location', from.locations);
  // In force since ever: decisions about any moment find rules.
  await writer.activateRuleSet(from.rules, 0);
  await writer.putRows('patron', rows.patrons);
  await writer.putRows('title', rows.titles);
  await writer.putRows('item', rows.items);
  await writer.putRows('policy', rows.policies);
  await writer.putActs(rows.loans);
  return { cards: rows.cards, barcodes: rows.barcodes };
}
