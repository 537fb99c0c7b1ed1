// org_units.csv and org_unit_types.csv: the tree of the library. A branch is known by its shortname from here on.
// A unit whose parent cannot be taken cannot be taken either.

import { branchId, type BranchId } from '../../../shared/core/ids.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Branch } from '../../../shared/circ/model/branch.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, readAll, rejectRow, takeRows, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';

/** The taken branches, found by the source's id or by their shortname. */
export type BranchTree = {
  /** Parents before children. */
  readonly branches: readonly Branch[];
  readonly root: Branch;
  readonly byUnit: ReadonlyMap<string, Branch>;
  readonly byName: ReadonlyMap<string, Branch>;
};

type Unit = {
  readonly id: string;
  readonly parent: string | null;
  readonly type: string;
  readonly shortname: string;
  readonly name: string;
};

type Level = { readonly name: string; readonly depth: number };

/** Reads the tree. Throws HF-IMPORT-006 when nothing of it can be taken. */
export async function readBranches(folder: EvergreenRulesFolder, zone: string): Promise<BranchTree> {
  const levels = await readLevels(folder);
  const rows = await readAll(folder, 'org_units', parseUnit);
  const units = distinctShortnames(folder, distinctById(folder, 'org_units', rows));
  const byUnit = new Map<string, Branch>();
  for (const { unit, depth } of orderedUnits(folder, units)) {
    const parent = unit.parent === null ? null : (byUnit.get(unit.parent) ?? null);
    byUnit.set(unit.id, toBranch(unit, { parent, kind: kindOf(levels.get(unit.type), depth), zone }));
  }
  takeRows(folder, 'org_units', byUnit.size);
  const branches = [...byUnit.values()];
  const [root] = branches;
  if (root === undefined) throw new HoldfastError('HF-IMPORT-006', { file: 'org_units.csv' });
  return { branches, root, byUnit, byName: new Map(branches.map((branch) => [String(branch.id), branch])) };
}

/** Reads a reference to a branch: by the source's id, or by a shortname where a file has only that. */
export function readBranch(read: RowReader, tree: BranchTree, column: string): Branch | null {
  return read.parsed(
    column,
    'a library of org_units.csv',
    (text) => tree.byUnit.get(text) ?? tree.byName.get(text) ?? null,
  );
}

function parseUnit(read: RowReader): Unit {
  return {
    id: read.id('id'),
    parent: read.optionalId('parent_ou'),
    type: read.required('ou_type'),
    shortname: read.required('shortname'),
    name: read.required('name'),
  };
}

async function readLevels(folder: EvergreenRulesFolder): Promise<Map<string, Level>> {
  const rows = await readAll(folder, 'org_unit_types', (read) => ({
    id: read.id('id'),
    name: read.required('name'),
    depth: read.integer('depth') ?? 0,
  }));
  const levels = distinctById(folder, 'org_unit_types', rows);
  takeRows(folder, 'org_unit_types', levels.size);
  return new Map([...levels].map(([id, { value }]) => [id, value]));
}

function distinctShortnames(folder: EvergreenRulesFolder, units: ReadonlyMap<string, Parsed<Unit>>): Parsed<Unit>[] {
  const seen = new Map<string, number>();
  return [...units.values()].filter(({ line, value }) => {
    const first = seen.get(value.shortname);
    if (first !== undefined)
      rejectRow(folder, 'org_units', line, `the shortname ${value.shortname} is that of line ${first}`);
    else seen.set(value.shortname, line);
    return first === undefined;
  });
}

/** Units with their depth, parents first. Units without a root are rejected. */
function orderedUnits(folder: EvergreenRulesFolder, units: readonly Parsed<Unit>[]): { unit: Unit; depth: number }[] {
  const children = Map.groupBy(units, ({ value }) => value.parent);
  const ordered: { unit: Unit; depth: number }[] = [];
  const level = (rows: readonly Parsed<Unit>[], depth: number): void => {
    for (const { value } of rows) {
      ordered.push({ unit: value, depth });
      level(children.get(value.id) ?? [], depth + 1);
    }
  };
  level(children.get(null) ?? [], 0);
  const reached = new Set(ordered.map(({ unit }) => unit.id));
  for (const { line, value } of units) {
    if (!reached.has(value.id))
      rejectRow(folder, 'org_units', line, `its parent ${value.parent} leads to no root that can be taken`);
  }
  return ordered;
}

const kindsByName: Readonly<Record<string, Branch['kind']>> = {
  consortium: 'consortium',
  system: 'system',
  branch: 'branch',
  'sub-library': 'sub-library',
  bookmobile: 'bookmobile',
};
const kindsByDepth: readonly Branch['kind'][] = ['consortium', 'system', 'branch'];

function kindOf(level: Level | undefined, depth: number): Branch['kind'] {
  const named = kindsByName[level?.name.toLowerCase() ?? ''];
  return named ?? kindsByDepth[level?.depth ?? depth] ?? 'sub-library';
}

function toBranch(unit: Unit, place: { parent: Branch | null; kind: Branch['kind']; zone: string }): Branch {
  const id = branchId(unit.shortname);
  return {
    id,
    name: unit.name,
    parent: place.parent?.id ?? null,
    kind: place.kind,
    system: systemOf(id, place),
    zone: place.zone,
  };
}

/** The system of a branch; a branch that hangs under no system is its own, so that its patrons have a scope. */
function systemOf(id: BranchId, { parent, kind }: { parent: Branch | null; kind: Branch['kind'] }): BranchId | null {
  if (kind === 'consortium') return null;
  if (kind === 'system') return id;
  return parent?.system ?? id;
}
