// Which items the demo offers to scan: the telling ones, as long as nobody has them.

import { inspect } from '../../../server/query/inspect.ts';
import type { Store } from '../../../server/store/store.ts';

/** So many are always offered. */
const least = 20;

/** Those of `wanted` that are in, and others of the library where they are too few. */
export async function itemsThatAreIn(store: Store, wanted: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const item of wanted) {
    for await (const row of inspect(store, 'items', { item })) if (row['status'] === 'available') found.add(item);
  }
  if (found.size >= least) return [...found];
  for await (const { barcode, status } of inspect(store, 'items')) {
    if (status === 'available' && typeof barcode === 'string') found.add(barcode);
    if (found.size >= least) break;
  }
  return [...found];
}
