// Imports a Koha export: its tables as CSV, with the rules that koha-rules reads of them.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashedId } from '../../../shared/core/digest.ts';
import { libraryId } from '../../../shared/core/ids.ts';
import { currencyDecimals } from '../../../shared/core/money.ts';
import type { ToldSettings } from '../../../shared/rules/koha/read-settings.ts';
import type { KohaRuleSet } from '../../../shared/rules/koha/koha-rule-set.ts';
import { openTableFolder } from '../csv/table-folder.ts';
import type { ImportOptions, ImportResult } from '../import-options.ts';
import { importKohaRules } from '../koha-rules/import-koha-rules.ts';
import { importRecords, type OpenedSource, type Opening } from '../records/import-records.ts';
import type { RecordKind, RecordSource } from '../records/record-source.ts';
import { addTally } from '../tally.ts';
import { kohaForm, KOHA_LIBRARY_TABLES, type KohaLibraryTable, type KohaReading } from './koha-library-tables.ts';
import { readKohaCatalogue, readKohaLocations } from './read-catalogue.ts';
import { readKohaFees, readKohaHolds, readKohaLoans } from './read-going-on.ts';
import { readKohaBranches, readKohaCategories, readKohaPatrons } from './read-people.ts';

/** The name of the system in every imported row. */
const KOHA = 'koha';

export type KohaOptions = ImportOptions & {
  readonly libraryName?: string | undefined;
  /** ISO 4217; absent = USD. */
  readonly currency?: string | undefined;
  readonly settings?: ToldSettings | undefined;
};

const TABLES: Readonly<Record<RecordKind, KohaLibraryTable>> = {
  branch: 'branches',
  location: 'items',
  patron: 'patrons',
  title: 'biblios',
  item: 'items',
  loan: 'issues',
  hold: 'reserves',
  fee: 'accountlines',
};

/** Imports a folder. Throws HF-IMPORT-001 to -008. */
export function importKoha(options: KohaOptions): Promise<ImportResult> {
  return importRecords(options, KOHA, (opening) => openKoha(opening, options));
}

async function openKoha(opening: Opening, options: KohaOptions): Promise<OpenedSource> {
  const { path, tally, zone, onRows } = opening;
  const hasRules = existsSync(join(path, 'circulation_rules.csv'));
  const folder = await openTableFolder(path, kohaForm(hasRules), { tally, onRows });
  const { libraryName, currency } = options;
  const name = libraryName ?? opening.library?.name ?? 'Library';
  const money = currency ?? opening.library?.currency ?? 'USD';
  const reading: KohaReading = { folder, zone, decimals: currencyDecimals(money) };
  const categories = await readKohaCategories(reading);
  const source: RecordSource = {
    system: KOHA,
    library: { id: libraryId(hashedId(KOHA, 'library')), name, zone, currency: money },
    joins: false,
    tally,
    covers: (kind) => folder.files.has(TABLES[kind]),
    unread: (kind) => folder.unread.get(TABLES[kind]),
    namesByCode: false,
    addsPlaces: { branch: false, location: true },
    branches: () => readKohaBranches(reading, name),
    locations: () => readKohaLocations(reading),
    rules: () => (hasRules ? readRules(opening, options) : Promise.resolve(null)),
    loans: () => readKohaLoans(reading),
    holds: () => readKohaHolds(reading),
    fees: () => readKohaFees(reading),
    patrons: () => readKohaPatrons(reading, categories),
    catalogue: () => readKohaCatalogue(reading),
  };
  return { source, rows: folder.rows };
}

/** The rules, with the counts of their tables; tables that people are made of, too, are counted there. */
async function readRules(
  { path, tally, zone }: Opening,
  { settings, currency }: KohaOptions,
): Promise<KohaRuleSet | null> {
  const { rules, ...counted } = await importKohaRules(path, zone, {
    ...(settings === undefined ? {} : { told: settings }),
    ...(currency === undefined ? {} : { currency }),
  });
  const own = Object.keys(KOHA_LIBRARY_TABLES);
  addTally(tally, counted, { withoutKinds: own, withoutFiles: own.map((name) => `${name}.csv`) });
  return rules;
}
