// Records of people, copies and circulation in a FOLIO export: one JSON record a line (`.ndjson`), read in constant memory, or lists in JSON.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { isPlain } from '../../../shared/core/plain-text.ts';
import { readJsonPlaces } from '../../../shared/rules/json/json-places.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import { readLines } from '../csv/read-lines.ts';
import type { UnreadRows } from '../csv/table-folder.ts';
import type { Found } from '../records/record.ts';
import type { Tally } from '../tally.ts';

/** Kinds of records: the count of each, and the names that its file may have before `.ndjson` or `.json`. */
export const FOLIO_DATA = {
  users: { count: 'patrons', names: ['users'] },
  blocks: { count: 'blocks', names: ['manualblocks', 'manual_blocks', 'manual-blocks'] },
  instances: { count: 'titles', names: ['instances'] },
  holdings: { count: 'holdings', names: ['holdings', 'holdings_records', 'holdings-records'] },
  items: { count: 'items', names: ['items'] },
  loans: { count: 'loans', names: ['loans'] },
  requests: { count: 'holds', names: ['requests', 'requests-example'] },
  accounts: { count: 'fees', names: ['accounts'] },
} as const;
export type FolioDataKind = keyof typeof FOLIO_DATA;

/** The records of a folder. */
export type FolioData = {
  readonly path: string;
  readonly tally: Tally;
  /** File of each kind that is there. */
  readonly files: ReadonlyMap<FolioDataKind, string>;
  readonly unread: Map<FolioDataKind, UnreadRows>;
  readonly onRows: (rows: number) => void;
};

/** Finds the files of records among the names of a folder. */
export function findFolioData(names: readonly string[]): Map<FolioDataKind, string> {
  const found = new Map<FolioDataKind, string>();
  for (const kind of parseKinds(Object.keys(FOLIO_DATA))) {
    const file = names.find((name) =>
      FOLIO_DATA[kind].names.some((stem) => new RegExp(`^${stem}\\.(json|ndjson)(\\.gz)?$`).test(name)),
    );
    if (file !== undefined) found.set(kind, file);
  }
  return found;
}

function parseKinds(names: readonly string[]): FolioDataKind[] {
  return names as FolioDataKind[];
}

/** Reads the records of a kind batch by batch. One that does not fit is rejected with its line and the reason. */
export async function* readFolioData<T>(
  data: FolioData,
  kind: FolioDataKind,
  form: z.ZodType<T>,
): AsyncGenerator<readonly Found<T>[]> {
  const file = data.files.get(kind);
  if (file === undefined) return;
  data.tally.open(FOLIO_DATA[kind].count);
  for await (const batch of file.includes('.ndjson') ? linesOf(data, file) : listOf(data, file)) {
    yield batch.flatMap(({ line, json }): Found<T>[] => {
      const parsed = json === undefined ? null : form.safeParse(json);
      if (parsed?.success === true && isPlain(parsed.data)) return [{ at: { file, line }, value: parsed.data }];
      const reason =
        parsed === null
          ? 'it is no JSON'
          : parsed.success
            ? 'it has a sign in it that no database keeps'
            : faultOf(parsed.error);
      reject(data, kind, { line, reason, id: idOf(json) });
      return [];
    });
    data.onRows(batch.length);
  }
}

/** Rejects a record that was read, and keeps that it is in the export. */
export function reject(
  { tally, files, unread }: FolioData,
  kind: FolioDataKind,
  { line, reason, id }: { readonly line: number; readonly reason: string; readonly id: string | null },
): void {
  tally.reject(FOLIO_DATA[kind].count, { file: files.get(kind) ?? '', line, reason });
  const rows = unread.get(kind) ?? { ids: new Set<string>(), isVague: false };
  unread.set(kind, rows);
  if (id === null) rows.isVague = true;
  else rows.ids.add(id);
}

/** A record as JSON; undefined where it is none. */
type JsonLine = { readonly line: number; readonly json: unknown };

async function* linesOf({ path }: FolioData, file: string): AsyncGenerator<readonly JsonLine[]> {
  for await (const lines of readLines(join(path, file)))
    yield lines.flatMap(({ number, text }) =>
      text !== null && text.trim() === '' ? [] : [{ line: number, json: text === null ? undefined : jsonOf(text) }],
    );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A list, or one list in an object as FOLIO's API answers. */
async function* listOf({ path }: FolioData, file: string): AsyncGenerator<readonly JsonLine[]> {
  const read = readJsonPlaces(await readFile(join(path, file), 'utf8'));
  if (!read.ok) {
    const line = read.error.place?.line ?? 1;
    throw new HoldfastError('HF-IMPORT-004', { file, line, why: sayFault('en', read.error) });
  }
  const places = read.value;
  const { value } = places;
  const name = Array.isArray(value) ? null : listName(value);
  const list: unknown = name === null ? value : parseObject(value)[name];
  const records: readonly unknown[] = Array.isArray(list) ? list : [list];
  yield records.map((json, index) => ({
    line: places.placeOf(name === null ? [index] : [name, index]).line,
    json,
  }));
}

function listName(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).find(([, one]) => Array.isArray(one))?.[0] ?? null;
}

function parseObject(value: unknown): Readonly<Record<string, unknown>> {
  return value as Readonly<Record<string, unknown>>;
}

function idOf(json: unknown): string | null {
  return typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string' ? json.id : null;
}

function faultOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'the record'}: ${message}`).join('; ');
}

/** Reads all records of a kind. */
export async function readAllFolio<T>(data: FolioData, kind: FolioDataKind, form: z.ZodType<T>): Promise<Found<T>[]> {
  const all: Found<T>[] = [];
  for await (const batch of readFolioData(data, kind, form)) all.push(...batch);
  return all;
}
