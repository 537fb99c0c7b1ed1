// Branches and locations of an export, joined with those that the library has already.

import type { Branch, Location } from '../../../shared/circ/model/branch.ts';
import { branchId } from '../../../shared/core/ids.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ImportSink } from '../write/import-sink.ts';
import type { RecordIds } from './record-ids.ts';
import type { BranchRecord, Found, LocationRecord } from './record.ts';
import { distinctRecords, rejectRecord, takeRecord, type ReadPlaces, type RecordSource } from './record-source.ts';

/** Places that the library has before the import. */
export type PlacesHere = { readonly branches: readonly Branch[]; readonly locations: readonly Location[] };

/** The places of the library while an import runs. */
export type Places = ReadPlaces & {
  /** Source's ids of the records of the export. */
  readonly present: { readonly branch: ReadonlySet<string>; readonly location: ReadonlySet<string> };
  /** Finds a branch by its id; makes it where the source may. */
  readonly branch: (id: string | null) => Promise<Branch | null>;
  /** Finds a location by the source's id, or by its id or name here; makes it at a branch where the source may. */
  readonly location: (id: string, at: Branch) => Promise<Location | null>;
};

/** Parts for taking places. */
type Taking = { readonly source: RecordSource; readonly sink: ImportSink; readonly ids: RecordIds };

/** Takes branches and locations. Throws HF-IMPORT-006 where neither the export nor the library has a branch. */
export async function takePlaces(taking: Taking, here: PlacesHere): Promise<Places> {
  const { source, sink, ids } = taking;
  const records = distinctRecords(source, 'branch', await source.branches());
  const branches = new Map(here.branches.map((branch) => [String(branch.id), branch]));
  const taken = treeOf(source, records, branches);
  for (const branch of taken) branches.set(branch.id, branch);
  await sink.rows(
    'branch',
    taken.map((row) => ({ sourceId: row.id, key: row.id, row })),
  );
  const root = rootOf([...branches.values()]);
  if (root === null && !source.addsPlaces.branch) throw new HoldfastError('HF-IMPORT-006', { file: 'the branches' });
  const first = root ?? (await addBranch(taking, branches, { id: 'ALL', name: source.library.name, parent: null }));
  const locations = new Map(
    here.locations.flatMap((one) => [[one.name, one] as const, [String(one.id), one] as const]),
  );
  const found = await takeLocations(taking, { root: first, branches }, locations);
  const findLocation = (id: string): Location | null => locations.get(ids.location(id)) ?? locations.get(id) ?? null;
  return {
    root: first,
    branches,
    findLocation,
    present: { branch: idsOf(records), location: found },
    branch: async (id) => {
      if (id === null) return first;
      const known = branches.get(id);
      if (known !== undefined || !source.addsPlaces.branch) return known ?? null;
      return addBranch(taking, branches, { id, name: id, parent: first });
    },
    location: async (id, at) => {
      const known = findLocation(id);
      if (known !== null || !source.addsPlaces.location) return known;
      const made: Location = { id: ids.location(id), name: id, branch: at.id, circulates: true, holdable: true };
      locations.set(made.id, made);
      await sink.rows('location', [{ sourceId: id, key: made.id, row: made }]);
      source.tally.note({ file: 'locations', line: null, text: `${id} is new: it became a location of ${at.name}` });
      return made;
    },
  };
}

function idsOf(records: readonly Found<{ readonly id: string }>[]): Set<string> {
  return new Set(records.map(({ value }) => value.id));
}

/** The branch above all others; of several the first. */
function rootOf(branches: readonly Branch[]): Branch | null {
  return branches.find(({ parent }) => parent === null) ?? branches[0] ?? null;
}

async function addBranch(
  { source, sink }: Taking,
  branches: Map<string, Branch>,
  { id, name, parent }: { readonly id: string; readonly name: string; readonly parent: Branch | null },
): Promise<Branch> {
  const row: Branch = {
    id: branchId(id),
    name,
    parent: parent?.id ?? null,
    kind: parent === null ? 'system' : 'branch',
    system: parent === null ? branchId(id) : parent.system,
    zone: parent?.zone ?? source.library.zone,
  };
  branches.set(id, row);
  await sink.rows('branch', [{ sourceId: id, key: id, row }]);
  if (parent !== null)
    source.tally.note({ file: 'branches', line: null, text: `${id} is new: it became a branch of ${parent.name}` });
  return row;
}

/** Branches with their parents before them. One whose parent leads to no root is rejected, and so are those below it. */
function treeOf(
  source: RecordSource,
  records: readonly Found<BranchRecord>[],
  here: ReadonlyMap<string, Branch>,
): Branch[] {
  const own = idsOf(records);
  const tops = records.filter(({ value: { parent } }) => parent === null || (!own.has(parent) && here.has(parent)));
  const children = Map.groupBy(records, ({ value }) => value.parent);
  const made = new Map<string, Branch>(here);
  const taken: Branch[] = [];
  const level = (rows: readonly Found<BranchRecord>[]): void => {
    for (const { at, value } of rows) {
      const parent = value.parent === null ? null : (made.get(value.parent) ?? null);
      const branch = toBranch(value, parent, source.library.zone);
      made.set(value.id, branch);
      taken.push(branch);
      takeRecord(source, 'branch', at);
      level(children.get(value.id) ?? []);
    }
  };
  level(tops);
  const reached = new Set(taken.map(({ id }) => String(id)));
  for (const { at, value } of records)
    if (!reached.has(value.id))
      rejectRecord(source, 'branch', at, `its parent ${value.parent} leads to no root that can be taken`);
  return taken;
}

function toBranch({ id, name, kind, zone }: BranchRecord, parent: Branch | null, libraryZone: string): Branch {
  const key = branchId(id);
  return {
    id: key,
    name,
    parent: parent?.id ?? null,
    kind,
    // A library without systems is its own, since patron data are of one.
    system: kind === 'system' || (parent === null && kind !== 'consortium') ? key : (parent?.system ?? null),
    zone: zone ?? parent?.zone ?? libraryZone,
  };
}

async function takeLocations(
  { source, sink, ids }: Taking,
  { root, branches }: { readonly root: Branch; readonly branches: ReadonlyMap<string, Branch> },
  locations: Map<string, Location>,
): Promise<Set<string>> {
  const records = distinctRecords(source, 'location', await source.locations());
  const rows = records.flatMap(({ at, value }) => {
    const branch = value.branch === null ? root : branches.get(value.branch);
    if (branch === undefined) {
      rejectRecord(source, 'location', at, `there is no branch ${value.branch}`);
      return [];
    }
    takeRecord(source, 'location', at);
    return [{ sourceId: value.id, row: toLocation(value, branch, ids) }];
  });
  for (const { row } of rows) locations.set(row.id, row);
  await sink.rows(
    'location',
    rows.map(({ sourceId, row }) => ({ sourceId, key: row.id, row })),
  );
  return idsOf(records);
}

function toLocation({ id, name, circulates, holdable }: LocationRecord, branch: Branch, ids: RecordIds): Location {
  return { id: ids.location(id), name, branch: branch.id, circulates, holdable };
}
