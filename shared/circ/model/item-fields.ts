// Fields of a copy that staff may write, one at a time: of two edits of one field the later by effective time stands, in any order of arrival.

import { z } from 'zod';
import { ItemSchema, type Item } from './item.ts';

const FieldsSchema = ItemSchema.pick({
  barcode: true,
  location: true,
  callNumber: true,
  kind: true,
  priceMinor: true,
  alert: true,
  parts: true,
}).extend({ condition: z.string().nullable() });

/** Fields that are written; absent = left as they are. */
export const ItemFieldsSchema = FieldsSchema.partial();
export type ItemFields = z.infer<typeof ItemFieldsSchema>;
type ItemField = keyof ItemFields;

/** Every field, in the order of the form. */
export const ITEM_FIELDS: readonly ItemField[] = Object.keys(FieldsSchema.shape).filter(isItemField);

/** Whether a text names a field. */
export function isItemField(text: string): text is ItemField {
  return Object.hasOwn(FieldsSchema.shape, text);
}

/** The fields that are written, each with its value. */
export function writtenItemFields(fields: ItemFields): { readonly field: ItemField; readonly value: unknown }[] {
  return ITEM_FIELDS.flatMap((field) => (fields[field] === undefined ? [] : [{ field, value: fields[field] }]));
}

/** A value of a field; null = nothing. */
export function itemFieldOf(item: Item, field: ItemField): unknown {
  return item[field] ?? null;
}

/** Those of the fields that would change the item. */
export function changedFields(item: Item, fields: ItemFields): ItemFields {
  const isNew = (field: ItemField): boolean =>
    JSON.stringify(fields[field]) !== JSON.stringify(itemFieldOf(item, field));
  const changed = writtenItemFields(fields).filter(({ field }) => isNew(field));
  return ItemFieldsSchema.parse(Object.fromEntries(changed.map(({ field, value }) => [field, value])));
}

/** The item with these fields. A barcode that it had before still finds it. */
export function withItemFields(item: Item, fields: ItemFields): Item {
  const written = Object.fromEntries(writtenItemFields(fields).map(({ field, value }) => [field, value]));
  const next: Item = { ...item, ...ItemFieldsSchema.parse(written) };
  return withFormer(next, [...(item.formerBarcodes ?? []), item.barcode]);
}

/** The item with the barcodes that were ever its own, without the one that it has now. */
export function withFormer(item: Item, barcodes: readonly string[]): Item {
  const former = [...new Set(barcodes)].filter((barcode) => barcode !== item.barcode);
  const { formerBarcodes: _, ...rest } = item;
  return former.length === 0 ? rest : { ...rest, formerBarcodes: former };
}
