// Notices as a desk has them: those of the server, without those that this desk has settled and the server has not heard of yet.

import { z } from 'zod';
import type { Notice } from '../../shared/circ/model/notice.ts';
import type { BranchId, PatronId } from '../../shared/core/ids.ts';
import { recentActs } from '../ledger/recent-acts.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { Replica } from '../replica/open-replica.ts';
import { rowsWhere } from '../replica/read-row.ts';

type Copy = { readonly db: Replica };

/** All notices of a patron. */
export function noticesOf({ db }: Copy, patron: PatronId): Notice[] {
  return rowsWhere(db, 'notice', 'WHERE patron_id = ?', patron);
}

/** Notices that a person has to look at, of a branch or of all that the desk knows. */
export function noticesToWork(ledger: Ledger, { db }: Copy, branch: BranchId | null): Notice[] {
  const settled = settledHere(ledger);
  const rows = rowsWhere(db, 'notice', 'WHERE to_work IS NOT NULL AND coalesce(?, to_work) = to_work', branch);
  return rows.filter(({ id }) => !settled.has(id));
}

/** Notices that wait to be sent, of a branch or of all that the desk knows. */
export function noticesWaiting({ db }: Copy, branch: BranchId | null): Notice[] {
  return rowsWhere(db, 'notice', 'WHERE waiting IS NOT NULL AND coalesce(?, waiting) = waiting', branch);
}

const SettledSchema = z.object({ notice: z.string() });
const PAGE = 200;

/** Acts that wait are the newest, but for held ones. */
function settledHere(ledger: Ledger): ReadonlySet<string> {
  const settled = recentActs(ledger, null, PAGE).flatMap(({ body, args, receipt }) => {
    if (receipt !== null || body.name !== 'settleNotice') return [];
    const parsed = SettledSchema.safeParse(args?.command);
    return parsed.success ? [parsed.data.notice] : [];
  });
  return new Set(settled);
}
