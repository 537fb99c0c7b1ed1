// Fields of a title that staff may write.

import type { z } from 'zod';
import { rowFields } from './row-fields.ts';
import { TitleSchema, type Title } from './title.ts';

const FieldsSchema = TitleSchema.pick({ title: true, author: true, published: true, isbns: true });

/** Fields that are written; absent = left as they are. */
export const TitleFieldsSchema = FieldsSchema.partial();
export type TitleFields = z.infer<typeof TitleFieldsSchema>;
export type TitleField = keyof TitleFields;

export const TITLE_FIELDS = rowFields<Title, TitleField, TitleFields>(FieldsSchema.shape, (fields) =>
  TitleFieldsSchema.parse(fields),
);

/** The title with these fields. */
export function withTitleFields(title: Title, fields: TitleFields): Title {
  return { ...title, ...TITLE_FIELDS.of(TITLE_FIELDS.written(fields)) };
}
