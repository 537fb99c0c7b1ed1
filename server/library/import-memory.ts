// The rows of the last import, by source: a later import compares with them field by field, so that edits made here since are not lost, and
// detects rows that are no longer in the source. Kept beside the library; never on the feed.

import { readRows } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';

/** One row of a source at its last import: its key here, and the text that the importer compares with. */
export type ImportedRow = { readonly sourceId: string; readonly key: string; readonly body: string };

/** Keeps imported rows; a source id that is there is replaced. */
export async function keepImported(
  store: Store,
  from: { readonly kind: string; readonly system: string },
  rows: readonly ImportedRow[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    await store.write((tx) =>
      tx.upsert(
        'import_row',
        chunk.map(({ sourceId, key, body }) => ({ ...from, source_id: sourceId, key, body })),
      ),
    );
  }
}

/** Forgets rows that are no longer in the source. */
export async function forgetImported(
  store: Store,
  from: { readonly kind: string; readonly system: string },
  sourceIds: readonly string[],
): Promise<void> {
  await store.write((tx) =>
    tx.db
      .deleteFrom('import_row')
      .where('kind', '=', from.kind)
      .where('system', '=', from.system)
      .where(tx.anyOf('source_id', sourceIds))
      .execute(),
  );
}

const CHUNK = 2_000;

/** Which of these items, titles (hold acts) or patrons have acts of desks: there the library knows more than the source. */
export async function haveOwnActs(
  store: Store,
  of: 'item' | 'title' | 'patron',
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const column = { item: 'item_id', title: 'title_id', patron: 'names_patron' } as const;
  const name = column[of];
  return store.read(async (tx) => {
    const rows = await tx.db
      .selectFrom('event')
      .select(name)
      .distinct()
      .where(tx.anyOf(name, ids))
      .where('desk_id', '!=', '')
      .execute();
    const kept = rows.flatMap((row) => Object.values(row).filter((id) => id !== null));
    return new Set([...kept, ...(await inCheckpoints(tx, of, ids))]);
  });
}

/** Rows with acts that are in a checkpoint by now: items whose base was moved, and all rows that an ended loan or hold names. */
async function inCheckpoints(
  tx: ReadTx,
  of: 'item' | 'title' | 'patron',
  ids: readonly string[],
): Promise<readonly string[]> {
  if (of === 'item') {
    const items = await readRows(tx, 'item', ids);
    return [...items.values()].flatMap(({ id, base }) => (base.foldedTo === null ? [] : [id]));
  }
  const column = of === 'title' ? 'title_id' : 'patron_id';
  const holds = await tx.db
    .selectFrom('hold')
    .select(column)
    .distinct()
    .where(tx.anyOf(column, ids))
    .where('state', 'not in', ['waiting', 'captured'])
    .execute();
  const loans =
    of === 'title'
      ? []
      : await tx.db
          .selectFrom('loan')
          .select('patron_id')
          .distinct()
          .where(tx.anyOf('patron_id', ids))
          .where('state', '=', 'closed')
          .execute();
  return [...holds, ...loans].flatMap((row) => Object.values(row));
}
