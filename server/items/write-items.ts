// Edits of copies: each field by its effective time, in any order of arrival. A barcode that a row was only minted for
// joins the two; staff look at one that another copy has.

import { itemId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { required } from '../../shared/core/assert.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { isOfDesks } from '../../shared/circ/model/provisional.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { ITEM_FIELDS } from '../../shared/circ/model/item-fields.ts';
import { ownItem } from '../../shared/circ/model/reserved-item.ts';
import { raise, type Raised, type Taken } from '../commands/taken.ts';
import { mergeOfItems } from '../library/merge-known.ts';
import type { ListedReserve } from '../courses/plan-course-lines.ts';
import { refoldItems } from '../library/refold-items.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { closeByEvent } from '../timeline/exception-row.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { mergeProvisional } from '../timeline/merge.ts';
import type { References } from '../timeline/references.ts';
import { withWrites, type FieldWrite } from '../library/field-writes.ts';
import { putWrittenTitles } from '../titles/title-writes.ts';
import {
  itemOfWrites,
  keepItemWrites,
  lenderFields,
  readItemWrites,
  recordFields,
  reserveFields,
  withListed,
} from './item-writes.ts';

type Context = { readonly references: References; readonly now: Instant; readonly changes: RowChanges };
type ItemWrite = Extract<Recorded, { kind: 'writeItem' }>;
type Writing = { readonly taken: Taken; readonly write: ItemWrite; readonly id: string };

/** Writes the edited fields. Unknown items were minted before. */
export async function writeItems(tx: WriteTx, batch: readonly Taken[], context: Context): Promise<Raised[]> {
  const found = batch.flatMap((taken) =>
    taken.recorded.flatMap((write) => (write.kind === 'writeItem' ? [{ taken, write }] : [])),
  );
  const aliases = await loadAliases(
    tx,
    found.map(({ write }) => write.itemId),
  );
  const writings = found.map((one) => ({ ...one, id: aliases.of('item', one.write.itemId) }));
  await tx.lock(writings.flatMap(({ write: { fields } }) => fields.barcode ?? []).map((one) => `barcode:${one}`));
  await writeFields(tx, writings, context);
  await closeUnknown(tx, writings, context);
  return settleBarcodes(tx, writings, context);
}

async function writeFields(tx: WriteTx, writings: readonly Writing[], context: Context): Promise<void> {
  const ids = new Set(writings.map(({ id }) => id));
  const before = await readRows(tx, 'item', ids);
  const known = new Map<string, readonly FieldWrite[]>(await readItemWrites(tx, ids));
  for (const { write, id } of writings) {
    const item = required(before.get(id), () => `no row of item ${id}`);
    const { header, record } = write;
    // The catalog has it meanwhile: fields that were written in its place count no more.
    if (record !== undefined && !isOfDesks(item)) continue;
    const place = { at: header.at, desk_id: header.desk, stream: header.stream, seq: header.seq };
    const values = [
      ...ITEM_FIELDS.written(write.fields),
      ...(record === undefined ? [] : recordFields(record)),
      ...(write.lender === undefined ? [] : lenderFields(write.lender)),
      ...(write.reserve === undefined ? [] : reserveFields(write.reserve)),
    ];
    known.set(id, withWrites(ITEM_FIELDS, { row: ownItem(item), known: known.get(id) ?? [] }, { values, place }));
  }
  const after = [...before.values()].map((item) => itemOfWrites(item, known.get(item.id) ?? []));
  const own = collectChanges();
  for (const item of after) own.put('item', item);
  await keepItemWrites(tx, known);
  const titles = after.filter(isOfDesks).map(({ titleId }) => titleId);
  await putWrittenTitles(tx, titles, own);
  await writeChanges(tx, own);
  context.changes.add(own);
  await refoldItems(tx, { before, after }, context);
}

/** Copies that an imported list puts on reserve: a repeated value is no write. The caller holds their titles, as acts on them do. */
export async function writeListedReserves(
  tx: WriteTx,
  listed: readonly ListedReserve[],
  context: Context,
): Promise<void> {
  if (listed.length === 0) return;
  const ids = new Set(listed.map(({ item }) => item.id));
  const before = await readRows(tx, 'item', ids);
  const known = new Map<string, readonly FieldWrite[]>(await readItemWrites(tx, ids));
  for (const reserve of listed)
    known.set(reserve.item.id, withListed(known.get(reserve.item.id) ?? [], reserve, context.now));
  const after = [...before.values()].map((item) => itemOfWrites(item, known.get(item.id) ?? []));
  const own = collectChanges();
  for (const item of after) if (JSON.stringify(item) !== JSON.stringify(before.get(item.id))) own.put('item', item);
  await keepItemWrites(tx, known);
  await writeChanges(tx, own);
  context.changes.add(own);
  await refoldItems(tx, { before, after }, context);
}

/** A copy whose record is complete is work no longer. */
function closeUnknown(tx: WriteTx, writings: readonly Writing[], { changes }: Context): Promise<void> {
  const values = writings.flatMap(({ id, write }) => (write.record?.isComplete === true ? [id] : []));
  return closeByEvent(tx, { column: 'item_id', values, code: 'item-unknown' }, changes);
}

/** Rows that were only a barcode join the copy that has it now. A copy that has it already raises an exception. */
async function settleBarcodes(tx: WriteTx, writings: readonly Writing[], context: Context): Promise<Raised[]> {
  const labeled = writings.filter(({ write }) => write.fields.barcode !== undefined);
  const rows = await readRows(
    tx,
    'item',
    labeled.map(({ id }) => id),
  );
  const values = new Set([...rows.values()].map(({ barcode }) => barcode));
  const holders = values.size === 0 ? [] : await readRowsBy(tx, 'item', { column: 'barcode', values });
  const raised: Raised[] = [];
  const merges = labeled.flatMap(({ taken, id }) => {
    const item = required(rows.get(id), () => `no row of item ${id}`);
    const others = holders.filter((one) => one.barcode === item.barcode && String(one.id) !== id);
    return others.flatMap((other) => settleOne(taken, { item, other }, raised));
  });
  await mergeProvisional(tx, merges, context);
  return raised;
}

function settleOne(
  taken: Taken,
  { item, other }: { readonly item: Item; readonly other: Item },
  raised: Raised[],
): ReturnType<typeof mergeOfItems>[] {
  const { barcode } = item;
  if (other.provisional && !item.provisional) {
    raised.push(raise(taken, 'item-merged', { item: item.id }, { barcode }));
    return [mergeOfItems(other, item)];
  }
  raised.push(raise(taken, 'item-duplicate', { item: itemId(item.id) }, { barcode }));
  return [];
}
