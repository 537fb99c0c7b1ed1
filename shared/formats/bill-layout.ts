// How the file of a bill batch looks, described by data: each college and each agency takes another one. A layout says which fees go, from whom, and
// the contents of each column of its header, its lines and its trailer. Ids, amounts, kinds and dates alone: no column has a name or a title.

import { z } from 'zod';

/** Fields for columns. Those of the file stand anywhere, those of a line in lines alone. */
const FILE_FIELDS = [
  'batch',
  'file-date',
  'cutoff-date',
  'term',
  'currency',
  'count',
  'sum',
  'charge-count',
  'charge-sum',
  'credit-count',
  'credit-sum',
] as const;
const LINE_FIELDS = ['account', 'amount', 'direction', 'kind', 'fee-date', 'reference', 'line'] as const;
const MONEY_FIELDS: ReadonlySet<string> = new Set(['amount', 'sum', 'charge-sum', 'credit-sum']);
const DATE_FIELDS: ReadonlySet<string> = new Set(['file-date', 'cutoff-date', 'fee-date']);
const FIGURE_FIELDS: ReadonlySet<string> = new Set(['batch', 'count', 'charge-count', 'credit-count', 'line']);

export type BillField = (typeof FILE_FIELDS)[number] | (typeof LINE_FIELDS)[number];

/** Whether a column has an amount, a date or a figure. */
export const isMoneyField = (field: string): boolean => MONEY_FIELDS.has(field);
export const isDateField = (field: string): boolean => DATE_FIELDS.has(field);

const ColumnSchema = z.strictObject({
  /** For headings, and to name it where something is wrong with it. */
  name: z.string().min(1).max(60),
  /** Its value, or the same text in every record. */
  field: z.enum([...FILE_FIELDS, ...LINE_FIELDS]).optional(),
  text: z.string().max(500).optional(),
  /** Characters; every column of a fixed-width file has it. In CSV: at most so many. */
  width: z.int().min(1).max(500).optional(),
  /** Absent: figures and amounts right, all else left. */
  align: z.enum(['left', 'right']).optional(),
  /** Fills it up to its width; absent = a space. */
  pad: z.string().length(1).optional(),
  /** Of an amount. `implied`: the last digits are cents, with no point. */
  decimals: z.enum(['point', 'implied']).optional(),
  /** Of an amount below zero. `none`: another column has the sign. */
  sign: z.enum(['minus', 'minus-after', 'none']).optional(),
  /** Of a date, such as YYYYMMDD or MM/DD/YYYY. */
  date: z
    .string()
    .regex(/^(?:YYYY|YY|MM|DD|[-/. ])+$/)
    .optional(),
  /** The office's codes for values; a value that is not here stays as it is. */
  codes: z.record(z.string(), z.string().max(500)).optional(),
  /** A value that is too long is cut; absent = it is a fault. */
  cut: z.literal(true).optional(),
});
export type BillColumn = z.infer<typeof ColumnSchema>;

const columns = z.array(ColumnSchema).max(200);
const decimalText = z.string().regex(/^\d{1,9}(?:\.\d{1,3})?$/);
const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Kinds of fees in layouts: those of rules, and causes of charges by staff. */
const FEE_KINDS = [
  'overdue',
  'lost',
  'processing',
  'rental',
  'deposit',
  'damage',
  'missing-part',
  'replacement',
  'card',
  'membership',
  'copies',
  'other',
] as const;

