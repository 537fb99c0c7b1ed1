// The form of a copy: its input, its choices, and its present values.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema, LocationIdSchema } from '../core/ids.ts';
import { MinorUnitsSchema, MOST_MONEY_MINOR } from '../core/money.ts';

/** The longest text of a field, and the most parts that one copy is counted in. */
const TEXT_LENGTH = 500;
const MOST_PARTS = 50;
/** The longest name of a photo, and the most that one note on a condition has. */
const PHOTO_NAME_LENGTH = 100;
const MOST_PHOTOS = 10;

const line = z.string().trim().max(TEXT_LENGTH);

/** Names of parts. */
export const PartsSchema = z.array(line.min(1)).max(MOST_PARTS);

/** Names of photos of a condition: files or references that the library keeps elsewhere. */
export const PhotoNamesSchema = z.array(z.string().trim().min(1).max(PHOTO_NAME_LENGTH)).max(MOST_PHOTOS);

/** Whether a text of names is within those bounds. */
export function arePhotoNames(names: readonly string[]): boolean {
  return PhotoNamesSchema.safeParse(names).success;
}

/** Prices of parts by their names; null = none has one of its own. */
const PartPricesSchema = z
  .record(line.min(1), MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR))
  .refine((prices) => Object.keys(prices).length <= MOST_PARTS, 'there are not so many parts')
  .nullable();

/** Fields of a copy as a form gives them; absent = left as they are, empty = nothing. */
export const ItemFormSchema = z.object({
  callNumber: line.optional(),
  kind: line.nullable().optional(),
  location: LocationIdSchema.nullable().optional(),
  priceMinor: MinorUnitsSchema.min(0).nullable().optional(),
  alert: line.nullable().optional(),
  condition: line.nullable().optional(),
  /** Null or empty = none. */
  conditionPhotos: PhotoNamesSchema.nullable().optional(),
  parts: PartsSchema.optional(),
  partPrices: PartPricesSchema.optional(),
});

export type ItemForm = z.infer<typeof ItemFormSchema>;

/** `item.edit`: the copy by its barcode; `newBarcode` replaces that. */
export const EditItemInputSchema = ItemFormSchema.extend({
  barcode: CodeSchema,
  newBarcode: CodeSchema.optional(),
  /** Of a copy of another library: terms that the lender changed. `due`: the last local day. */
  lender: z
    .object({ due: z.iso.date().optional(), inBuilding: z.boolean().optional(), noRenewal: z.boolean().optional() })
    .refine((terms) => Object.keys(terms).length > 0, 'something of it changed')
    .optional(),
}).refine(({ barcode: _, ...written }) => Object.keys(written).length > 0, 'an edit writes something');

/** `item.add`, `item.complete`: the record that staff write of a copy that the catalog does not have. */
export const ItemRecordInputSchema = ItemFormSchema.extend({
  barcode: CodeSchema,
  title: line.min(1),
  author: line.nullable().optional(),
});
export type ItemRecordInput = z.infer<typeof ItemRecordInputSchema>;

export const ItemWrittenSchema = z.object({ commandId: ActIdSchema, barcode: z.string() });

/** `item.choices`: item types in use, and shelves, those of the branch of the copy first. */
export const ItemChoicesSchema = z.object({
  kinds: z.array(z.string()),
  locations: z.array(z.object({ id: LocationIdSchema, name: z.string(), branchName: z.string() })),
});
export type ItemChoices = z.infer<typeof ItemChoicesSchema>;

/** Current values of the fields. */
export const ItemWrittenNowSchema = z.object({
  callNumber: z.string(),
  kind: z.string().nullable(),
  location: LocationIdSchema.nullable(),
  priceMinor: MinorUnitsSchema.nullable(),
  alert: z.string().nullable(),
  condition: z.string().nullable(),
  conditionPhotos: z.array(z.string()),
  parts: z.array(z.string()),
  /** Of parts that have one of their own. */
  partPrices: z.record(z.string(), MinorUnitsSchema),
});
export type ItemWrittenNow = z.infer<typeof ItemWrittenNowSchema>;

/** `item.money`: the account that it concerns, and the effects on it, a line each. Null: not on loan. */
export const ItemMoneySchema = z.object({
  patron: z.object({ card: z.string(), name: z.string() }).nullable(),
  lines: z.array(z.string()),
});
export type ItemMoney = z.infer<typeof ItemMoneySchema>;
