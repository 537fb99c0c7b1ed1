// The rows of the list of exceptions, in the order to work them.

import { allows } from '../../../shared/acts/define-act.ts';
import { resolveExceptions } from '../../../shared/acts/exception/resolve-exceptions.ts';
import type { ExceptionRow } from '../../../shared/lists/exceptions.ts';
import type { BranchId } from '../../../shared/core/ids.ts';
import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { assigneeOf } from '../facade/exception-history.ts';
import { openKinds } from '../facade/open-kinds.ts';
import { groupOf } from '../../../shared/lists/worklist-group.ts';
import type { Copy } from '../desk-sight.ts';
import type { ListDesk } from './list-desk.ts';

/** Rows that are read before everything else has its turn. */
const atOnce = 100;

/** Open exceptions that are work, everywhere or at one branch: all for staff who may end them, for others those that hold up an object. */
export async function exceptionRows(desk: ListDesk, copy: Copy, branch: BranchId | null): Promise<ExceptionRow[]> {
  const weights = allows(desk.rights(), resolveExceptions) ? (['act-now', 'today'] as const) : (['act-now'] as const);
  const { kinds } = await openKinds(desk, copy, weights);
  const rows: ExceptionRow[] = [];
  for (const key of kinds.flatMap(({ keys }) => keys)) {
    if (rows.length % atOnce === atOnce - 1) await desk.turn();
    const exception = exceptionById(copy.db, key);
    if (exception === null) continue;
    if (branch !== null && exception.branch !== null && exception.branch !== branch) continue;
    const item = exception.itemId === null ? null : copy.sight.item(exception.itemId);
    const to = assigneeOf(copy, exception);
    rows.push({
      exceptionId: exception.id,
      code: exception.code,
      params: exception.params,
      weight: exception.weight,
      group: groupOf(exception, item),
      at: exception.at,
      title: item === null ? null : (copy.sight.title(item.titleId)?.title ?? item.barcode),
      barcode: item?.barcode ?? null,
      callNumber: item?.callNumber ?? null,
      branchName: exception.branch === null ? null : copy.library.branchName(exception.branch),
      assigned: to === null ? null : (grantById(desk.ledger, to)?.staff ?? ''),
    });
  }
  return rows;
}
