// Exceptions of the replica.

import type { ActId, BranchId, ExceptionId, ItemId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { SILENT_CODE } from '../../../shared/circ/notice-wait.ts';
import type { Replica } from '../open-replica.ts';
import { rowByKey, rowsWhere } from '../read-row.ts';

/** One exception. */
export function exceptionById(db: Replica, id: ExceptionId): Exception | null {
  return rowByKey(db, 'exception', id);
}

/** Those about silent desks that are open, or were released since a moment. */
export function silencesSince(db: Replica, since: Instant): Exception[] {
  // The index serves a question that names its code, and none that binds it.
  return rowsWhere(
    db,
    'exception',
    `WHERE json_extract(row, '$.code') = '${SILENT_CODE}'
     AND (state = 'open' OR json_extract(row, '$.releasedAt') >= ?) ORDER BY key`,
    since,
  );
}

/** Open ones of some codes that an object waits for, with the copy and the act that each is of. */
export function openOnCopies(db: Replica, codes: readonly string[]): readonly { item: ItemId; cause: ActId }[] {
  return db.allKnown<{ item: ItemId; cause: ActId }>(
    `SELECT item_id AS item, json_extract(row, '$.cause') AS cause FROM exception
      WHERE state = 'open' AND weight = 'act-now' AND item_id IS NOT NULL
      AND json_extract(row, '$.code') IN (SELECT value FROM json_each(?))`,
    JSON.stringify(codes),
  );
}

/** Where an open exception stands in the worklist, without its words. [I33] */
export type OpenPlace = {
  /** Order of arrival in the copy. */
  readonly n: number;
  readonly key: ExceptionId;
  readonly code: string;
  readonly weight: string;
  readonly at: Instant;
  /** The call number of its item in the form that sorts; null without one. */
  readonly callNumber: string | null;
  /** Its item has a serial number. */
  readonly isSerial: boolean;
  readonly branch: BranchId | null;
  /** Work on it so far, as JSON; null = none yet. */
  readonly work: string | null;
};

/** Places of open exceptions in the order of `n`, page by page; thousands are not read at once. */
export function openPlaces(
  db: Replica,
  { after, limit }: { readonly after: number; readonly limit: number },
): OpenPlace[] {
  const rows = db.all<Omit<OpenPlace, 'isSerial'> & { readonly serial: number | null }>(
    `SELECT e.n AS n, e.key AS key, json_extract(e.row, '$.code') AS code, e.weight AS weight,
       json_extract(e.row, '$.at') AS at, i.call_number AS callNumber, json_extract(i.row, '$.serial') AS serial,
       json_extract(e.row, '$.branch') AS branch, json_extract(e.row, '$.work') AS work
     FROM exception e LEFT JOIN item i ON i.key = e.item_id
     WHERE e.state = 'open' AND e.weight IS NOT NULL AND e.n > ? ORDER BY e.n LIMIT ?`,
    after,
    limit,
  );
  return rows.map(({ serial, ...row }) => ({ ...row, isSerial: serial === 1 }));
}

/** Open exceptions by weight, counted without reading them. A weight of a newer version is counted under its own name. */
export function countOpenExceptions(db: Replica): Map<string, number> {
  const rows = db.allKnown<{ weight: string; count: number }>(
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
  const wanted: ReadonlySet<string> = new Set(acts);
  // A report asks of the acts of a year: there are fewer exceptions than acts.
  const causes = db.all<{ readonly key: string; readonly cause: string }>(
    "SELECT key, json_extract(row, '$.cause') AS cause FROM exception",
  );
  const keys = causes.flatMap(({ key, cause }) => (wanted.has(cause) ? [key] : []));
  if (keys.length === 0) return [];
  return rowsWhere(db, 'exception', 'WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key', JSON.stringify(keys));
}

/** Exceptions of these codes about a copy that was put aside for a hold before `from`, where that hold ended, or got another copy, from then to `to`. */
export function exceptionsOfHoldsMoved(
  db: Replica,
  codes: readonly string[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Exception[] {
  return rowsWhere(
    db,
    'exception',
    `WHERE json_extract(row, '$.code') IN (SELECT value FROM json_each(?)) AND json_extract(row, '$.at') < ?
     AND EXISTS (
       SELECT 1 FROM event put JOIN hold h ON h.key = json_extract(put.row, '$.hold')
       WHERE put.key = json_extract(exception.row, '$.cause') AND (
         json_extract(h.row, '$.endedAt') BETWEEN ? AND ?
         OR EXISTS (
           SELECT 1 FROM event other WHERE other.item_id = json_extract(h.row, '$.capturedItem')
           AND json_extract(other.row, '$.hold') = h.key AND json_extract(other.row, '$.at') BETWEEN ? AND ?
         )
       )
     ) ORDER BY key`,
    JSON.stringify(codes),
    from,
    from,
    to,
    from,
    to,
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

/** Exceptions of these codes that a person ended since a moment, the newest first. */
export function leftOutExceptions(db: Replica, codes: Iterable<string>, since: Instant): Exception[] {
  return rowsWhere(
    db,
    'exception',
    `WHERE state = 'resolved' AND json_extract(row, '$.code') IN (SELECT value FROM json_each(?))
     AND json_extract(row, '$.resolution.at') >= ? ORDER BY json_extract(row, '$.at') DESC, key`,
    JSON.stringify([...codes]),
    since,
  );
}
