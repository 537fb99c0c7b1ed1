// Where copies are and whether they can be had, for discovery layers.

import { formatInstant, type Instant } from '../../shared/core/instant.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { copyRows } from '../../shared/lists/title-lists.ts';
import type { Availability } from '../../shared/wire/discovery.ts';
import { rowSource } from '../lists/row-source.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** One copy by its barcode, or every copy of a title by its id; none where there is none. Withdrawn copies are left out. */
export async function availabilityOf(
  tx: ReadTx,
  asked: { readonly barcode?: string | undefined; readonly title?: string | undefined },
  now: Instant,
): Promise<Availability> {
  const by =
    asked.barcode === undefined
      ? { column: 'title_id' as const, values: [asked.title ?? ''] }
      : { column: 'barcode' as const, values: [asked.barcode] };
  const items = (await readRowsBy(tx, 'item', by)).filter(({ state }) => state.status !== 'discarded');
  const loans = await readRows(tx, 'loan', new Set(items.flatMap(({ state }) => state.loan ?? [])));
  const source = await rowSource(tx, { items });
  const copies = items.map((item) => ({
    item,
    loan: item.state.loan === null ? null : (loans.get(item.state.loan) ?? null),
  }));
  const rows = copyRows(source, copies, { now, zone: 'UTC' });
  return {
    copies: rows.map(({ barcode, titleId, branchName, location, callNumber, kind, status, due }) => ({
      barcode,
      titleId,
      branch: branchName,
      location,
      callNumber,
      kind,
      status,
      available: status === 'available',
      dueAt: due === null ? null : formatInstant(due.dueAt),
    })),
    holds: await liveHolds(tx, items),
    asOf: formatInstant(now),
  };
}

async function liveHolds(tx: ReadTx, items: readonly Item[]): Promise<number> {
  const titles = new Set(items.map(({ titleId }) => titleId));
  if (titles.size === 0) return 0;
  const holds = await readRowsBy(tx, 'hold', { column: 'title_id', values: [...titles] });
  return holds.filter(({ state }) => state === 'waiting' || state === 'captured').length;
}
