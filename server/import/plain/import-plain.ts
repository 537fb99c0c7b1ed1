// Imports a library's own CSV files. docs/import.md lists files and columns.

import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { hashedId } from '../../../shared/core/digest.ts';
import { libraryId } from '../../../shared/core/ids.ts';
import { currencyDecimals } from '../../../shared/core/money.ts';
import type { Library } from '../../../shared/wire/rows.ts';
import { readCourseCsv } from '../../courses/read-course-csv.ts';
import { openTableFolder } from '../csv/table-folder.ts';
import type { ImportOptions, ImportResult } from '../import-options.ts';
import { importRecords, type OpenedSource, type Opening } from '../records/import-records.ts';
import { RECORD_COUNTS, type RecordKind, type RecordSource } from '../records/record-source.ts';
import { takeCourses } from '../take-courses.ts';
import { plainFormNamed, type PlainNames, type PlainReading, type PlainTable } from './plain-tables.ts';
import { readPlainCatalogue } from './read-catalogue.ts';
import { readPlainFees, readPlainHolds, readPlainLoans } from './read-going-on.ts';
import { readPlainPatrons } from './read-patrons.ts';
import { readPlainBranches, readPlainLocations } from './read-places.ts';
import { readPlainGroups, readPlainRules } from './read-rules.ts';

/** The name of the source in every imported row. */
const PLAIN = 'csv';

export type PlainOptions = ImportOptions & {
  /** Of a library that is new. */
  readonly libraryName?: string | undefined;
  /** The library's names for its files and columns. Absent = as docs/import.md has it. */
  readonly names?: PlainNames | undefined;
  /** ISO 4217, of a library that is new. */
  readonly currency?: string | undefined;
};

/** Imports a folder of CSV files. Throws HF-IMPORT-001 to -008. */
export function importPlain(options: PlainOptions): Promise<ImportResult> {
  return importRecords(options, PLAIN, (opening) => openPlain(opening, options));
}

async function openPlain(opening: Opening, options: PlainOptions): Promise<OpenedSource> {
  const { path, tally, zone, onRows } = opening;
  const folder = await openTableFolder(path, plainFormNamed(options.names ?? {}), { tally, onRows });
  const library = opening.library ?? newLibrary(options, zone);
  const reading: PlainReading = { folder, zone, decimals: currencyDecimals(library.currency) };
  const groups = await readPlainGroups(reading);
  const names = groups === null ? null : new Map([...groups].map(([id, { name }]) => [id, name]));
  const tables: Readonly<Record<RecordKind, PlainTable>> = {
    ...TABLES,
    title: folder.files.has('titles') ? 'titles' : 'items',
  };
  const source: RecordSource = {
    system: PLAIN,
    library,
    joins: true,
    tally,
    covers: (kind) => folder.files.has(tables[kind]),
    unread: (kind) => folder.unread.get(tables[kind]),
    namesByCode: true,
    addsPlaces: { branch: false, location: false },
    branches: () => readPlainBranches(reading),
    locations: () => readPlainLocations(reading),
    rules: (places) => readPlainRules(reading, places, { groups, currency: library.currency }),
    loans: () => readPlainLoans(reading),
    holds: () => readPlainHolds(reading),
    fees: () => readPlainFees(reading),
    patrons: () => readPlainPatrons(reading, names),
    catalogue: () => readPlainCatalogue(reading),
    afterwards: () => takePlainCourses(reading, options),
  };
  return { source, rows: folder.rows };
}

const TABLES: Readonly<Record<RecordKind, PlainTable>> = {
  ...RECORD_COUNTS,
};

function newLibrary({ libraryName = 'Library', currency = 'USD' }: PlainOptions, zone: string): Library {
  return { id: libraryId(hashedId(PLAIN, 'library', libraryName)), name: libraryName, zone, currency };
}

async function takePlainCourses(
  { folder }: PlainReading,
  { store, clock, dryRun = false }: PlainOptions,
): Promise<void> {
  const found = folder.files.get('courses');
  if (found === undefined) return;
  const bytes = await readFile(found.path);
  const text = (found.file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const list = readCourseCsv(text, found.file);
  folder.onRows(found.rows);
  await takeCourses(list, { store, clock, dryRun, tally: folder.tally, file: found.file, rows: found.rows });
}
