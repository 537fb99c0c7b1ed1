// copy_locations.csv: shelving locations. A deleted one is taken only when an item that is taken still stands there.

import type { Location } from '../../../shared/circ/model/branch.ts';
import { distinctById, noteRow, readAll, rejectRow, takeRows, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { readBranch, type BranchTree } from './read-branches.ts';
import { evergreenLocation } from './source-ids.ts';

type LocationRow = { readonly id: string; readonly isDeleted: boolean; readonly location: Location | null };

/** A location under the source's id. */
export type SourcedLocation = { readonly id: string; readonly location: Location };

/** Locations by the source's id, and the decision about the deleted ones once the items are known. */
export type Locations = {
  readonly byId: ReadonlyMap<string, Location>;
  readonly live: readonly SourcedLocation[];
  /** Ends the reading: the deleted locations to take all the same. */
  readonly settle: (isUsed: (id: string) => boolean) => SourcedLocation[];
  /** Source's ids of the locations that were taken, once it is settled. */
  readonly taken: () => ReadonlySet<string>;
};

/** Reads the locations. */
export async function readLocations(folder: EvergreenRulesFolder, tree: BranchTree): Promise<Locations> {
  const rows = distinctById(
    folder,
    'copy_locations',
    await readAll(folder, 'copy_locations', (read) => parseRow(read, tree)),
  );
  const refused = new Set<string>();
  const [deleted, live] = partition([...rows.values()]);
  takeRows(folder, 'copy_locations', live.length);
  return {
    byId: new Map([...rows.values()].flatMap((row) => sourced(row)).map(({ id, location }) => [id, location])),
    live: live.flatMap(sourced),
    settle: (isUsed) =>
      deleted.flatMap((row) => {
        if (!isUsed(row.value.id)) {
          rejectRow(folder, 'copy_locations', row.line, 'the location is deleted');
          refused.add(row.value.id);
          return [];
        }
        noteRow(folder, 'copy_locations', row.line, 'the location is deleted, but items stand there; it is taken');
        takeRows(folder, 'copy_locations');
        return sourced(row);
      }),
    taken: () => new Set(rows.keys()).difference(refused),
  };
}

function parseRow(read: RowReader, tree: BranchTree): LocationRow {
  const id = read.id('id');
  const name = read.required('name');
  const branch = readBranch(read, tree, 'owning_lib');
  if (read.text('owning_lib') === null) read.required('owning_lib');
  const flags = { circulates: read.flag('circulate') ?? true, holdable: read.flag('holdable') ?? true };
  const isDeleted = read.flag('deleted') ?? false;
  const location = branch === null ? null : { id: evergreenLocation(id), name, branch: branch.id, ...flags };
  return { id, isDeleted, location };
}

function partition(rows: readonly Parsed<LocationRow>[]): [Parsed<LocationRow>[], Parsed<LocationRow>[]] {
  return [rows.filter(({ value }) => value.isDeleted), rows.filter(({ value }) => !value.isDeleted)];
}

function sourced({ value }: Parsed<LocationRow>): SourcedLocation[] {
  return value.location === null ? [] : [{ id: value.id, location: value.location }];
}
