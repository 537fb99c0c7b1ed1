// Writes of items' fields, each kept with its value and its time: by acts of staff, and by what the library system said at first and when it said
// something else. Of all writes of a field the latest stands. [I24]

import { z } from 'zod';
import { isItemField, itemFieldOf, ITEM_FIELDS, withFormer } from '../../shared/circ/model/item-fields.ts';
import { ItemSchema, type Item } from '../../shared/circ/model/item.ts';
import { describedItem, describedTitle, type ItemRecordWrite } from '../../shared/circ/model/provisional.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { compareWrites, type WritePlace } from '../patrons/field-write.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** One write of a field; `value` is JSON. An import has no desk. */
export type ItemFieldWrite = Tables['item_field'];

/** Before every act: what the library system had said when a person first wrote. */
const SINCE_EVER: WritePlace = { at: 0, desk_id: '', stream: '', seq: 0 };

/** Fields of a copy that the catalog does not have: its title, and that its record is complete. */
const TITLE = 'title';
const COMPLETE = 'complete';

const TitleTextSchema = z.object({ title: z.string(), author: z.string().nullable() });

/** A record of a copy not in the catalog, as field writes. */
export function recordFields({ title, author, isComplete }: ItemRecordWrite): { field: string; value: unknown }[] {
  return [{ field: TITLE, value: { title, author } }, ...(isComplete ? [{ field: COMPLETE, value: true }] : [])];
}

/** The title as the writes of its copy leave it. */
export function titleOfWrites(title: Title, writes: readonly ItemFieldWrite[]): Title {
  const newest = writes.findLast(({ field }) => field === TITLE);
  return newest === undefined ? title : describedTitle(title, TitleTextSchema.parse(JSON.parse(newest.value)));
}

/** Every write of these items' fields, in order, by item. */
export async function readItemWrites(
  tx: ReadTx,
  items: Iterable<string>,
): Promise<Map<string, readonly ItemFieldWrite[]>> {
  const rows = await tx.db.selectFrom('item_field').selectAll().where(tx.anyOf('item_id', items)).execute();
  return Map.groupBy(rows.toSorted(compareWrites), (row) => row.item_id);
}

/** Keeps writes. */
export async function keepItemWrites(tx: WriteTx, writes: readonly ItemFieldWrite[]): Promise<void> {
  await tx.upsert('item_field', writes);
}

/** The writes of an item with one more of some fields. What stood there before the first write of a field is kept with it. */
export function withWrites(
  item: Item,
  known: readonly ItemFieldWrite[],
  { fields, place }: { readonly fields: readonly { field: string; value: unknown }[]; readonly place: WritePlace },
): ItemFieldWrite[] {
  const writes = [...known];
  for (const { field, value } of fields) {
    if (isItemField(field) && !writes.some((one) => one.field === field))
      writes.push(writeOf(item, field, itemFieldOf(item, field), SINCE_EVER));
    writes.push(writeOf(item, field, value, place));
  }
  return writes.toSorted(compareWrites);
}

/** The writes of an item with those of a copy that turned out to be it: edits by staff, and nothing of a record made in place of the catalog. */
export function withMoved(
  item: Item,
  known: readonly ItemFieldWrite[],
  moved: readonly ItemFieldWrite[],
): ItemFieldWrite[] {
  const actOf = ({ desk_id: desk, stream, seq }: ItemFieldWrite): string => `${desk}\n${stream}\n${seq}`;
  const records = new Set(moved.filter(({ field }) => field === TITLE).map(actOf));
  const edits = moved.filter((write) => write.desk_id !== '' && !records.has(actOf(write)));
  let writes = [...known];
  for (const { field, value, at, desk_id, stream, seq } of edits)
    writes = withWrites(item, writes, {
      fields: [{ field, value: JSON.parse(value) }],
      place: { at, desk_id, stream, seq },
    });
  return writes;
}

/** The item as its writes leave it. */
export function itemOfWrites(item: Item, writes: readonly ItemFieldWrite[]): Item {
  const newest = ITEM_FIELDS.flatMap((field) => {
    const write = writes.findLast((one) => one.field === field);
    return write === undefined ? [] : [[field, JSON.parse(write.value)]];
  });
  const next = ItemSchema.parse({ ...item, ...Object.fromEntries(newest) });
  const made = isWritten(writes, TITLE) ? describedItem(next, isWritten(writes, COMPLETE)) : next;
  return withFormer(made, barcodesOf(writes));
}

/**
 * An imported row beside the writes of its item: what the library system says anew is a write at this moment, what it repeats is none, so that the
 * edit of a person stands until the library system says something else.
 */
export function importedOver(
  row: Item,
  known: readonly ItemFieldWrite[],
  now: number,
): { readonly item: Item; readonly added: readonly ItemFieldWrite[] } {
  const added = ITEM_FIELDS.flatMap((field) => {
    const said = known.findLast((one) => one.field === field && one.desk_id === '');
    if (said === undefined) return [];
    const write = writeOf(row, field, itemFieldOf(row, field), { ...SINCE_EVER, at: now });
    return write.value === said.value ? [] : [write];
  });
  return { item: itemOfWrites(row, [...known, ...added].toSorted(compareWrites)), added };
}

function isWritten(writes: readonly ItemFieldWrite[], field: string): boolean {
  return writes.some((one) => one.field === field);
}

function writeOf(item: Item, field: string, value: unknown, place: WritePlace): ItemFieldWrite {
  return { item_id: item.id, field, ...place, value: JSON.stringify(value) };
}

function barcodesOf(writes: readonly ItemFieldWrite[]): string[] {
  return writes.flatMap(({ field, value }) => (field === 'barcode' ? [parseBarcode(value)] : []));
}

function parseBarcode(value: string): string {
  return ItemSchema.shape.barcode.parse(JSON.parse(value));
}
