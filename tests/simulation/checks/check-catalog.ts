// Copies and titles at the end: staff edits stand by their own time, and a label on two copies has an exception.

import { readAllRows } from '../../../server/store/read-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import { isSameData } from '../../../shared/core/same-data.ts';
import { plainCatalog } from '../model/catalog-story.ts';
import type { Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';

export type Catalog = {
  readonly items: readonly Item[];
  readonly titles: readonly Title[];
  readonly itemOf: (id: string) => string;
  readonly titleOf: (id: string) => string;
};

export async function readCatalog(tx: ReadTx): Promise<Catalog> {
  const aliases = await tx.db.selectFrom('alias').selectAll().where('kind', '!=', 'patron').execute();
  const known = new Map(aliases.map(({ kind, from_id: from, to_id: to }) => [`${kind} ${from}`, to]));
  return {
    items: await readAllRows(tx, 'item'),
    titles: await readAllRows(tx, 'title'),
    itemOf: (id) => known.get(`item ${id}`) ?? id,
    titleOf: (id) => known.get(`title ${id}`) ?? id,
  };
}

/** `told`: items with an exception about a shared label. The fields drawn here are none that the library's data change. [I24] */
export function checkCatalog(catalog: Catalog, said: readonly Said[], told: ReadonlySet<string>): void {
  const rows = new Map<string, Item | Title>([...catalog.items, ...catalog.titles].map((row) => [row.id, row]));
  // A title is the library's where a copy of it is.
  const listed = new Set<string>(
    catalog.items.flatMap(({ id, titleId, source }) => (source === null ? [] : [id, titleId])),
  );
  const isListed = (id: string): boolean => listed.has(id);
  const titles = new Map<string, string>(catalog.items.map(({ id, titleId }) => [id, titleId]));
  const plain = plainCatalog(said, { ...catalog, titleOfCopy: (id) => titles.get(id), isListed });
  if (plain === null) return;
  for (const [id, fields] of [...plain.items, ...plain.titles]) {
    const row = rows.get(id);
    if (row === undefined) continue;
    const found: Readonly<Record<string, unknown>> = { ...row };
    for (const [field, value] of fields)
      holds(
        24,
        isSameData(found[field] ?? null, value),
        () => `${field} of ${id} is ${JSON.stringify(found[field])}, and staff wrote ${JSON.stringify(value)}`,
      );
  }
  for (const [label, of] of Map.groupBy(catalog.items, ({ barcode }) => barcode))
    holds(
      24,
      of.length < 2 || of.some(({ id }) => told.has(id)),
      () => `${label} is on ${of.map(({ id }) => id).join(' and ')}, and nobody was told`,
    );
}
