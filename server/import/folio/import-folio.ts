// Imports a FOLIO export: records of people, copies and circulation, with the rules that folio-rules reads of the same folder.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashedId } from '../../../shared/core/digest.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { libraryId } from '../../../shared/core/ids.ts';
import type { PolicyRuleSet } from '../../../shared/rules/model/policy-rule-set.ts';
import { readFolioCourses } from '../../courses/read-folio-courses.ts';
import { readLines } from '../csv/read-lines.ts';
import { openFolioFolder } from '../folio-rules/folio-files.ts';
import { importFolioRules, type ImportedRules } from '../folio-rules/import-folio-rules.ts';
import { readDesks } from '../folio-rules/read-desks.ts';
import { readReferences, type References } from '../folio-rules/read-references.ts';
import type { ImportOptions, ImportResult } from '../import-options.ts';
import { importRecords, type OpenedSource, type Opening } from '../records/import-records.ts';
import type { RecordKind, RecordSource } from '../records/record-source.ts';
import { takeCourses } from '../take-courses.ts';
import { addTally, startTally, type Tally, type TallyResult } from '../tally.ts';
import { folioPlaces, type FolioPlaces } from './folio-places.ts';
import { findFolioData, type FolioData, type FolioDataKind } from './folio-records.ts';
import { readFolioCatalogue } from './read-catalogue.ts';
import { readFolioFees, readFolioHolds, readFolioLoans } from './read-going-on.ts';
import { readFolioPatrons } from './read-users.ts';

/** The name of the system in every imported row. */
const FOLIO = 'folio';

export type FolioOptions = ImportOptions & {
  readonly libraryName?: string | undefined;
  /** The file whose rules come into force, where several hold some. */
  readonly rulesFile?: string | undefined;
};

const DATA: Readonly<Record<RecordKind, FolioDataKind | null>> = {
  branch: null,
  location: null,
  patron: 'users',
  title: 'instances',
  item: 'items',
  loan: 'loans',
  hold: 'requests',
  fee: 'accounts',
};

/** Imports a folder. Throws HF-IMPORT-001 to -008. */
export function importFolio(options: FolioOptions): Promise<ImportResult> {
  return importRecords(options, FOLIO, (opening) => openFolio(opening, options));
}

async function openFolio(opening: Opening, options: FolioOptions): Promise<OpenedSource> {
  const { path, tally, zone, onRows } = opening;
  const rules = await readRules(path, zone);
  // Files that both readers need are counted with the rules.
  const folder = await openFolioFolder(path, rules === null ? tally : startTally());
  const references = await readReferences(folder);
  const desks = await readDesks(folder);
  const name = options.libraryName ?? opening.library?.name ?? references.institutions[0]?.name ?? 'Library';
  const places = folioPlaces(references, desks, name);
  const data: FolioData = { path, tally, files: findFolioData(folder.names), unread: new Map(), onRows };
  const courses = folder.names.filter((file) => COURSES.test(file));
  if (rules !== null) addTally(tally, rules, { withoutKinds: [], withoutFiles: [] });
  // They are counted where they are read.
  tally.take('locations', -places.locations.length);
  noteNotTaken(tally, folder.names, { rules, taken: new Set([...data.files.values(), ...courses]) });
  const chosen = chooseRules(rules?.sets ?? [], options, tally);
  const source = sourceOf(opening, { data, places, references, chosen, name });
  return {
    source: { ...source, afterwards: () => takeFolioCourses({ path, tally, courses }, options) },
    rows: await countLines(data),
  };
}

type Read = {
  readonly data: FolioData;
  readonly places: FolioPlaces;
  readonly references: References;
  readonly chosen: PolicyRuleSet | null;
  readonly name: string;
};

function sourceOf({ tally, zone }: Opening, { data, places, references, chosen, name }: Read): RecordSource {
  const named = (things: References['groups']) => new Map(things.map((one) => [one.id, one.name]));
  const reading = { data, places, zone, decimals: 2 };
  const institution = references.institutions.map(({ id }) => id).toSorted()[0] ?? '';
  const has = (kind: RecordKind): boolean => {
    const of = DATA[kind];
    return of === null ? places[kind === 'branch' ? 'branches' : 'locations'].length > 0 : data.files.has(of);
  };
  return {
    system: FOLIO,
    library: { id: libraryId(hashedId(FOLIO, 'library', institution)), name, zone, currency: 'USD' },
    joins: false,
    tally,
    covers: has,
    unread: (kind) => data.unread.get(DATA[kind] ?? 'users'),
    namesByCode: false,
    // Rules name locations by their ids.
    locationKey: (id) => id,
    addsPlaces: { branch: false, location: false },
    branches: () => Promise.resolve(places.branches),
    locations: () => Promise.resolve(places.locations),
    rules: () => Promise.resolve(chosen),
    loans: () => readFolioLoans(reading, chosen),
    holds: () => readFolioHolds(reading),
    fees: () => readFolioFees(reading),
    patrons: () => readFolioPatrons(data, { groups: named(references.groups), zone }),
    catalogue: () =>
      readFolioCatalogue(data, {
        places,
        itemKinds: named(references.itemKinds),
        loanTypes: named(references.loanTypes),
      }),
  };
}

