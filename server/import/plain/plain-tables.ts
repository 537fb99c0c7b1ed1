// A library's own CSV files: which there are, and the columns that each must have. docs/import.md lists the others.

import { z } from 'zod';
import type { FolderForm, FolderTable, TableFolder } from '../csv/table-folder.ts';

type Form = { readonly kind: string; readonly columns: string; readonly ids?: string };

const table = ({ kind, columns, ids }: Form): FolderTable => ({
  kind,
  necessity: 'extra',
  columns: columns.split(' '),
  ...(ids === undefined ? {} : { ids: ids.split(' ') }),
});

/** Every file that is read, in the order of reading. */
export const PLAIN_TABLES = {
  branches: table({ kind: 'branches', columns: 'id name' }),
  locations: table({ kind: 'locations', columns: 'id name' }),
  groups: table({ kind: 'groups', columns: 'id name' }),
  rules: table({ kind: 'rules', columns: 'name loan_period' }),
  limits: table({ kind: 'limits', columns: 'patron_group counts limit' }),
  hours: table({ kind: 'hours', columns: 'branch mon tue wed thu fri sat sun' }),
  closings: table({ kind: 'closings', columns: 'from' }),
  loans: table({ kind: 'loans', columns: 'patron item out due', ids: 'id' }),
  holds: table({ kind: 'holds', columns: 'patron pickup placed', ids: 'id' }),
  fees: table({ kind: 'fees', columns: 'patron amount since', ids: 'id' }),
  cards: table({ kind: 'cards', columns: 'patron number' }),
  blocks: table({ kind: 'blocks', columns: 'patron label' }),
  patrons: table({ kind: 'patrons', columns: 'card family_name patron_group', ids: 'id card' }),
  titles: table({ kind: 'titles', columns: 'id title' }),
  items: table({ kind: 'items', columns: 'barcode', ids: 'id barcode' }),
  courses: table({ kind: 'courses', columns: 'term number' }),
} as const satisfies Readonly<Record<string, FolderTable>>;
export type PlainTable = keyof typeof PLAIN_TABLES;
export type PlainFolder = TableFolder<PlainTable>;

export const PLAIN_FORM: FolderForm<PlainTable> = {
  tables: PLAIN_TABLES,
  notTaken: {},
  foreign: (file) =>
    `the file is none of ${Object.keys(PLAIN_TABLES)
      .map((name) => `${name}.csv`)
      .join(', ')}${file.endsWith('.csv') || file.endsWith('.csv.gz') ? '' : ', nor a CSV'}`,
};

/** How the values of a library's files are read. */
export type PlainReading = {
  readonly folder: PlainFolder;
  readonly zone: string;
  /** Decimals of its money. */
  readonly decimals: number;
};

/** A library's names for files and columns, where they differ from docs/import.md. */
export const PlainNamesSchema = z.partialRecord(
  z.enum(parseTables(Object.keys(PLAIN_TABLES))),
  z.strictObject({
    /** The name of the file. */
    file: z
      .string()
      .regex(/^[^/\\]+\.csv(\.gz)?$/, 'name a .csv or .csv.gz of the folder')
      .optional(),
    /** By our name of a column, that of the file. */
    columns: z.record(z.string(), z.string()).optional(),
  }),
);
export type PlainNames = z.infer<typeof PlainNamesSchema>;

function parseTables(names: readonly string[]): [PlainTable, ...PlainTable[]] {
  return names as [PlainTable, ...PlainTable[]];
}

/** The form of a folder under such names. */
export function plainFormNamed(names: PlainNames): FolderForm<PlainTable> {
  const tables: Record<PlainTable, FolderTable> = { ...PLAIN_TABLES };
  for (const name of parseTables(Object.keys(PLAIN_TABLES))) {
    const { file, columns } = names[name] ?? {};
    const aliases = file === undefined ? [] : [file.replace(/\.csv(\.gz)?$/, '')];
    tables[name] = { ...tables[name], aliases, ...(columns === undefined ? {} : { renamed: columns }) };
  }
  return { ...PLAIN_FORM, tables };
}
