// Interlibrary loans of the whole library: items here from others, and items at others.

import { sql } from 'kysely';
import type { BranchId } from '../../shared/core/ids.ts';
import { borrowedRows, lentRows, type BorrowedRow, type LentRow } from '../../shared/lists/interlibrary.ts';
import type { LookingFrom } from '../../shared/lists/row-source.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

type Asked = LookingFrom & { readonly tx: ReadTx; readonly branch: BranchId | null };

/** Copies that desks received from other libraries: found by the writes of their fields. */
export async function borrowedCopies({ tx, now, zone, branch }: Asked): Promise<BorrowedRow[]> {
  const written = await tx.db
    .selectFrom('item_field')
    .select('item_id')
    .distinct()
    .where('field', '=', 'borrowed')
    .execute();
  const items = await readRows(
    tx,
    'item',
    written.map((row) => row.item_id),
  );
  const here = [...items.values()].filter(({ borrowed }) => borrowed !== undefined && borrowed !== null);
  const loans = await readRows(tx, 'loan', new Set(here.flatMap(({ state }) => state.loan ?? [])));
  const copies = here.map((item) => ({
    item,
    loan: item.state.loan === null ? null : (loans.get(item.state.loan) ?? null),
  }));
  return borrowedRows(await rowSource(tx, { items: here }), copies, { now, zone, branch });
}

/** Loans that are out to the accounts of other libraries: these are found by their groups. */
export async function lentCopies({ tx, now, zone, branch }: Asked): Promise<LentRow[]> {
  const [library] = await readAllRows(tx, 'library');
  const groups = library?.use?.libraryGroups ?? [];
  if (groups.length === 0) return [];
  const { rows: bodies } = await sql<{ body: string }>`select l.body from loan l join patron p on p.id = l.patron_id
    where l.state <> 'closed' and ${sql.raw(tx.textIn('p.body', ['groupName']))} in (${sql.join(groups)})`.execute(
    tx.db,
  );
  const found = bodies.map(({ body }) => parseRow('loan', body));
  const patrons = await readRows(tx, 'patron', new Set(found.map(({ patronId }) => patronId)));
  const loans = found.flatMap((loan) => {
    const patron = patrons.get(loan.patronId);
    return patron === undefined ? [] : [{ loan, patron }];
  });
  const items = await readRows(tx, 'item', new Set(found.map(({ itemId }) => itemId)));
  return lentRows(await rowSource(tx, { items: items.values() }), loans, { now, zone, branch });
}
