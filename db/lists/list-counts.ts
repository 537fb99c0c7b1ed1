// How many rows lists of a branch have, counted in the copy alone: right as long as no act of this desk waits over it.

import type { BranchId } from '../../shared/core/ids.ts';
import type { ListName } from '../../shared/lists/all.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';

/** Each takes the branch as often as it asks for it. Lists that need more than columns are left out. */
const COUNTS: Partial<Readonly<Record<ListName, string>>> = {
  'waiting-holds': `SELECT count(*) AS count FROM hold
    WHERE pickup = ? AND state IN ('waiting', 'captured') AND state = 'waiting'`,
  'hold-shelf': `SELECT count(*) AS count FROM hold h JOIN item i ON i.key = json_extract(h.row, '$.capturedItem')
    WHERE h.pickup = ? AND h.state IN ('waiting', 'captured') AND h.state = 'captured'
    AND json_extract(i.row, '$.state.status') = 'on-hold-shelf' AND json_extract(i.row, '$.state.branch') = ?`,
  missing: `SELECT (SELECT count(*) FROM item WHERE away = 'missing' AND json_extract(row, '$.state.branch') = ?)
    + (SELECT count(*) FROM loan l JOIN item i ON i.key = l.item_id
      WHERE l.state <> 'closed' AND json_extract(l.row, '$.claim') IS NOT NULL
      AND json_extract(i.row, '$.home') = ?) AS count`,
  'in-transit': `SELECT count(*) AS count FROM item WHERE away = 'in-transit'
    AND (json_extract(row, '$.state.branch') = ? OR json_extract(row, '$.state.to') = ?)`,
  carts: `SELECT count(*) AS count FROM item WHERE cart IS NOT NULL AND json_extract(row, '$.state.branch') = ?
    AND json_extract(row, '$.state.status') = 'available'`,
  'provisional-items': `SELECT count(*) AS count FROM item
    WHERE provisional = 1 AND json_extract(row, '$.home') = ?`,
  'provisional-accounts': `SELECT count(*) AS count FROM patron
    WHERE json_extract(row, '$.provisional') = 1 AND json_extract(row, '$.home') = ?`,
  notices: 'SELECT count(*) AS count FROM notice WHERE to_work = ?',
  'bills-waiting': `SELECT count(*) AS count FROM fee f LEFT JOIN loan l ON l.key = f.loan_id
    LEFT JOIN item i ON i.key = json_extract(f.row, '$.itemId')
    WHERE f.outstanding <> 0 AND f.outstanding > 0 AND json_extract(f.row, '$.kind') = 'lost'
    AND coalesce(json_extract(l.row, '$.branch'), json_extract(i.row, '$.home')) = ?`,
};

/** Null: the rows of the list have to be made to count them. */
export function countInCopy(db: ReplicaReader, list: ListName, branch: BranchId): number | null {
  const query = COUNTS[list];
  if (query === undefined) return null;
  const bound = Array.from(query.matchAll(/\?/g), () => branch);
  return db.known<{ count: number }>(query, ...bound)?.count ?? 0;
}
