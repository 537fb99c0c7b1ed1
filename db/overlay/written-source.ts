// The replica's items with pending edits in them: every reader, the folds among them, sees one row.

import type { Item } from '../../shared/circ/model/item.ts';
import { writtenItem, writtenTitle } from './minted-rows.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { PendingActs } from './pending-acts.ts';

/** A source whose items are as they were edited here. */
export function writtenSource(
  source: OverlaySource,
  { itemWrites, titleWrites }: Pick<PendingActs, 'itemWrites' | 'titleWrites'>,
): OverlaySource {
  const written = (row: Item): Item => writtenItem(row, itemWrites.get(row.id));
  const orNull = (row: Item | null): Item | null => (row === null ? null : written(row));
  return {
    ...source,
    item: (id) => orNull(source.item(id)),
    // A label that was put on here stands before one that another copy had once.
    itemByBarcode: (barcode) => relabeled(barcode) ?? orNull(source.itemByBarcode(barcode)),
    itemsOfTitle: (id) => source.itemsOfTitle(id).map(written),
    title: (id) => {
      const row = source.title(id);
      return row === null ? null : writtenTitle(row, titleWrites.get(id));
    },
    provisionalItems: () => source.provisionalItems().map(written),
    itemsOfTypes: (types) => source.itemsOfTypes(types).map(written),
    itemsToInspect: () => source.itemsToInspect().map(written),
    itemsOnCarts: () => source.itemsOnCarts().map(written),
    borrowedItems: () => source.borrowedItems().map(written),
    itemsAway: (status) => source.itemsAway(status).map(written),
    itemsFound: (after) => source.itemsFound(after).map(written),
  };

  /** Of several the one that the replica would show too, whichever edit came first. */
  function relabeled(barcode: string): Item | null {
    const wanted = barcode.toUpperCase();
    const [first] = [...itemWrites]
      .filter(([, writes]) => writes.some(({ fields }) => fields.barcode?.toUpperCase() === wanted))
      .flatMap(([id]) => orNull(source.item(id)) ?? [])
      .filter((item) => item.barcode.toUpperCase() === wanted)
      .toSorted((a, b) => Number(b.barcode === barcode) - Number(a.barcode === barcode) || (a.id < b.id ? -1 : 1));
    return first ?? null;
  }
}
