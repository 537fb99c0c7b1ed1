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
const COLUMNS = ['list', 'made_at', 'rows', 'as_of', 'failed', 'desk'];

/** The last run of one list, as the file of ages has it. */
type Age = { readonly madeAt: string; readonly rows: number; readonly asOf: string; readonly failed: string | null };

/** The end of a round for one list. */
export type WrittenList = {
  readonly list: ListName;
  /** The moment that its rows are of; null = it was not written. */
  readonly at: Instant | null;
  readonly rows: number;
  /** Why it was not: what is wrong with the folder, or the error of its making. */
  readonly failed: Error | ListFileTrouble | null;
};

export type WrittenFolder = {
  readonly written: readonly WrittenList[];
  /** Lists with files that could not be removed. */
  readonly left: readonly ListName[];
};

export type ListFolder = {
  readonly folder: string;
  /** The id of the desk, by which others know the folder as taken. */
  readonly desk: string | null;
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
  desk,
  lists,
  dropped = [],
  language,
  make,
}: ListFolder): Promise<WrittenFolder> {
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
      // One list that breaks costs no other.
      const failed = folderTrouble(error) ?? asError(error);
      const before = ages.get(list) ?? { madeAt: '', rows: 0, asOf: '' };
      ages.set(list, { ...before, failed: typeof failed === 'string' ? failed : codeOf(failed) });
      written.push({ list, at: null, rows: 0, failed });
    }
  }
  if (head !== null) {
    const sheet = sayReport(downtimeSheet(head), language);
    writeWhole(join(folder, SHEET_FILE), await writeReport(sheet, 'pdf'));
  }
  const left = dropped.filter((list) => remove(folder, filesOf([list])).length > 0);
  for (const list of dropped) if (!left.includes(list)) ages.delete(list);
  writeAges(folder, ages, desk);
  return { written, left };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(typeof error);
}

function codeOf(error: Error): string {
  return error instanceof HoldfastError ? error.code : 'failed';
}

/** Whether `lists.csv` of a folder says that another desk keeps its lists there. */
export function isOfAnotherDesk(folder: string, desk: string | null): boolean {
  const owner = ageRows(folder)
    .map((row) => row[COLUMNS.indexOf('desk')] ?? '')
    .find((id) => id !== '');
  return owner !== undefined && owner !== desk;
}

/** What is wrong with a folder, by the error of the file system; null for any other error. */
export function folderTrouble(error: unknown): ListFileTrouble | null {
  // Errors of the file system name the call that failed.
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return null;
  const { code, syscall } = error;
  // Windows refuses so to replace a file that another program has open.
  if (code === 'EPERM' && syscall === 'rename') return 'busy';
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
    case 'ERR_FS_EISDIR':
      return 'busy';
    default:
      return 'slow';
  }
}

/**
 * Removes the lists of a folder in which none are kept any more, and the sheet. `lists.csv` stays until `removeAges`: it
 * tells the folder from the empty place of a share. Returns whether all are gone.
 */
export function removeListFiles(folder: string, lists: readonly ListName[]): boolean {
  return [...dropPartials(folder), ...remove(folder, [...filesOf(lists), SHEET_FILE])].length === 0;
}

/** Removes `lists.csv`. Returns whether it is gone. */
export function removeAges(folder: string): boolean {
  return remove(folder, [AGES_FILE]).length === 0;
}

function filesOf(lists: readonly ListName[]): readonly string[] {
  return lists.flatMap((list) => FORMS.map((form) => `${list}.${form}`));
}

/** Returns those that could not be removed. */
function remove(folder: string, files: readonly string[]): readonly string[] {
  const left: string[] = [];
  for (const file of files) {
    try {
      rmSync(join(folder, file), { force: true });
    } catch (error) {
      if (folderTrouble(error) === null) throw error;
      left.push(file);
    }
  }
  return left;
}

/** A program that was killed left them. Returns those that could not be removed. */
function dropPartials(folder: string): readonly string[] {
  const isOurs = (file: string): boolean => {
    const name = file.split('.').slice(0, 2).join('.');
    return isPartial(file, name) && (name === SHEET_FILE || name === AGES_FILE || isListName(file.split('.')[0] ?? ''));
  };
  return remove(folder, readdirSync(folder).filter(isOurs));
}

/** Ages of the lists in the folder, from the last run. */
function agesIn(folder: string): Map<ListName, Age> {
  return new Map(
    ageRows(folder).flatMap(([list = '', madeAt = '', count = '', asOf = '', failed = '']) =>
      isListName(list) ? [[list, { madeAt, rows: Number(count), asOf, failed: failed || null }] as const] : [],
    ),
  );
}

/** Without the line of names of columns. */
function ageRows(folder: string): readonly string[][] {
  const path = join(folder, AGES_FILE);
  if (!existsSync(path)) return [];
  return Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data.slice(1);
}

function writeAges(folder: string, ages: ReadonlyMap<ListName, Age>, desk: string | null): void {
  const lines = [...ages].map(([list, { madeAt, rows, asOf, failed }]) => [
    list,
    madeAt,
    String(rows),
    asOf,
    failed ?? '',
    desk ?? '',
  ]);
  writeWhole(join(folder, AGES_FILE), Buffer.from(csvText([COLUMNS, ...lines])));
}

function headOf({ library, branch, zone, period, madeBy, madeAt, audience }: ReportDocument): ReportHead {
  return { library, branch, zone, period, madeBy, madeAt, audience };
}
