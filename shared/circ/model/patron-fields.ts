// Fields of a patron that staff may write, one at a time: of two edits of one field the later by effective time stands,
// in any order of arrival.

import { z } from 'zod';
import { WrittenCardSchema } from './patron-cards.ts';
import { PatronNameSchema, PatronSchema, type Patron } from './patron.ts';

const NameFieldsSchema = PatronNameSchema;
const RowFieldsSchema = PatronSchema.pick({
  cards: true,
  group: true,
  groupName: true,
  home: true,
  expiresAt: true,
  active: true,
  barred: true,
  juvenile: true,
  birthDate: true,
  email: true,
  phones: true,
  address: true,
  messages: true,
});

// Made once: to make a schema takes longer than to read a patron with it.
const WrittenNameSchema = NameFieldsSchema.partial();
const WrittenRowSchema = RowFieldsSchema.partial();

/** Fields that are written; absent = left as they are. The parts of a name are fields of their own. */
export const PatronFieldsSchema = z
  .object({ ...RowFieldsSchema.shape, ...NameFieldsSchema.shape, cards: z.array(WrittenCardSchema).min(1) })
  .partial();
export type PatronFields = z.infer<typeof PatronFieldsSchema>;
export type PatronField = keyof PatronFields;

/** The fields that are written, each alone. */
export function writtenFields(fields: PatronFields): { readonly field: PatronField; readonly fields: PatronFields }[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value !== undefined && isPatronField(field) ? [{ field, fields: { [field]: value } }] : [],
  );
}

/** The patron with these fields. */
export function withFields(patron: Patron, fields: PatronFields): Patron {
  const name = WrittenNameSchema.parse(fields);
  const row = WrittenRowSchema.parse(fields);
  return PatronSchema.parse({ ...patron, ...present(row), name: { ...patron.name, ...present(name) } });
}

/** The patron's value of a field. */
export function fieldsOf(patron: Patron, field: PatronField): PatronFields {
  const all: PatronFields = PatronFieldsSchema.parse({ ...patron, ...patron.name });
  return { [field]: all[field] };
}

function isPatronField(text: string): text is PatronField {
  return Object.hasOwn(PatronFieldsSchema.shape, text);
}

function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
