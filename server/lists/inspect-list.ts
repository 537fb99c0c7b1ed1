// Copies of the whole library that wait to be inspected.

import { isItemAct } from '../../shared/circ/act-kinds.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import { inspectRows, type InspectRow } from '../../shared/lists/to-inspect.ts';
import { readAllRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

/** Null: of every branch. */
export async function copiesToInspect({
  tx,
  branch,
}: {
  readonly tx: ReadTx;
  readonly branch: BranchId | null;
}): Promise<InspectRow[]> {
  const [library] = await readAllRows(tx, 'library');
  const items = await readRowsBy(tx, 'item', { column: 'away', values: ['inspect'] });
  const events = await readRowsBy(tx, 'event', { column: 'item_id', values: items.map(({ id }) => id) });
  const holds = await readRowsBy(tx, 'hold', {
    column: 'title_id',
    values: new Set(items.map(({ titleId }) => titleId)),
  });
  const actsOf = Map.groupBy(events.filter(isItemAct), ({ itemId }) => itemId);
  const holdsOf = Map.groupBy(holds, ({ titleId }) => titleId);
  const source = {
    ...(await rowSource(tx, { items })),
    holdsOfTitle: (id: (typeof holds)[number]['titleId']) => holdsOf.get(id) ?? [],
    actsOfItem: (id: (typeof items)[number]['id']) => actsOf.get(id) ?? [],
  };
  return inspectRows(source, items, { branch, kinds: library?.desk?.equipment ?? [] });
}
