// Course reserves of the whole library, for the report on them.

import { reserveUses, type ReserveUses } from '../../shared/reports/reserves/reserve-uses.ts';
import { reserveState } from '../lists/course-lists.ts';
import { readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** Readings with their copies and loans. */
export async function libraryReserves(tx: ReadTx): Promise<ReserveUses> {
  const state = await reserveState(tx);
  const items = new Set(state.reserves().map(({ itemId }) => itemId));
  const loans = Map.groupBy(await readRowsBy(tx, 'loan', { column: 'item_id', values: items }), ({ itemId }) => itemId);
  return reserveUses(state.reserves(), {
    course: (id) => state.course(id),
    term: (id) => state.term(id),
    reading: (id) => state.reading(id),
    titleOf: (id) => {
      const item = state.item(id);
      return item === null ? null : (state.title(item.titleId)?.title ?? item.barcode);
    },
    loansOf: (id) => (loans.get(id) ?? []).filter(({ state: is }) => is !== 'in-question'),
  });
}
