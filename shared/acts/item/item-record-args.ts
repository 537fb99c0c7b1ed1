// Arguments of a record for a copy that the catalog does not have.

import { z } from 'zod';
import { ItemIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { ItemFieldsSchema } from '../../circ/model/item-fields.ts';
import type { Recorded, RecordHeader } from '../../circ/recorded.ts';

export const itemRecordArgs = z.object({
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  /** As scanned. */
  barcode: z.string(),
  title: z.string().min(1),
  author: z.string().nullable(),
  fields: ItemFieldsSchema.omit({ barcode: true }),
});

/** The write of a record. */
export function recordItem(
  header: RecordHeader,
  { itemId, titleId, title, author, fields }: z.output<typeof itemRecordArgs>,
  isComplete: boolean,
): Extract<Recorded, { kind: 'writeItem' }> {
  return { kind: 'writeItem', itemId, fields, header, record: { titleId, title, author, isComplete } };
}
