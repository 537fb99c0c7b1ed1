// Writes judged exceptions: made once, at receipt, with the words that their params give. One that is there already stays as it is.

import type { ItemId } from '../../shared/core/ids.ts';
import { readBodies, readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx } from '../store/store.ts';
import { openException } from '../timeline/exception-row.ts';
import { loadWork } from '../timeline/exception-work.ts';
import { closedAtOnce } from '../timeline/folded-exceptions.ts';
import type { LoadedTimelines } from '../timeline/load-timelines.ts';
import type { Raised } from './taken.ts';

/** Puts the exceptions that are not there yet into `changes`. */
export async function putRaised(
  tx: ReadTx,
  raised: readonly Raised[],
  { loaded, changes }: { readonly loaded: LoadedTimelines; readonly changes: RowChanges },
): Promise<void> {
  if (raised.length === 0) return;
  const items = await readRows(tx, 'item', new Set(raised.flatMap(({ about }) => about ?? [])));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map((item) => item.titleId)));
  const words = (about: ItemId | null) => {
    const item = about === null ? undefined : items.get(about);
    return { barcode: item?.barcode ?? '—', title: titles.get(item?.titleId ?? '')?.title ?? '' };
  };
  const rows = raised.map(({ about, params, ...one }) =>
    openException({ ...one, item: about, origin: 'judged', params: { ...words(about), ...params } }),
  );
  const present = await readBodies(
    tx,
    'exception',
    rows.map((row) => row.id),
  );
  const fresh = rows.filter((row) => !present.has(row.id));
  // What staff said of it may have come before the act that raises it, where a server was restored.
  const works = await loadWork(
    tx,
    fresh.map((row) => row.id),
  );
  for (const row of fresh) {
    const work = works.get(row.id);
    changes.put('exception', closedAtOnce(work === undefined ? row : { ...row, work }, loaded));
  }
}
