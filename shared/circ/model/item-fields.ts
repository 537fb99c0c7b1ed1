// Fields of a copy that staff may write.

import { z } from 'zod';
import { BorrowedSchema } from './borrowed.ts';
import { ItemSchema, type Item } from './item.ts';
import { ownItem, withReserves } from './reserved-item.ts';
import { rowFields } from './row-fields.ts';

const FieldsSchema = ItemSchema.pick({
  barcode: true,
  location: true,
  callNumber: true,
  kind: true,
  priceMinor: true,
  alert: true,
  parts: true,
}).extend({
  partPrices: ItemSchema.shape.partPrices.unwrap(),
  condition: z.string().nullable(),
  conditionPhotos: ItemSchema.shape.conditionPhotos.unwrap(),
  borrowed: BorrowedSchema.nullable(),
});

/** Fields that are written; absent = left as they are. */
export const ItemFieldsSchema = FieldsSchema.partial();
export type ItemFields = z.infer<typeof ItemFieldsSchema>;
export type ItemField = keyof ItemFields;

export const ITEM_FIELDS = rowFields<Item, ItemField, ItemFields>(FieldsSchema.shape, (fields) =>
  ItemFieldsSchema.parse(fields),
);

/**
 * The item with these fields, which are its own ones while it is on reserve. A barcode that it had before still finds it. Photos are of one condition:
 * another one that comes without photos has none.
 */
export function withItemFields(item: Item, fields: ItemFields): Item {
  const photos = fields.condition === undefined || !item.conditionPhotos ? {} : { conditionPhotos: null };
  const written: Item = { ...ownItem(item), ...photos, ...ITEM_FIELDS.of(ITEM_FIELDS.written(fields)) };
  const next = withReserves(written, item.reserves ?? []);
  return withFormer(next, [...(item.formerBarcodes ?? []), item.barcode]);
}

/** The item with the barcodes that were ever its own, without the one that it has now. */
export function withFormer(item: Item, barcodes: readonly string[]): Item {
  const former = [...new Set(barcodes)].filter((barcode) => barcode !== item.barcode);
  const { formerBarcodes: _, ...rest } = item;
  return former.length === 0 ? rest : { ...rest, formerBarcodes: former };
}
