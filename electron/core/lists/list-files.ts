// Lists of a desk as files in a folder, for the day on which the program or its computer is down. A list that cannot be written keeps its last file,
// and `lists.csv` says how old each is: it never claims a file to be newer than it is.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { ListFileTrouble } from '../../../shared/core/list-file-words.ts';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import { isListName, type ListName } from '../../../shared/lists/all.ts';
import { csvText } from '../../../shared/reports/csv.ts';
import type { ReportDocument, ReportHead } from '../../../shared/reports/document.ts';
import { downtimeSheet } from '../../../shared/reports/downtime-sheet.ts';
import { sayReport } from '../../../shared/reports/say-report.ts';
import { writeReport } from '../reports/write-report.ts';
import { isPartial, writeWhole } from './whole-file.ts';

/** The lists that a desk needs on paper when nothing else works. */
export const USUAL_LISTS: readonly ListName[] = [
  'pull-list',
  'hold-shelf',
  'expired-holds',
  'reserves-processing',
  'reserves-to-pull',
  'equipment-bookings',
  'late-equipment',
  'patrons-to-call',
];

/** The file with the age of each list. */
export const AGES_FILE = 'lists.csv';
const SHEET_FILE = 'downtime-sheet.pdf';
const FORMS = ['pdf', 'csv'] as const;
const COLUMNS = ['list', 'made_at', 'rows', 'as_of', 'failed'];

/** The last run of one list, as the file of ages has it. */
type Age = { readonly madeAt: string; readonly rows: number; readonly asOf: string; readonly failed: string | null };

/** The end of a round for one list. */
export type WrittenList = {
  readonly list: ListName;
  /** The moment that its rows are of; null = it was not written. */
  readonly at: Instant | null;
  readonly rows: number;
  /** Why it was not: a code, or what is wrong with the folder. */
  readonly failed: HoldfastError | ListFileTrouble | null;
};

export type ListFolder = {
  readonly folder: string;
  readonly lists: readonly ListName[];
  /** Lists that are kept there no more. */
  readonly dropped?: readonly ListName[];
  readonly language: Language;
  /** Makes one of them. */
  readonly make: (list: ListName) => Promise<ReportDocument>;
};

/** Writes each list as PDF and CSV, an empty downtime sheet, and the ages. Throws the error of the file system where the ages cannot be written. */
export async function writeListFiles({
  folder,
  lists,
  dropped = [],
  language,
  make,
}: ListFolder): Promise<readonly WrittenList[]> {
  dropPartials(folder);
  const ages = agesIn(folder);
  const written: WrittenList[] = [];
  let head: ReportHead | null = null;
  for (const list of lists) {
    try {
      const document = await make(list);
      const said = sayReport(document, language);
      for (const form of FORMS) writeWhole(join(folder, `${list}.${form}`), await writeReport(said, form));
      const rows = document.sections.reduce((sum, one) => sum + one.rows.length, 0);
      const { madeAt: at, zone } = document;
      ages.set(list, { madeAt: formatLocalMoment(at, zone), rows, asOf: said.coverage.join(' '), failed: null });
      written.push({ list, at, rows, failed: null });
      head = headOf(document);
    } catch (error) {
      const failed = error instanceof HoldfastError ? error : folderTrouble(error);
      if (failed === null) throw error;
      const before = ages.get(list) ?? { madeAt: '', rows: 0, asOf: '' };
      ages.set(list, { ...before, failed: typeof failed === 'string' ? failed : failed.code });
      written.push({ list, at: null, rows: 0, failed });
    }
  }
  if (head !== null) {
    const sheet = sayReport(downtimeSheet(head), language);
    writeWhole(join(folder, SHEET_FILE), await writeReport(sheet, 'pdf'));
  }
  for (const list of dropped) ages.delete(list);
  remove(folder, filesOf(dropped));
  writeAges(folder, ages);
  return written;
}

/** What is wrong with a folder, by the error of the file system; null for any other error. */
export function folderTrouble(error: unknown): ListFileTrouble | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'EHOSTDOWN':
    case 'ENOTCONN':
      return 'gone';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'no-right';
    case 'EBUSY':
    case 'ETXTBSY':
    case 'EEXIST':
    case 'EISDIR':
    case 'ENOTEMPTY':
      return 'busy';
    case 'EIO':
    case 'ETIMEDOUT':
    case 'ESTALE':
      return 'slow';
    default:
      return null;
  }
}

/** Removes all files of a folder in which no lists are kept any more. What cannot be removed stays. */
export function removeListFiles(folder: string, lists: readonly ListName[]): void {
  remove(folder, [...filesOf(lists), SHEET_FILE, AGES_FILE]);
}

function filesOf(lists: readonly ListName[]): readonly string[] {
  return lists.flatMap((list) => FORMS.map((form) => `${list}.${form}`));
}

function remove(folder: string, files: readonly string[]): void {
  for (const file of files) {
    try {
      rmSync(join(folder, file), { force: true });
    } catch (error) {
      if (folderTrouble(error) === null) throw error;
    }
  }
}

/** A program that was killed left them. */
function dropPartials(folder: string): void {
  const isOurs = (file: string): boolean => {
    const name = file.split('.').slice(0, 2).join('.');
    return isPartial(file, name) && (name === SHEET_FILE || name === AGES_FILE || isListName(file.split('.')[0] ?? ''));
  };
  remove(folder, readdirSync(folder).filter(isOurs));
}

/** Ages of the lists in the folder, from the last run. */
function agesIn(folder: string): Map<ListName, Age> {
  const path = join(folder, AGES_FILE);
  if (!existsSync(path)) return new Map();
  const rows = Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data;
  return new Map(
    rows.flatMap(([list = '', madeAt = '', count = '', asOf = '', failed = '']) =>
      isListName(list) ? [[list, { madeAt, rows: Number(count), asOf, failed: failed || null }] as const] : [],
    ),
  );
}

function writeAges(folder: string, ages: ReadonlyMap<ListName, Age>): void {
  const lines = [...ages].map(([list, { madeAt, rows, asOf, failed }]) => [
    list,
    madeAt,
    String(rows),
    asOf,
    failed ?? '',
  ]);
  writeWhole(join(folder, AGES_FILE), Buffer.from(csvText([COLUMNS, ...lines])));
}

function headOf({ library, branch, zone, period, madeBy, madeAt, audience }: ReportDocument): ReportHead {
  return { library, branch, zone, period, madeBy, madeAt, audience };
}
