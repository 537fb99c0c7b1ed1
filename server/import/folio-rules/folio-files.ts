// The files of a FOLIO export that rules are made of, under the names that exports give them, and how their records are read: JSON (a list
// or one record) or one record a line, each with the line it begins on.

import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { readJsonPlaces, type Json } from '../../../shared/rules/json/json-places.ts';
import { sayFault, type TextPlace } from '../../../shared/rules/rule-fault.ts';
import type { Tally } from '../tally.ts';

/** Kinds of records, with the names that their files may have before `.json`, `.ndjson` or `.csv`. */
export const FOLIO_FILES = {
  'rule table': ['circulation_rules'],
  'loan policies': ['loan_policies', 'loan-policies'],
  'request policies': ['request_policies', 'request-policies'],
  'notice policies': ['patron_notice_policies', 'patron-notice-policies'],
  'overdue policies': ['overdue_fines_policies', 'overdue-fine-policies'],
  'lost item policies': ['lost_item_fees_policies', 'lost-item-fee-policies'],
  schedules: ['fixed_due_date_schedules', 'fixed-due-date-schedules'],
  'patron groups': ['patron_groups', 'patron-groups'],
  'material types': ['material_types', 'material-types'],
  'loan types': ['loan_types', 'loan-types'],
  institutions: ['institutions'],
  campuses: ['campuses'],
  libraries: ['libraries'],
  locations: ['locations'],
  desks: ['service_points', 'service-points'],
  calendars: ['calendars'],
  'block conditions': ['patron_block_conditions'],
  'block limits': ['patron_block_limits'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type FolioKind = keyof typeof FOLIO_FILES;

/** The folder, looked through. */
export type FolioFolder = {
  readonly path: string;
  readonly names: readonly string[];
  readonly tally: Tally;
};

/** A record with the file and line it begins on. */
export type FolioRecord = {
  readonly file: string;
  readonly line: number;
  readonly value: Json;
  /** The place in the file of a field of the record. */
  readonly placeOf: (path: readonly PropertyKey[]) => TextPlace;
};

/** Looks a folder through. Throws HF-IMPORT-001. */
export async function openFolioFolder(path: string, tally: Tally): Promise<FolioFolder> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    return { path, names: names.toSorted(), tally };
  } catch (error) {
    throw new HoldfastError('HF-IMPORT-001', { path }, { cause: error });
  }
}

/** The file of a kind with one of some endings; null when there is none. */
export function fileOf({ names }: FolioFolder, kind: FolioKind, endings: readonly string[]): string | null {
  const stems = FOLIO_FILES[kind];
  return names.find((name) => stems.some((stem) => endings.some((ending) => name === `${stem}.${ending}`))) ?? null;
}

/** Whether the name of a file is of one of the kinds above. */
function isOfKind(file: string): boolean {
  const known = Object.values(FOLIO_FILES).flat();
  return known.some((stem) => ['json', 'ndjson', 'csv'].some((ending) => file === `${stem}.${ending}`));
}

/** Blank lines and comments, then the beginning of a text of rules. A text that lacks its first line is one too: its fault is shown. */
const BEGINS_RULES = /^(?:[ \t]*(?:[#/][^\r\n]*)?\r?\n)*[ \t]*(?:priority|fallback-policy)[ \t]*:/;
/** Comments at the top may be long. */
const enoughToTell = 64 * 1024;

/** Files with a text of rules: found by name, or else by their first words. */
export async function findRuleTexts(
  folder: FolioFolder,
): Promise<{ readonly texts: string[]; readonly json: string[] }> {
  const texts: string[] = [];
  const json: string[] = [];
  for (const file of folder.names) {
    if (isOfKind(file)) continue;
    const isNamed = /^circulation[-_]rules.*\.(txt|json)$/.test(file);
    if (file.endsWith('.json')) {
      if (isNamed || (await holdsRules(folder, file))) json.push(file);
    } else if (isNamed || BEGINS_RULES.test(await beginningOf(folder, file))) texts.push(file);
  }
  return { texts, json };
}

async function holdsRules({ path }: FolioFolder, file: string): Promise<boolean> {
  const json = readJsonPlaces(await readFile(join(path, file), 'utf8'));
  return json.ok && isRecord(json.value.value) && typeof json.value.value['rulesAsText'] === 'string';
}

async function beginningOf({ path }: FolioFolder, file: string): Promise<string> {
  const opened = await open(join(path, file));
  try {
    const { buffer, bytesRead } = await opened.read({ buffer: Buffer.alloc(enoughToTell), position: 0 });
    return new TextDecoder('utf-8').decode(buffer.subarray(0, bytesRead));
  } finally {
    await opened.close();
  }
}

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Names the files of the folder that rules are not made of, each with its number of lines. */
export async function noteOtherFiles(folder: FolioFolder, rules: ReadonlySet<string>): Promise<void> {
  for (const file of folder.names) {
    if (isOfKind(file) || rules.has(file)) continue;
    const lines = (await readFile(join(folder.path, file), 'latin1')).split('\n').filter((line) => line.trim() !== '');
    folder.tally.notTaken({ file, rows: lines.length, reason: 'no rules are made of it' });
  }
}

/** The text of a file. Throws HF-IMPORT-005 for one that is not UTF-8. */
export async function readFolioText({ path }: FolioFolder, file: string): Promise<string> {
  const bytes = await readFile(join(path, file));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new HoldfastError('HF-IMPORT-005', { file, why: 'wrong bytes' }, { cause: error });
  }
}

/** The records of a kind. A line that is no JSON is rejected; a file that is none throws HF-IMPORT-004. */
export async function readRecords(folder: FolioFolder, kind: FolioKind): Promise<FolioRecord[]> {
  const file = fileOf(folder, kind, ['json', 'ndjson']);
  if (file === null) {
    folder.tally.note({ file: `${FOLIO_FILES[kind][0]}.json`, line: null, text: 'the file is not there' });
    return [];
  }
  folder.tally.open(kind);
  const text = await readFolioText(folder, file);
  return file.endsWith('.ndjson') ? readLines(folder, kind, { file, text }) : readWhole({ file, text });
}

type OpenFile = { readonly file: string; readonly text: string };

function readWhole({ file, text }: OpenFile): FolioRecord[] {
  const json = readJsonPlaces(text);
  if (!json.ok) {
    const line = json.error.place?.line ?? 1;
    throw new HoldfastError('HF-IMPORT-004', { file, line, why: sayFault('en', json.error) });
  }
  const { value } = json.value;
  const placeOf = (path: readonly PropertyKey[]) => json.value.placeOf(path);
  if (!isList(value)) return [{ file, line: placeOf([]).line, value, placeOf }];
  return value.map((one, index) => ({
    file,
    line: placeOf([index]).line,
    value: one,
    placeOf: (path) => placeOf([index, ...path]),
  }));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function readLines({ tally }: FolioFolder, kind: FolioKind, { file, text }: OpenFile): FolioRecord[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    if (content.trim() === '') return [];
    const line = index + 1;
    const json = readJsonPlaces(content);
    if (json.ok) {
      const { value } = json.value;
      return [{ file, line, value, placeOf: (path) => ({ ...json.value.placeOf(path), line }) }];
    }
    tally.reject(kind, { file, line, reason: sayFault('en', json.error) });
    return [];
  });
}
