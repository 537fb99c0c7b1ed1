// Three versions of a row: that of the last import (the baseline), that of the library now, that of this import. A field that is
// now other than in the baseline was edited here and stays; all others follow the source. Pure.

import { canonicalJson, type Json } from '../../shared/core/canonical-json.ts';

/** A row as JSON. */
export type JsonRow = { readonly [field: string]: Json | undefined };

/** The merged row, and the fields in which the source changed and the library keeps its own. */
export type MergedRow = { readonly row: JsonRow; readonly editedHere: readonly string[] };

/** Merges one row. Fields in `foreign` are not the source's to change and stay as they are now. */
export function mergeRow(versions: {
  readonly baseline: JsonRow;
  readonly current: JsonRow;
  readonly incoming: JsonRow;
  readonly foreign: readonly string[];
}): MergedRow {
  const { baseline, current, incoming, foreign } = versions;
  const row: Record<string, Json | undefined> = { ...current };
  const editedHere: string[] = [];
  for (const field of Object.keys(incoming)) {
    if (foreign.includes(field) || isSame(incoming[field], baseline[field]) || isSame(incoming[field], current[field]))
      continue;
    if (field === 'blocks' || field === 'cards') {
      row[field] = mergeLists(baseline[field], current[field], incoming[field]);
    } else if (isSame(current[field], baseline[field])) {
      row[field] = incoming[field];
    } else {
      editedHere.push(field);
    }
  }
  return { row, editedHere };
}

/** Whether two values are the same. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

/**
 * A list of things with ids, or with numbers of their own: additions, changes and removals of the source since the baseline are applied to the list
 * of now.
 */
function mergeLists(baseline: Json | undefined, current: Json | undefined, incoming: Json | undefined): Json {
  const before = byId(baseline);
  const after = byId(incoming);
  const kept = [...byId(current)].flatMap(([id, now]) => {
    const isEdited = !isSame(now, before.get(id));
    const fromSource = after.get(id);
    if (fromSource !== undefined) return [isEdited ? now : fromSource];
    return before.has(id) && !isEdited ? [] : [now];
  });
  const added = [...after].flatMap(([id, value]) => (before.has(id) || byId(current).has(id) ? [] : [value]));
  return [...kept, ...added];
}

function byId(list: Json | undefined): Map<string, Json> {
  const entries = Array.isArray(list) ? list.map((entry: Json): [string, Json] => [idOf(entry), entry]) : [];
  return new Map(entries);
}

function idOf(entry: Json): string {
  if (!isObject(entry)) return canonicalJson(entry);
  const { id, number } = entry;
  return canonicalJson(id ?? number ?? entry);
}

function isObject(value: Json): value is { readonly [field: string]: Json | undefined } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
