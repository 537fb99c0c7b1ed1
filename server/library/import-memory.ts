// What the last import gave, by source: a later import compares with it field by field, so that what was edited here since is not lost,
// and sees what is no longer in the source. Kept beside the library; never on the feed.

import type { Store } from '../store/store.ts';

/** One row of a source as it was imported last: the key it has here, and whatever text the importer wants to compare with. */
export type ImportedRow = { readonly sourceId: string; readonly key: string; readonly body: string };

/** Keeps what was imported; a source id that is there is replaced. */
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

const CHUNK = 500;

/** Which of these items, titles (hold acts) or patrons have acts of desks: there the library knows more than the source. */
export async function haveOwnActs(
  store: Store,
  of: 'item' | 'title' | 'patron',
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const column = { item: 'item_id', title: 'title_id', patron: 'names_patron' } as const;
  const name = column[of];
  const rows = await store.read((tx) =>
    tx.db.selectFrom('event').select(name).distinct().where(tx.anyOf(name, ids)).where('desk_id', '!=', '').execute(),
  );
  return new Set(rows.flatMap((row) => Object.values(row).filter((id) => id !== null)));
}
