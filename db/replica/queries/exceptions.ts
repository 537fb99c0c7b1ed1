// Exceptions of the replica.

import type { ActId, ExceptionId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Exception, Weight } from '../../../shared/circ/model/exception.ts';
import type { Replica } from '../open-replica.ts';
import { rowByKey, rowsWhere } from '../read-row.ts';

/** One exception. */
export function exceptionById(db: Replica, id: ExceptionId): Exception | null {
  return rowByKey(db, 'exception', id);
}

/** Open exceptions of a weight. [I33] */
export function openExceptions(db: Replica, weight: Weight): Exception[] {
  return rowsWhere(db, 'exception', "WHERE weight = ? AND state = 'open' ORDER BY key", weight);
}

/** Open exceptions by weight, counted without reading them. A weight of a newer version is counted under its own name. */
export function countOpenExceptions(db: Replica): Map<string, number> {
  const rows = db.all<{ weight: string; count: number }>(
    "SELECT weight, count(*) AS count FROM exception WHERE state = 'open' AND weight IS NOT NULL GROUP BY weight",
  );
  return new Map(rows.map(({ weight, count }) => [weight, count]));
}

/** Exceptions of any state whose act lies between two moments. */
export function exceptionsBetween(db: Replica, from: Instant, to: Instant): Exception[] {
  return rowsWhere(db, 'exception', "WHERE json_extract(row, '$.at') BETWEEN ? AND ? ORDER BY key", from, to);
}

/** Exceptions of any state that one of these acts caused. */
export function exceptionsCausedBy(db: Replica, acts: Iterable<ActId>): Exception[] {
  return rowsWhere(
    db,
    'exception',
    "WHERE json_extract(row, '$.cause') IN (SELECT value FROM json_each(?)) ORDER BY key",
    JSON.stringify([...acts]),
  );
}

/** Exceptions that are over, the newest first, of acts since a moment; notes are never over. */
export function closedExceptions(
  db: Replica,
  { since, limit }: { readonly since: Instant; readonly limit: number },
): Exception[] {
  return rowsWhere(
    db,
    'exception',
    `WHERE state <> 'open' AND weight <> 'note' AND json_extract(row, '$.at') >= ?
     ORDER BY json_extract(row, '$.at') DESC, key LIMIT ?`,
    since,
    limit,
  );
}
