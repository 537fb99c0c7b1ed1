// How a recurring file of another office looks, described by data: the column of each field of the registrar's patron file, or of an item file, and
// the meaning of a person's absence from it. A field that the layout does not name is not changed by the file.

import { z } from 'zod';

const PATRON_FIELDS = [
  'card',
  'other_cards',
  'family_name',
  'given_name',
  'middle_name',
  'suffix',
  'chosen_name',
  'birth_date',
  'email',
  'phone',
  'address',
  'patron_group',
  'home',
  'expires',
  'leaves',
] as const;
const ITEM_FIELDS = [
  'barcode',
  'title_id',
  'title',
  'author',
  'isbn',
  'published',
  'home',
  'location',
  'call_number',
  'item_type',
  'loan_type',
  'price',
  'circulates',
  'holdable',
] as const;

export type PatronField = (typeof PATRON_FIELDS)[number];
export type ItemField = (typeof ITEM_FIELDS)[number];

const columnName = z.string().min(1).max(200);

/** Where the value of a field stands. */
const FieldSourceSchema = z.union([
  /** A column, by its name; by its number from 1 where the file has no header. */
  columnName,
  z.strictObject({
    column: columnName,
    /** The library's value for each value of the file. */
    values: z.record(z.string(), z.string().max(500)).optional(),
    /** For a value that `values` does not have; absent = the row is not taken. */
    otherwise: z.string().max(500).optional(),
    /** The form of a date, such as MM/DD/YYYY. */
    date: z
      .string()
      .regex(/^(?:YYYY|MM|DD|[-/. ])+$/)
      .optional(),
    /** Characters that stand before each value in the library and not in the file: the beginning of a card, for example. */
    before: z.string().max(40).optional(),
  }),
  /** Several columns, joined; empty ones are left out. */
  z.strictObject({ columns: z.array(columnName).min(1).max(10), join: z.string().max(10).default(' ') }),
  /** The same in every row. */
  z.strictObject({ value: z.string().min(1).max(500) }),
]);
export type FieldSource = z.infer<typeof FieldSourceSchema>;

/** So many, or a share of those that the feed has. */
const LimitSchema = z.union([
  z.int().min(0),
  z.string().regex(/^\d{1,2}(?:\.\d)?%$|^100%$/, 'a number, or a share such as 5%'),
]);
export type FeedLimit = z.infer<typeof LimitSchema>;

const FileSchema = z.strictObject({
  /** Names of files that are taken; `*` stands for any characters. */
  match: z.string().min(1).max(200).default('*.csv'),
  separator: z.enum([',', ';', '\t', '|']).default(','),
  encoding: z.enum(['utf8', 'latin1']).default('utf8'),
  header: z.boolean().default(true),
  /**
   * `all`: each file has everyone, and a person who is not in it has left. `changes`: each has changes only; every file is taken, in the order of
   * names.
   */
  holds: z.enum(['all', 'changes']).default('all'),
});

const LeaversSchema = z.strictObject({
  /** So many days after they are gone from the file their account ends. */
  afterDays: z.int().min(0).max(400).default(0),
});

const GuardSchema = z.strictObject({
  /** More accounts that would end than this stop the run. */
  ends: LimitSchema.default('5%'),
  /** More rows that cannot be taken than this stop it too. */
  rejected: LimitSchema.default('10%'),
});

const common = {
  form: z.literal(1),
  file: FileSchema.prefault({}),
  /** The column by which the office knows a person or a copy, always the same for one. */
  id: columnName,
  guard: GuardSchema.prefault({}),
  /** A list of a connector: its ids are those of an earlier import of this very system, so that accounts are joined by them. */
  imported: z.boolean().optional(),
};

export const FeedLayoutSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('patrons'),
    ...common,
    fields: z.partialRecord(z.enum(PATRON_FIELDS), FieldSourceSchema),
    leavers: LeaversSchema.prefault({}),
  }),
  z.strictObject({
    kind: z.literal('items'),
    ...common,
    fields: z.partialRecord(z.enum(ITEM_FIELDS), FieldSourceSchema),
  }),
]);
export type FeedLayout = z.infer<typeof FeedLayoutSchema>;
export type PatronLayout = Extract<FeedLayout, { readonly kind: 'patrons' }>;
export type ItemLayout = Extract<FeedLayout, { readonly kind: 'items' }>;
export type FeedKind = FeedLayout['kind'];

/** Faults that the form alone does not show, one sentence each. */
export function feedLayoutFaults(layout: FeedLayout): string[] {
  const { file, id } = layout;
  const names = [id, ...Object.values(layout.fields).flatMap(columnsOf)];
  const unnumbered = file.header ? [] : names.filter((name) => !/^[1-9]\d{0,2}$/.test(name));
  return [
    ...unnumbered.map((name) => `"${name}" is no number of a column, and the file has no header`),
    ...(layout.kind === 'items'
      ? layout.fields.barcode === undefined
        ? ['the field barcode is missing']
        : []
      : layout.fields.family_name === undefined && layout.fields.given_name === undefined
        ? ['neither family_name nor given_name is named: new patrons would have no name']
        : []),
    ...(layout.kind === 'patrons' && layout.fields.leaves !== undefined && file.holds === 'all'
      ? ['leaves goes with "holds": "changes": in a file of all, who is not in it has left']
      : []),
  ];
}

/** Columns that a field is read from. */
export function columnsOf(source: FieldSource | undefined): readonly string[] {
  if (source === undefined) return [];
  if (typeof source === 'string') return [source];
  if ('columns' in source) return source.columns;
  return 'column' in source ? [source.column] : [];
}

/** Whether a number of `of` is more than a limit allows. A share of a few is still a few: up to ten it never stops. */
export function isOver(limit: FeedLimit, count: number, of: number): boolean {
  if (typeof limit === 'number') return count > limit;
  const share = Number(limit.slice(0, -1)) / 100;
  return count > 10 && count > of * share;
}

/** Whether a file of this name is one of the feed. A file that is still being written is called otherwise. */
export function isFeedFile(layout: FeedLayout, name: string): boolean {
  if (name.startsWith('.') || /\.(?:part|tmp|filepart)$/i.test(name)) return false;
  const pattern = layout.file.match.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${pattern.join('.*')}$`, 'i').test(name);
}
