// Which tables a backup holds, each with the columns that its rows are read in the order of. A new table has to be named here or below.

import { TABLE_KEYS, type BulkTable } from '../store/table-keys.ts';
import type { TableName } from '../store/tables.ts';

/**
 * Tables that a backup leaves out: data that is good for minutes only, data that a new database has of its own (its rehearsals among it), figures
 * that are made again of acts, and the list of purged acts, which is newer than any backup and is applied to it.
 */
export const LEFT_OUT = [
  'desk_token',
  'desk_challenge',
  'enrol_code',
  'pin_tries',
  'schema_version',
  'kept_horizon',
  'kept_change',
  'kept_figures',
  'purged',
  'rehearsal',
] as const satisfies readonly TableName[];

export type BackedUpTable = Exclude<TableName, (typeof LEFT_OUT)[number]>;

/** Every other table has a key to be read and written by; the types see to it. */
export const BACKUP_KEYS: Readonly<Record<BulkTable, readonly string[]>> = TABLE_KEYS;

type Unkeyed = Exclude<BackedUpTable, BulkTable>;
/** Fails to compile when a table is neither left out nor has a key. */
const everyTableHasAKey: [Unkeyed] extends [never] ? true : Unkeyed = true;

/** The tables, in the order in which a backup has them. */
export const BACKED_UP: readonly BulkTable[] = everyTableHasAKey
  ? parseNames(Object.keys(BACKUP_KEYS)).filter((name) => !LEFT_OUT.some((one) => one === name))
  : [];

function parseNames(names: readonly string[]): readonly BulkTable[] {
  return names as readonly BulkTable[];
}
