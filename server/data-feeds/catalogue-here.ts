// Finds the copies and titles of a file that are here already: a copy by the id of its source, by an earlier import of the same system, or by its
// barcode; a title likewise, or by a copy of it.

import { codeText } from '../../shared/core/code-text.ts';
import { itemId } from '../../shared/core/ids.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import type { CatalogueBatch, HereAlready } from '../import/records/record-source.ts';
import type { Found, ItemRecord } from '../import/records/record.ts';
import { openBaselines } from '../import/write/baselines.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import type { Member } from './feed-members.ts';
import { keysOf, type Work } from './feed-work.ts';

/** Copies that are here. A new one whose title the file does not tell is unclear. */
export async function itemsHere(work: Work, records: readonly Found<ItemRecord>[]): Promise<HereAlready<Item>> {
  const { members } = work;
  await members.flush();
  const { known, keyOf, rows } = await copiesOf(work, records);
  for (const [sourceId, key] of keyOf) if (known.get(sourceId)?.key !== key) members.put({ sourceId, key, cards: [] });
  const untitled = records.flatMap(({ value: { id, title } }): [string, string][] =>
    title === '' && !rows.has(id) ? [[id, 'the copy is new, and the file tells no title']] : [],
  );
  return { rows, unclear: new Map(untitled) };
}

type Copies = {
  readonly known: ReadonlyMap<string, Member>;
  /** Keys by the ids of records, also of copies that are new. */
  readonly keyOf: ReadonlyMap<string, string>;
  /** Those that are here, likewise. */
  readonly rows: ReadonlyMap<string, Item>;
};

async function copiesOf(work: Work, records: readonly Found<ItemRecord>[]): Promise<Copies> {
  const { store, members } = work;
  const known = await members.read(records.map(({ value }) => value.id));
  const [own, ...others] = keysOf(work);
  const barcodes = records.map(({ value }) => codeText(value.item.barcode));
  return store.read(async (tx) => {
    const holders = await tx.db
      .selectFrom('item')
      .select(['id', 'barcode'])
      .where(tx.anyOf('barcode', barcodes))
      .where('source_id', 'is not', null)
      .execute();
    const byBarcode = new Map(holders.map(({ barcode, id }) => [barcode, id]));
    const before = records.flatMap(({ value }) => others.map((ids) => ids.item(value.id)));
    const otherRows = await readRows(tx, 'item', new Set(before));
    const aliases = await loadAliases(
      tx,
      [...known.values()].map(({ key }) => key),
    );
    const keyOf = new Map(
      records.map(({ value: { id, item } }): [string, string] => {
        const other = others.map((ids) => ids.item(id)).find((one) => otherRows.has(one));
        const key = known.get(id)?.key ?? other ?? byBarcode.get(codeText(item.barcode));
        return [id, key === undefined ? own.item(id) : aliases.of('item', key)];
      }),
    );
    const found = await readRows(tx, 'item', new Set(keyOf.values()));
    const rows = [...keyOf].flatMap(([id, key]): [string, Item][] => {
      const row = found.get(itemId(key));
      return row === undefined ? [] : [[id, row]];
    });
    return { known, keyOf, rows: new Map(rows) };
  });
}

/**
 * Titles that are here under the key of another source. `taken`: the ids of records by these keys, over the whole file: two titles of the file are
 * never joined to one. A copy tells its title only when the feed has it for the first time: later it may have been moved to another one there.
 */
export async function titlesHere(
  work: Work,
  { titles, items }: CatalogueBatch,
  taken: Map<string, string>,
): Promise<ReadonlyMap<string, Title>> {
  const { store, system, sameIds } = work;
  const [own, ...others] = keysOf(work);
  const ids = titles.map(({ value }) => value.id);
  const joined = await openBaselines(store, system).read('title', ids);
  const { rows: copies, known } = await copiesOf(work, items);
  const ofCopies = new Map(
    items.flatMap(({ value: { id, title } }): [string, string][] => {
      const copy = known.has(id) ? undefined : copies.get(id);
      return copy === undefined ? [] : [[title, copy.titleId]];
    }),
  );
  const meant = await store.read((tx) => idsOfTitles(tx, system, new Set(ofCopies.values())));
  /** Whether a title that is here is one of the file's already, by another id. */
  const isOfAnother = ({ id: key, source }: Title, id: string): boolean =>
    (meant.get(key) ?? id) !== id || (source !== null && sameIds.includes(source.system) && source.id !== id);
  return store.read(async (tx) => {
    const candidates = new Map(
      ids.map((id) => {
        const made = [joined.get(id)?.key, ...[own, ...others].map((one) => one.title(id))];
        return [id, made.flatMap((key) => key ?? [])] as const;
      }),
    );
    const keys = [...[...candidates.values()].flat(), ...ofCopies.values()];
    const aliases = await loadAliases(tx, keys);
    const rows = await readRows(tx, 'title', new Set(keys.map((key) => aliases.of('title', key))));
    const found = new Map<string, Title>();
    for (const [id, some] of candidates) {
      const rowOf = (key: string): Title | undefined => rows.get(aliases.of('title', key));
      const [mine] = some.flatMap((key) => rowOf(key) ?? []);
      const ofCopy = rowOf(ofCopies.get(id) ?? '');
      const row = mine ?? (ofCopy === undefined || isOfAnother(ofCopy, id) ? undefined : ofCopy);
      if (row === undefined || row.id === own.title(id) || (taken.get(row.id) ?? id) !== id) continue;
      taken.set(row.id, id);
      found.set(id, row);
    }
    return found;
  });
}

/** The ids by which a feed knows some titles that are here. */
async function idsOfTitles(
  { db, anyOf }: ReadTx,
  system: string,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  if (keys.size === 0) return new Map();
  const rows = await db
    .selectFrom('import_row')
    .select(['key', 'source_id'])
    .where('kind', '=', 'title')
    .where('system', '=', system)
    .where(anyOf('key', [...keys]))
    .execute();
  return new Map(rows.map(({ key, source_id: id }) => [key, id]));
}
