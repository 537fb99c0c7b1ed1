// How many rows the review of missing and lost copies has, and the list of those to replace, counted in the copy alone: there may be many thousands, and
// each row would ask for the copies and holds of its title.

import type { BranchId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { SEARCHES, type DeskTerms } from '../../shared/circ/model/desk-terms.ts';
import { reviewedFrom } from '../../shared/lists/replacement-review.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';

const MISSING = `SELECT i.row AS item, NULL AS lost FROM item i
  WHERE i.away = 'missing' AND json_extract(i.row, '$.state.branch') = ?`;
const CLAIMED = `SELECT i.row AS item, NULL AS lost FROM loan l JOIN item i ON i.key = l.item_id
  WHERE l.state <> 'closed' AND json_extract(l.row, '$.claim') IS NOT NULL AND json_extract(i.row, '$.home') = ?`;
/** Not those that are withdrawn: by their marks, or, where no act speaks of them, by the library system. */
const LOST = `SELECT i.row AS item, coalesce(json_extract(l.row, '$.lostAt'), 9e15) AS lost FROM loan l JOIN item i ON i.key = l.item_id
  WHERE l.state = 'lost' AND json_extract(l.row, '$.claim') IS NULL AND json_extract(i.row, '$.home') = ?
  AND CASE WHEN json_extract(i.row, '$.state.marks') IS NULL
    THEN json_extract(i.row, '$.base.where.status') <> 'discarded'
    ELSE NOT EXISTS (SELECT 1 FROM json_each(i.row, '$.state.marks') WHERE value = 'withdrawn') END`;
const ALL = `${MISSING} UNION ALL ${CLAIMED} UNION ALL ${LOST}`;

const REVIEW = `SELECT count(*) AS count FROM (${ALL}) WHERE json_extract(item, '$.state.replacedAt') IS NULL
  AND CASE WHEN lost IS NULL THEN coalesce(json_extract(item, '$.state.searches'), 0) >= ? ELSE lost >= ? END`;
const TO_REPLACE = `SELECT count(*) AS count FROM (${ALL}) WHERE json_extract(item, '$.state.replacedAt') IS NOT NULL`;

type Asked = { readonly branch: BranchId; readonly now: Instant; readonly terms: DeskTerms };

/** Right as long as no act of this desk waits over the copy. */
export function countReview(
  db: ReplicaReader,
  list: 'replacement-review' | 'to-replace',
  { branch, now, terms }: Asked,
): number {
  const branches = [branch, branch, branch];
  const { times } = terms.searches ?? SEARCHES;
  const row =
    list === 'to-replace'
      ? db.known<{ count: number }>(TO_REPLACE, ...branches)
      : db.known<{ count: number }>(REVIEW, ...branches, times, reviewedFrom(now));
  return row?.count ?? 0;
}
