// Items and titles of the replica.

import type { ItemId, TitleId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { FOUND_COLUMNS, isFoundAfter, type AwayStatus, type Item } from '../../../shared/circ/model/item.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { Replica } from '../open-replica.ts';
import { rowByKey, rowsWhere } from '../read-row.ts';

/** One item. */
export function itemById(db: Replica, id: ItemId): Item | null {
  return rowByKey(db, 'item', id);
}

/**
 * The item with a barcode, or else the one that had it before. Capital letters do not matter, unless that would leave two: then the one that is
 * the same wins.
 */
export function itemByBarcode(db: Replica, barcode: string): Item | null {
  const order = 'WHERE barcode = ? ORDER BY (barcode = ? COLLATE BINARY) DESC, key LIMIT 1';
  const former = 'WHERE key = (SELECT item FROM item_former WHERE barcode = ? ORDER BY n DESC LIMIT 1)';
  return rowsWhere(db, 'item', order, barcode, barcode)[0] ?? rowsWhere(db, 'item', former, barcode)[0] ?? null;
}

/** The copies of a title. */
export function itemsOfTitle(db: Replica, id: TitleId): Item[] {
  return rowsWhere(db, 'item', 'WHERE title_id = ?', id);
}

/** Copies that are missing, or on their way. */
export function itemsAway(db: Replica, status: AwayStatus): Item[] {
  return rowsWhere(db, 'item', 'WHERE away = ?', status);
}

/** Copies that were found after a moment. Older finds, and most copies on their way, are passed over unread. */
export function itemsFound(db: Replica, after: Instant): Item[] {
  const isLater = `json_extract(row, '$.state.found.at') > ?`;
  return FOUND_COLUMNS.flatMap((column) =>
    rowsWhere(db, 'item', `WHERE away = ? AND ${isLater}`, column, after),
  ).filter(({ state }) => isFoundAfter(state, after));
}

/** Copies that are to be inspected, wherever they are. */
export function itemsToInspect(db: Replica): Item[] {
  return rowsWhere(db, 'item', `WHERE away = 'inspect'`);
}

/** Copies that wait on a cart. */
export function itemsOnCarts(db: Replica): Item[] {
  return rowsWhere(db, 'item', 'WHERE cart IS NOT NULL');
}

/** Copies of other libraries that are here. */
export function borrowedItems(db: Replica): Item[] {
  return rowsWhere(db, 'item', 'WHERE borrowed = 1');
}

/** Copies that desks recorded because the catalog did not have them. */
export function provisionalItems(db: Replica): Item[] {
  return rowsWhere(db, 'item', 'WHERE provisional = 1');
}

/** One title. */
export function titleById(db: Replica, id: TitleId): Title | null {
  return rowByKey(db, 'title', id);
}

/** Items whose barcodes begin so, by the index of barcodes; `end`: the first text after all of these. */
export function itemsBegunWith(db: Replica, start: string, end: string): Item[] {
  return rowsWhere(db, 'item', 'WHERE barcode >= ? AND barcode < ?', start, end);
}
