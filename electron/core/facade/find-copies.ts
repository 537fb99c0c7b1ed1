// Copies by what staff type: those of titles that were written in here, which no index has yet, and those of the replica.

import type { Item } from '../../../shared/circ/model/item.ts';
import { findItems, isTitleFoundBy } from '../../../db/replica/queries/find-items.ts';
import type { Copy } from '../desk-sight.ts';

/** At most `limit` copies as they look now; those of a title stand together. */
export function findCopies({ db, sight }: Copy, query: string, limit: number): readonly Item[] {
  const here = sight
    .titlesWrittenHere()
    .filter((title) => isTitleFoundBy(title, query))
    .flatMap(({ id }) => sight.itemsOfTitle(id));
  const known = new Set(here.map(({ id }) => id));
  const rows = findItems(db, query, limit)
    .filter(({ id }) => !known.has(id))
    .map((item) => sight.itemNow(item));
  return [...here, ...rows].slice(0, limit);
}
