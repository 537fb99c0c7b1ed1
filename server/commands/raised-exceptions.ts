// Writes judged exceptions: made once, at receipt, with the words that their params give. An exception that exists
// stays as it is. They refer to the rows that the library has now, not to the ids that the desk used, and earlier work
// of staff on them counts.

import type { ItemId } from '../../shared/core/ids.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import { endsBy } from '../../shared/circ/held-exceptions.ts';
import { readBodies, readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { lockExceptions, openException } from '../timeline/exception-row.ts';
import { loadWork } from '../timeline/exception-work.ts';
import { closedAtOnce } from '../timeline/folded-exceptions.ts';
import type { LoadedTimelines } from '../timeline/load-timelines.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { movedByMerge } from '../timeline/merge.ts';
import { firstResolutions } from '../timeline/resolutions.ts';
import type { Raised } from './taken.ts';

/** Puts the exceptions that are not there yet into `changes`. */
export async function putRaised(
  tx: WriteTx,
  raised: readonly Raised[],
  { loaded, changes }: { readonly loaded: LoadedTimelines; readonly changes: RowChanges },
): Promise<void> {
  if (raised.length === 0) return;
  const aliases = await loadAliases(tx, raised.flatMap(namedBy));
  const real = (about: ItemId) => aliases.of('item', about);
  const items = await readRows(tx, 'item', new Set(raised.flatMap(({ about }) => (about === null ? [] : real(about)))));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map((item) => item.titleId)));
  const words = (about: ItemId | null) => {
    const item = about === null ? undefined : items.get(real(about));
    return { barcode: item?.barcode ?? '—', title: titles.get(item?.titleId ?? '')?.title ?? '' };
  };
  const rows = raised.map(({ about, params, ...one }) =>
    openException({ ...one, item: about, origin: 'judged', params: { ...words(about), ...params } }),
  );
  const ids = rows.map((row) => row.id);
  await lockExceptions(tx, ids);
  const present = await readBodies(tx, 'exception', ids);
  // Work on an exception may have come before the act that raises it, where a server was restored.
  const works = await loadWork(tx, ids);
  const resolutions = await firstResolutions(tx, ids);
  for (const row of rows.filter(({ id }) => !present.has(id))) {
    const work = works.get(row.id);
    const resolution = resolutions.get(row.id);
    const moved = movedByMerge(row, aliases);
    const told = work === undefined ? moved : { ...moved, work };
    changes.put(
      'exception',
      resolution !== undefined && endsBy(row, resolution.action)
        ? ({ ...told, state: 'resolved', resolution } satisfies Exception)
        : closedAtOnce(told, loaded),
    );
  }
}

function namedBy({ subject, about }: Raised): string[] {
  const patron = 'patron' in subject ? [subject.patron] : [];
  const item = 'item' in subject ? [subject.item] : [];
  return [...patron, ...item, ...(about === null ? [] : [about])];
}
