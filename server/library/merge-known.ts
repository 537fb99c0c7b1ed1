// Catalogue rows that arrive for cards and barcodes that desks minted provisional rows for: the two are joined.

import type { Instant } from '../../shared/core/instant.ts';
import { isOfDesks } from '../../shared/circ/model/provisional.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRowsBy } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { mergeProvisional, type Merge } from '../timeline/merge.ts';
import type { References } from '../timeline/references.ts';

type Context = { readonly references: References; readonly now: Instant; readonly changes: RowChanges };

/** Joins provisional patrons with those just written. */
export async function mergeKnownPatrons(
  tx: WriteTx,
  patrons: readonly Row<'patron'>[],
  context: Context,
): Promise<void> {
  const byCard = new Map(
    patrons.filter((row) => !row.provisional).flatMap((row) => row.cards.map((card) => [card.number, row.id] as const)),
  );
  const holders = await tx.db
    .selectFrom('patron_card')
    .innerJoin('patron', 'patron.id', 'patron_card.patron_id')
    .select(['patron_card.card', 'patron_card.patron_id'])
    .where(tx.anyOf('patron_card.card', byCard.keys()))
    .where('patron.provisional', '=', 1)
    .execute();
  const merges: Merge[] = holders.flatMap(({ card, patron_id: from }) => {
    const to = byCard.get(card);
    return to === undefined || String(to) === from ? [] : [{ kind: 'patron' as const, from, to }];
  });
  await mergeProvisional(tx, merges, context);
}

/** Joins provisional items with those just written. */
export async function mergeKnownItems(tx: WriteTx, items: readonly Row<'item'>[], context: Context): Promise<void> {
  const byBarcode = new Map(items.filter((row) => !isOfDesks(row)).map((row) => [row.barcode, row]));
  const merges = (await provisionalItems(tx, byBarcode.keys())).flatMap((from) => {
    const to = byBarcode.get(from.barcode);
    return to === undefined || to.id === from.id ? [] : [mergeOfItems(from, to)];
  });
  await mergeProvisional(tx, merges, context);
}

/** The merge of a provisional item into the real one; its provisional title goes with it. */
export function mergeOfItems(from: Row<'item'>, to: Row<'item'>): Merge {
  const titles = from.titleId === to.titleId ? {} : { titles: { from: from.titleId, to: to.titleId } };
  return { kind: 'item', from: from.id, to: to.id, ...titles };
}

async function provisionalItems(tx: ReadTx, barcodes: Iterable<string>): Promise<Row<'item'>[]> {
  const found = await tx.db
    .selectFrom('item')
    .select('id')
    .where(tx.anyOf('barcode', barcodes))
    // Made at a desk, whether its record is complete or not.
    .where('source_id', 'is', null)
    .execute();
  return readRowsBy(tx, 'item', { column: 'id', values: found.map(({ id }) => id) });
}