type RulesRead = TallyResult & { readonly sets: readonly ImportedRules[] };

/** Null where the folder holds no rules. */
async function readRules(path: string, zone: string): Promise<RulesRead | null> {
  try {
    return await importFolioRules(path, zone);
  } catch (error) {
    if (error instanceof HoldfastError && error.code === 'HF-IMPORT-002') return null;
    throw error;
  }
}

/** The rules that come into force: those of the one file that has some, or of the file that is named. */
function chooseRules(sets: readonly ImportedRules[], { rulesFile }: FolioOptions, tally: Tally): PolicyRuleSet | null {
  const fitting = rulesFile === undefined ? sets : sets.filter(({ file }) => file === rulesFile);
  const [first] = fitting;
  if (first !== undefined && new Set(fitting.map(({ rules }) => rules.version)).size === 1) return first.rules;
  if (sets.length > 0) {
    const files = sets.map(({ file }) => file).join(', ');
    tally.note({
      file: sets[0]?.file ?? '',
      line: null,
      text: `rules are in ${files}: name one with --rules to put it in force`,
    });
  }
  return null;
}

const COURSES = /^(course[-_]?(terms|listings)|courses|reserves|instructors)\.(json|ndjson)$/;

/** Files of such exports that nothing takes yet, and why. */
const WHY_NOT: readonly (readonly [RegExp, string])[] = [
  [/^calendar-periods-legacy/, 'hours in the old form are not taken; export them as calendars'],
  [/cancellation/, 'reasons for cancelling a hold are not taken yet'],
  [/address/, 'kinds of addresses are not kept here'],
  [/manual_charges|fee_fine|waive/, 'kinds of manual fees and their owners are not taken yet'],
  [/manual_block_templates/, 'templates of blocks are not taken yet'],
  [/damaged/, 'kinds of damage are not taken yet'],
];

function noteNotTaken(
  tally: Tally,
  names: readonly string[],
  { rules, taken }: { readonly rules: RulesRead | null; readonly taken: ReadonlySet<string> },
): void {
  const rest = rules?.notTaken ?? names.map((file) => ({ file, rows: 0 }));
  for (const { file, rows } of rest) {
    if (taken.has(file) || (rules === null && REFERENCES.test(file))) continue;
    tally.notTaken({
      file,
      rows,
      reason: WHY_NOT.find(([form]) => form.test(file))?.[1] ?? 'the file is none of a FOLIO export',
    });
  }
}

/** Files that are read for names also without rules. */
const REFERENCES =
  /^(patron|material|loan)[-_](groups|types)|^(institutions|campuses|libraries|locations|service[-_]points)\./;

/** Records of all files, for the progress: a line of `.ndjson` is one. */
async function countLines({ path, files }: FolioData): Promise<number> {
  let lines = 0;
  for (const file of files.values()) {
    if (!file.endsWith('.ndjson')) continue;
    for await (const batch of readLines(join(path, file))) lines += batch.length;
  }
  return lines;
}

async function takeFolioCourses(
  { path, tally, courses }: { readonly path: string; readonly tally: Tally; readonly courses: readonly string[] },
  { store, clock, dryRun = false }: FolioOptions,
): Promise<void> {
  const [file] = courses;
  if (file === undefined) return;
  const files = await Promise.all(
    courses.map(async (name) => ({ file: name, json: jsonOf(name, await readFile(join(path, name), 'utf8')) })),
  );
  const rows = files.reduce((sum, { json }) => sum + (Array.isArray(json) ? json.length : 1), 0);
  await takeCourses(readFolioCourses(files), { store, clock, dryRun, tally, file, rows });
}

function jsonOf(file: string, content: string): unknown {
  try {
    if (!file.endsWith('.ndjson')) return JSON.parse(content);
    return content.split('\n').flatMap((line): unknown[] => (line.trim() === '' ? [] : [JSON.parse(line)]));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HoldfastError('HF-IMPORT-004', { file, line: 1, why }, { cause: error });
  }
}
