// Tables of a Koha database that people, copies and circulation are made of, as CSV with Koha's own column names. Those of the rules are in
// koha-rules.

import type { FolderForm, FolderTable, TableFolder } from '../csv/table-folder.ts';

type Form = {
  readonly kind: string;
  readonly columns: string;
  readonly usual?: true;
  readonly aliases?: readonly string[];
};

const table = ({ kind, columns, usual, aliases = [] }: Form): FolderTable => ({
  kind,
  necessity: usual === true ? 'usual' : 'extra',
  columns: columns.split(' '),
  aliases,
});

/** Every file that is read, in the order of reading. */
export const KOHA_LIBRARY_TABLES = {
  branches: { ...table({ kind: 'branches', columns: 'branchcode branchname' }), necessity: 'needed' },
  patron_categories: table({
    kind: 'patronCategories',
    columns: 'categorycode description',
    usual: true,
    aliases: ['categories'],
  }),
  authorised_values: table({ kind: 'authorisedValues', columns: 'category authorised_value lib' }),
  restriction_types: table({ kind: 'restrictionTypes', columns: 'code display_text' }),
  restrictions: table({
    kind: 'restrictions',
    columns: 'borrowernumber expiration type',
    aliases: ['borrower_debarments'],
  }),
  issues: table({
    kind: 'loans',
    columns: 'issue_id borrowernumber itemnumber issuedate date_due',
    aliases: ['loans'],
  }),
  reserves: table({
    kind: 'holds',
    columns: 'reserve_id borrowernumber biblionumber branchcode reservedate',
    aliases: ['holds'],
  }),
  accountlines: table({
    kind: 'fees',
    columns: 'accountlines_id borrowernumber amountoutstanding date',
    aliases: ['fees'],
  }),
  patrons: table({
    kind: 'patrons',
    columns: 'borrowernumber cardnumber surname branchcode categorycode',
    usual: true,
    aliases: ['borrowers'],
  }),
  biblios: table({ kind: 'titles', columns: 'biblionumber title', usual: true, aliases: ['biblio'] }),
  items: table({ kind: 'items', columns: 'itemnumber biblionumber barcode homebranch', usual: true }),
} as const satisfies Readonly<Record<string, FolderTable>>;
export type KohaLibraryTable = keyof typeof KOHA_LIBRARY_TABLES;
export type KohaLibraryFolder = TableFolder<KohaLibraryTable>;

/** Tables of the rules besides those above. */
export const RULE_TABLES = ['circulation_rules', 'item_types', 'repeatable_holidays', 'special_holidays'] as const;

/** The form of a folder, with its rules or without. */
export function kohaForm(hasRules: boolean): FolderForm<KohaLibraryTable> {
  const files = RULE_TABLES.map((name) => `${name}.csv`);
  return {
    tables: KOHA_LIBRARY_TABLES,
    elsewhere: hasRules ? files : [],
    notTaken: Object.fromEntries(
      RULE_TABLES.map((name) => [name, 'it goes with circulation_rules.csv, which is not there']),
    ),
    foreign: (file) =>
      file.endsWith('.koc') ? 'transactions of an offline desk are no export' : 'the file is none of a Koha export',
  };
}

/** How the values of an export are read. */
export type KohaReading = {
  readonly folder: KohaLibraryFolder;
  readonly zone: string;
  readonly decimals: number;
};
