// Writes of items' fields, and of the records of copies that the catalog does not have. [I24]

import { z } from 'zod';
import { ITEM_FIELDS, withFormer, type ItemField } from '../../shared/circ/model/item-fields.ts';
import {
  LENDER_TERMS,
  LenderTermsSchema,
  withLenderTerms,
  type LenderTerms,
} from '../../shared/circ/model/borrowed.ts';
import { ItemSchema, type Item } from '../../shared/circ/model/item.ts';
import { describedItem, type ItemRecordWrite } from '../../shared/circ/model/provisional.ts';
import { reserveId, type ReserveId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import {
  ItemReserveSchema,
  NO_TERMS,
  ReserveTermsSchema,
  type ItemReserve,
  type ReserveTerms,
} from '../../shared/circ/model/course.ts';
import { ownItem, withReserves, type ReserveWrite } from '../../shared/circ/model/reserved-item.ts';
import { saidAnew, standing, withEdits, type FieldWrite, type WrittenRow } from '../library/field-writes.ts';
import { compareWrites } from '../patrons/field-write.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** Fields of a copy that the catalog does not have: its title, and that its record is complete. */
export const RECORDED_TITLE = 'title';
const COMPLETE = 'complete';

/** Begins the field of one term of the lender. */
const LENDER = 'lender:';

/** Beginning of the field for one reserve that a copy is on. */
const RESERVE = 'reserve:';

const TitleTextSchema = z.object({ title: z.string(), author: z.string().nullable() });

/** A record of a copy not in the catalog, as field writes. */
export function recordFields({ title, author, isComplete }: ItemRecordWrite): { field: string; value: unknown }[] {
  return [
    { field: RECORDED_TITLE, value: { title, author } },
    ...(isComplete ? [{ field: COMPLETE, value: true }] : []),
  ];
}

/** A copy put on reserve, or taken off it, as a field write. */
export function reserveFields({ id, at, terms }: ReserveWrite): { field: string; value: unknown }[] {
  return [{ field: `${RESERVE}${id}`, value: terms === null ? null : { at, ...terms } }];
}

/**
 * The writes of a copy with the reserve that an imported list puts it on. A value that the list had already is no write, a field that it does not
 * have stays as it is, and a copy that was taken off since stays off.
 */
export function withListed(
  known: readonly FieldWrite[],
  { id, terms }: { readonly id: ReserveId; readonly terms: Partial<ReserveTerms> },
  now: Instant,
): readonly FieldWrite[] {
  const field = `${RESERVE}${id}`;
  const own = known.filter((one) => one.field === field);
  const last = own.at(-1);
  const stands = last === undefined ? null : termsIn(last.value);
  const before = own.findLast(({ desk_id }) => desk_id === '');
  const said = before === undefined ? null : termsIn(before.value);
  const isSame = said !== null && JSON.stringify({ ...said, ...terms }) === JSON.stringify(said);
  if (isSame || (before !== undefined && stands === null)) return known;
  const value = JSON.stringify({ at: now, ...NO_TERMS, ...stands, ...terms });
  return [...known, { field, value, at: now, desk_id: '', stream: '', seq: 0 }].toSorted(compareWrites);
}

function termsIn(value: string): ReserveTerms | null {
  const { success, data } = ReserveTermsSchema.safeParse(JSON.parse(value));
  return success ? data : null;
}

/** Fields of a title as the record of its copy gave them. */
export function recordedTitle({ value, at, desk_id, stream, seq }: FieldWrite): FieldWrite[] {
  const { title, author } = TitleTextSchema.parse(JSON.parse(value));
  const place = { at, desk_id, stream, seq };
  return [
    { field: 'title', value: JSON.stringify(title), ...place },
    { field: 'author', value: JSON.stringify(author), ...place },
  ];
}

/** Terms that a lender changed, as field writes. */
export function lenderFields(terms: LenderTerms): { field: string; value: unknown }[] {
  return LENDER_TERMS.flatMap((term) =>
    terms[term] === undefined ? [] : [{ field: `${LENDER}${term}`, value: terms[term] }],
  );
}

/** The terms that were changed since the copy came in. Terms of earlier loans under the same strap count no more. */
function lenderTermsOf(writes: readonly FieldWrite[]): LenderTerms {
  const received = writes.findLastIndex(({ field }) => field === 'borrowed');
  const later = writes.slice(received + 1);
  return LenderTermsSchema.parse(
    Object.fromEntries(
      LENDER_TERMS.flatMap((term) => {
        const last = later.findLast(({ field }) => field === `${LENDER}${term}`);
        return last === undefined ? [] : [[term, JSON.parse(last.value) as unknown]];
      }),
    ),
  );
}

/** Every write of these items' fields, in order, by item. */
export async function readItemWrites(tx: ReadTx, items: Iterable<string>): Promise<Map<string, readonly FieldWrite[]>> {
  const rows = await tx.db.selectFrom('item_field').selectAll().where(tx.anyOf('item_id', items)).execute();
  return Map.groupBy(rows.toSorted(compareWrites), (row) => row.item_id);
}

/** Keeps writes of items. */
export async function keepItemWrites(tx: WriteTx, writes: ReadonlyMap<string, readonly FieldWrite[]>): Promise<void> {
  const rows = [...writes].flatMap(([id, own]) => own.map((write) => ({ ...write, item_id: id })));
  await tx.upsert('item_field', rows);
}

/** The writes of an item with those of a copy that turned out to be it: edits by staff, and nothing of a record made in place of the catalog. */
export function withMoved(written: WrittenRow<Item>, moved: readonly FieldWrite[]): readonly FieldWrite[] {
  const actOf = ({ desk_id: desk, stream, seq }: FieldWrite): string => `${desk}\n${stream}\n${seq}`;
  const records = new Set(moved.filter(({ field }) => field === RECORDED_TITLE).map(actOf));
  return withEdits(
    ITEM_FIELDS,
    { ...written, row: ownItem(written.row) },
    moved.filter((write) => !records.has(actOf(write))),
  );
}

/** The item as its writes leave it. */
export function itemOfWrites(item: Item, writes: readonly FieldWrite[]): Item {
  const values = standing(ITEM_FIELDS, writes).map(({ field, value }) => [field, value]);
  const written = ItemSchema.parse({ ...ownItem(item), ...Object.fromEntries(values), ...photosOver(writes) });
  const next = withLenderTerms(written, lenderTermsOf(writes));
  const made = isWritten(writes, RECORDED_TITLE) ? describedItem(next, isWritten(writes, COMPLETE)) : next;
  return withReserves(withFormer(made, barcodesOf(writes)), reservesOf(writes));
}

/** An imported row beside the writes of its item. */
export function importedOver(
  row: Item,
  known: readonly FieldWrite[],
  now: number,
): { readonly item: Item; readonly added: readonly FieldWrite[] } {
  const added = saidAnew(ITEM_FIELDS, { row, known }, now);
  return { item: itemOfWrites(row, [...known, ...added].toSorted(compareWrites)), added };
}

/** A condition that was written later than the photos, by an older desk or an import, has none. */
function photosOver(writes: readonly FieldWrite[]): Pick<Item, 'conditionPhotos'> {
  const last = (name: ItemField) => writes.findLast(({ field }) => field === name);
  const [condition, photos] = [last('condition'), last('conditionPhotos')];
  const isOver = condition !== undefined && photos !== undefined && compareWrites(photos, condition) < 0;
  return isOver ? { conditionPhotos: null } : {};
}

function isWritten(writes: readonly FieldWrite[], field: string): boolean {
  return writes.some((one) => one.field === field);
}

/** The reserves that a copy is on, by the last word on each. */
function reservesOf(writes: readonly FieldWrite[]): ItemReserve[] {
  const last = new Map(
    writes.flatMap(({ field, value }) => (field.startsWith(RESERVE) ? [[field, value] as const] : [])),
  );
  return [...last].flatMap(([field, value]) => {
    const terms: unknown = JSON.parse(value);
    return terms === null
      ? []
      : ItemReserveSchema.parse({ ...parseTerms(terms), id: reserveId(field.slice(RESERVE.length)) });
  });
}

const KeptTermsSchema = ReserveTermsSchema.extend({ at: ItemReserveSchema.shape.at });
const parseTerms = (terms: unknown) => KeptTermsSchema.parse(terms);

function barcodesOf(writes: readonly FieldWrite[]): string[] {
  return writes.flatMap(({ field, value }) => (field === 'barcode' ? [parseBarcode(value)] : []));
}

function parseBarcode(value: string): string {
  return ItemSchema.shape.barcode.parse(JSON.parse(value));
}
