// Statuses of copies: the status here for each of the source's. Stock ids are mapped one by one; a status of the site's own by whether it counts as
// available there.

import type { ShelfStatus } from '../../../shared/circ/model/item.ts';
import { distinctById, readAll, takeRows } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';

/** A status of the source. */
export type SourceStatus = { readonly id: string; readonly name: string; readonly isAvailable: boolean };

/** Reads copy_statuses.csv. */
export async function readStatuses(folder: EvergreenFolder): Promise<Map<string, SourceStatus>> {
  const rows = await readAll(folder, 'copy_statuses', (read) => ({
    id: read.id('id'),
    name: read.required('name'),
    isAvailable: read.flag('is_available') ?? false,
  }));
  const statuses = distinctById(folder, 'copy_statuses', rows);
  takeRows(folder, 'copy_statuses', statuses.size);
  return new Map([...statuses].map(([id, { value }]) => [id, value]));
}

/** The status of a copy without a loan or hold, and a note about it. */
export type StatusReading = { readonly status: ShelfStatus | 'in-transit'; readonly note: string | null };

const stock: Readonly<Record<string, ShelfStatus | 'in-transit'>> = {
  0: 'available',
  1: 'on-loan-unknown',
  2: 'bindery',
  3: 'lost',
  4: 'missing',
  5: 'in-process',
  6: 'in-transit',
  7: 'available',
  8: 'available',
  9: 'on-order',
  10: 'ill',
  11: 'cataloging',
  12: 'reserves',
  13: 'discarded',
  14: 'damaged',
  15: 'reserves',
  16: 'lost',
  17: 'lost',
  18: 'in-process',
};

const notes: Readonly<Record<string, string>> = {
  1: 'checked out, but no loan of it can be taken; taken as on loan to an unknown patron',
  6: 'in transit; the export does not say where to, so it is taken as on its way home',
  8: 'on the hold shelf, but no hold in the export has it; taken as available',
  15: 'on the reservation shelf; bookings are not taken yet, so it is taken as reserves',
  18: 'its transit was cancelled; taken as in process until it is scanned',
};

/** Reads the status of a copy that has no loan and stands for no hold. Null = the status is unknown. */
export function readStatus(id: string, statuses: ReadonlyMap<string, SourceStatus>): StatusReading | null {
  const known = stock[id];
  if (known !== undefined) return { status: known, note: notes[id] ?? null };
  const own = statuses.get(id);
  if (own === undefined) return null;
  const status = own.isAvailable ? 'available' : 'in-process';
  return { status, note: `its status is the library's own, "${own.name}"; taken as ${status}` };
}
