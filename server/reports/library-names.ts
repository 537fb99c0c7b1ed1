// Names for reports of the library: of the library itself, its desks and its staff.

import { staffId } from '../../shared/core/ids.ts';
import type { ReportPlace } from '../../shared/reports/question.ts';
import type { NameOf } from '../../shared/reports/shift-document.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** The library of this database. A database without one has no name, and shows times in UTC. */
export async function libraryPlace(
  tx: ReadTx,
): Promise<ReportPlace & { readonly currency: string; readonly reservesName: string | null }> {
  const [library] = await readAllRows(tx, 'library');
  const { name = '', zone = 'UTC', currency = 'USD', desk } = library ?? {};
  return { library: name, branch: null, zone, currency, reservesName: desk?.reservesName ?? null };
}

/** Names of desks by id. */
export async function deskNames(tx: ReadTx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.selectFrom('desk').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How staff are called. */
export async function staffNames(tx: ReadTx): Promise<NameOf> {
  const rows = await tx.db.selectFrom('staff').select(['id', 'name']).execute();
  const names = new Map(rows.map(({ id, name }) => [staffId(id), name]));
  return (id) => (id === null ? null : (names.get(id) ?? id));
}
