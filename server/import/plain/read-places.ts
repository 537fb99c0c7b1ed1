// branches.csv and locations.csv.

import { BranchSchema } from '../../../shared/circ/model/branch.ts';
import { zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { fileOf, readAll, type Parsed } from '../csv/table-folder.ts';
import type { BranchRecord, Found, LocationRecord } from '../records/record.ts';
import type { PlainFolder, PlainReading, PlainTable } from './plain-tables.ts';
import { readWord, readYes } from './read-values.ts';

/** Records of a table with their places. */
export function foundIn<T>(folder: PlainFolder, table: PlainTable, rows: readonly Parsed<T>[]): Found<T>[] {
  const file = fileOf(folder, table);
  return rows.map(({ line, value }) => ({ at: { file, line }, value }));
}

/** Reads branches.csv. */
export async function readPlainBranches({ folder }: PlainReading): Promise<Found<BranchRecord>[]> {
  const rows = await readAll(folder, 'branches', (read): BranchRecord => {
    const parent = read.text('parent');
    return {
      id: read.required('id'),
      name: read.required('name'),
      parent,
      kind: readWord(read, 'kind', BranchSchema.shape.kind.options) ?? (parent === null ? 'system' : 'branch'),
      zone: read.parsed('zone', 'a time zone', (text) => (zoneClock(text) === null ? null : text)),
    };
  });
  return foundIn(folder, 'branches', rows);
}

/** Reads locations.csv. */
export async function readPlainLocations({ folder }: PlainReading): Promise<Found<LocationRecord>[]> {
  const rows = await readAll(folder, 'locations', (read): LocationRecord => ({
    id: read.required('id'),
    name: read.required('name'),
    branch: read.text('branch'),
    circulates: readYes(read, 'circulates') ?? true,
    holdable: readYes(read, 'holdable') ?? true,
  }));
  return foundIn(folder, 'locations', rows);
}