export const BillLayoutSchema = z.strictObject({
  form: z.literal(1),
  /** By which commands name it. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  /** The name of the office at the desk, such as "the Pomona student account". */
  office: z.string().min(1).max(80),
  purpose: z.enum(['student-account', 'collection']),
  who: z.strictObject({
    /** Groups of patrons, by id or name; absent = all. */
    groups: z.array(z.string()).min(1).optional(),
    /** Their home branches, by id or name, which are colleges; absent = all. */
    homes: z.array(z.string()).min(1).optional(),
    /** Where the number of an account is: on cards of these kinds, the first kind first, or in the id of the system that patrons come from. */
    account: z.union([
      z.strictObject({ cards: z.array(z.enum(['barcode', 'campus-id', 'prox', 'phone', 'old-card'])).min(1) }),
      z.literal('source-id'),
    ]),
  }),
  fees: z.strictObject({
    kinds: z.array(z.enum(FEE_KINDS)).min(1),
    /** Days that a fee waits before it goes; absent = 0. */
    olderThanDays: z.int().min(0).max(3_650).optional(),
    /** Least that an account owes of these before anything of it goes, such as "10.00"; absent = all goes. Credits always go. */
    minimum: decimalText.optional(),
  }),
  /** Names of terms at the office, by the day on which each begins. */
  terms: z.array(z.strictObject({ code: z.string().min(1).max(20), from: dayText })).optional(),
  file: z.strictObject({
    /** With {batch}, and {date} as YYYYMMDD where it is wanted. */
    name: z.string().min(1).max(100),
    format: z.enum(['fixed', 'csv']),
    /** Of CSV; absent = a comma. */
    separator: z.string().length(1).optional(),
    /** Of CSV; absent = where they are needed. */
    quotes: z.enum(['needed', 'always']).optional(),
    /** Of CSV: the first line has the names of the columns. */
    headings: z.boolean().optional(),
    newline: z.enum(['crlf', 'lf']).optional(),
    encoding: z.enum(['ascii', 'latin1', 'utf8']).optional(),
  }),
  header: columns.optional(),
  detail: columns.min(1),
  trailer: columns.optional(),
  /** The file by which the office answers; absent = the answer is entered by hand. */
  answer: z
    .strictObject({
      separator: z.string().length(1).optional(),
      /** Names of its columns: the reference of a line, and its outcome. */
      reference: z.string().min(1),
      status: z.string().min(1),
      /** Texts for a line that was accepted; a line with any other text was not. */
      accepted: z.array(z.string()).min(1),
    })
    .optional(),
});
export type BillLayout = z.infer<typeof BillLayoutSchema>;

/** Faults of a layout, in words that name the place; none = it can be used. */
export function layoutFaults(layout: BillLayout): string[] {
  const { file, header = [], detail, trailer = [], terms = [] } = layout;
  const faults = [
    ...header.flatMap((column) => columnFaults('header', column, file.format)),
    ...detail.flatMap((column) => columnFaults('detail', column, file.format)),
    ...trailer.flatMap((column) => columnFaults('trailer', column, file.format)),
  ];
  const has = (field: BillField) => detail.some((column) => column.field === field);
  for (const field of ['account', 'amount', 'reference'] as const)
    if (!has(field)) faults.push(`detail: no column has the field ${field}`);
  const hasPlainSign = detail.some(({ field, sign }) => field === 'amount' && sign !== 'none');
  if (!hasPlainSign && !has('direction'))
    faults.push('detail: nothing tells a credit from a charge; give the amount a sign, or add the field direction');
  if (!file.name.includes('{batch}'))
    faults.push('file.name: it has no {batch}, so that two batches would be one file');
  if (/[\\/]/.test(file.name)) faults.push('file.name: it names a folder');
  if (file.format === 'fixed' && file.separator !== undefined)
    faults.push('file.separator: a fixed-width file has none');
  const usesTerm = [...header, ...detail, ...trailer].some(({ field }) => field === 'term');
  if (usesTerm && terms.length === 0) faults.push('terms: a column has the field term, and no term is named');
  return faults;
}

function columnFaults(record: 'header' | 'detail' | 'trailer', column: BillColumn, format: 'fixed' | 'csv'): string[] {
  const { name, field, text, width, decimals, sign, date } = column;
  const at = `${record}.${name}`;
  const isLineField = field !== undefined && LINE_FIELDS.some((one) => one === field);
  return [
    ...((field === undefined) === (text === undefined) ? [`${at}: it has either a field or a text`] : []),
    ...(format === 'fixed' && width === undefined ? [`${at}: no width`] : []),
    ...(width !== undefined && (text ?? '').length > width ? [`${at}: its text is longer than its width`] : []),
    ...(record !== 'detail' && isLineField ? [`${at}: the field ${field} is of lines alone`] : []),
    ...((decimals !== undefined || sign !== undefined) && !isMoneyField(field ?? '')
      ? [`${at}: decimals and sign are of amounts alone`]
      : []),
    ...(date !== undefined && !isDateField(field ?? '') ? [`${at}: date is of dates alone`] : []),
  ];
}

/** Which side a column's value stands on. */
export function alignOf({ align, field }: BillColumn): 'left' | 'right' {
  const isFigure = field !== undefined && (isMoneyField(field) || FIGURE_FIELDS.has(field));
  return align ?? (isFigure ? 'right' : 'left');
}
