// Reads the records of one kind by their form: one that does not fit is rejected with its line and every reason; fields that nothing is
// made of are named in a note, so that nothing is lost without a word.

import type { z } from 'zod';
import type { Json } from '../../../shared/rules/json/json-places.ts';
import { formFaults } from '../../../shared/rules/form-faults.ts';
import { sayFault, type RuleFault } from '../../../shared/rules/rule-fault.ts';
import { readRecords, type FolioFolder, type FolioKind, type FolioRecord } from './folio-files.ts';

/** A record that was read. */
export type ReadRecord<T> = Omit<FolioRecord, 'value'> & { readonly value: T };

/** Fields that every record may have and that mean nothing for rules. */
const WITHOUT_MEANING: ReadonlySet<string> = new Set(['_source', 'metadata', 'description', 'desc']);

/** Reads all records of a kind; the first of two with one id stands. */
export async function readForms<T extends { readonly id: string }>(
  folder: FolioFolder,
  kind: FolioKind,
  form: z.ZodType<T>,
): Promise<ReadRecord<T>[]> {
  const taken = new Map<string, ReadRecord<T>>();
  const unused = new Map<string, number>();
  for (const record of await readRecords(folder, kind)) {
    const parsed = parseLoosely(form, record, unused);
    const refused = parsed.ok ? secondOf(taken, parsed.value.id) : parsed.reason;
    if (!parsed.ok || refused !== null) {
      folder.tally.reject(kind, { file: record.file, line: record.line, reason: refused ?? '' });
      continue;
    }
    taken.set(parsed.value.id, { ...record, value: parsed.value });
    folder.tally.take(kind);
  }
  noteUnused(folder, [...taken.values()][0]?.file ?? kind, unused);
  return [...taken.values()];
}

function secondOf(taken: ReadonlyMap<string, ReadRecord<unknown>>, id: string): string | null {
  const first = taken.get(id);
  return first === undefined ? null : `the id ${id} is that of line ${first.line}`;
}

function noteUnused({ tally }: FolioFolder, file: string, unused: ReadonlyMap<string, number>): void {
  const names = [...unused].filter(([name]) => !WITHOUT_MEANING.has(name)).map(([name, rows]) => `${name} (${rows})`);
  if (names.length > 0) tally.note({ file, line: null, text: `taken without ${names.join(', ')}` });
}

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Parses by a strict form; keys that it does not know are counted and left out. */
function parseLoosely<T>(form: z.ZodType<T>, record: FolioRecord, unused: Map<string, number>): Parsed<T> {
  const { value } = record;
  const first = form.safeParse(value);
  if (first.success) return { ok: true, value: first.data };
  const unknown = first.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
  const paths = unknown.flatMap(({ path, keys }) => keys.map((key) => [...path.map(String), key]));
  const second = form.safeParse(paths.reduce<Json>((rest, path) => without(rest, path), value));
  if (!second.success) return { ok: false, reason: sayFaults(record, formFaults(second.error, value)) };
  for (const path of paths) unused.set(path.join('.'), (unused.get(path.join('.')) ?? 0) + 1);
  return { ok: true, value: second.data };
}

function without(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((one, index) => (String(index) === key ? without(one, rest) : one));
  const entries = Object.entries(value).flatMap(([name, one]) => {
    if (name !== key) return [[name, one] as const];
    return rest.length === 0 ? [] : [[name, without(one, rest)] as const];
  });
  return Object.fromEntries(entries);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The faults of a record, each with its place in the file. */
export function sayFaults({ placeOf }: Pick<FolioRecord, 'placeOf'>, faults: readonly RuleFault[]): string {
  return faults.map((fault) => sayFault('en', { ...fault, place: placeOf(fault.path.split('.')) })).join('; ');
}
