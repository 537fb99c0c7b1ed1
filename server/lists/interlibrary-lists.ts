// Interlibrary loans of the whole library: what is here from others, and what others have.

import type { BranchId } from '../../shared/core/ids.ts';
import {
  borrowedRows,
  isLibraryAccount,
  lentRows,
  type BorrowedRow,
  type LentRow,
} from '../../shared/lists/interlibrary.ts';
import type { LookingFrom } from '../../shared/lists/row-source.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

type Asked = LookingFrom & { readonly tx: ReadTx; readonly branch: BranchId | null };

/** Copies that desks received from other libraries: what was written of them says which. */
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

/** Loans to the accounts of other libraries. */
export async function lentCopies({ tx, now, zone, branch }: Asked): Promise<LentRow[]> {
  const [library] = await readAllRows(tx, 'library');
  const borrowers = await tx.db
    .selectFrom('loan')
    .select('patron_id')
    .distinct()
    .where('state', '<>', 'closed')
    .execute();
  const patrons = await readRows(tx, 'patron', new Set(borrowers.map((row) => row.patron_id)));
  const libraries = [...patrons.values()].filter((one) => isLibraryAccount(one, library?.use ?? {}));
  const found = await readRowsBy(tx, 'loan', { column: 'patron_id', values: libraries.map(({ id }) => id) });
  const loans = found.flatMap((loan) => {
    const patron = patrons.get(loan.patronId);
    return patron === undefined ? [] : [{ loan, patron }];
  });
  const items = await readRows(tx, 'item', new Set(found.map(({ itemId }) => itemId)));
  return lentRows(await rowSource(tx, { items: items.values() }), loans, { now, zone, branch });
}
