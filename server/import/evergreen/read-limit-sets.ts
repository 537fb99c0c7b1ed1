// circ_limit_sets.csv: caps on loans of some kinds. The export does not link them to rules, so they apply at and below their owner.
// One that names no modifier and no location counts nothing, and is reported.

import type { Location } from '../../../shared/circ/model/branch.ts';
import type { LimitSet } from '../../../shared/rules/model/rule-set.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, noteRow, readAll, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import { readBranch, type BranchTree } from './read-branches.ts';

/** Reads the limit sets. */
export async function readLimitSets(
  folder: EvergreenRulesFolder,
  references: { readonly tree: BranchTree; readonly locations: ReadonlyMap<string, Location> },
): Promise<LimitSet[]> {
  const rows = distinctById(
    folder,
    'circ_limit_sets',
    await readAll(folder, 'circ_limit_sets', (read) => parseSet(read, references)),
  );
  takeRows(folder, 'circ_limit_sets', rows.size);
  return [...rows.values()].flatMap(({ line, value }) => {
    if (value.set === null) return [];
    if (value.set.kinds.length === 0 && value.set.locations.length === 0) {
      noteRow(
        folder,
        'circ_limit_sets',
        line,
        `${value.set.name} names no modifier and no location: it counts nothing`,
      );
    }
    return [value.set];
  });
}

function parseSet(
  read: RowReader,
  { tree, locations }: { readonly tree: BranchTree; readonly locations: ReadonlyMap<string, Location> },
): { id: string; set: LimitSet | null } {
  const id = read.id('id');
  const branch = readBranch(read, tree, 'owning_lib');
  if (read.text('owning_lib') === null) read.required('owning_lib');
  read.required('items_out');
  const limit = read.integer('items_out') ?? 0;
  if (limit < 0) read.problem('items_out is below 0');
  const places = read.list('copy_locations').flatMap((text) => {
    const location = locations.get(text.split(':', 1)[0] ?? '');
    if (location === undefined) read.problem(`copy_locations names ${text}, which copy_locations.csv lacks`);
    return location === undefined ? [] : [location.id];
  });
  const name = read.required('name');
  const kinds = read.list('circ_modifiers');
  const global = read.flag('global') ?? false;
  const rules = readRules(read);
  if (branch === null) return { id, set: null };
  const set = { id, name, branch: branch.id, limit: Math.max(limit, 0), kinds, locations: places, global };
  return { id, set: rules === null ? set : { ...set, rules } };
}

/** Ids of matrix rows, each with `+` behind it where the set counts also when the row only fills gaps. Null: the export does not link them. */
function readRules(read: RowReader): LimitSet['rules'] | null {
  if (!read.columns().includes('matchpoints')) return null;
  return read.list('matchpoints').map((text) => ({ rule: text.replace(/\+$/, ''), fallsThrough: text.endsWith('+') }));
}
