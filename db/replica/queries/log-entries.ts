// The log of a branch.

import type { LogEntry, LogKind } from '../../../shared/circ/model/log-entry.ts';
import type { BranchId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Replica } from '../open-replica.ts';
import { rowsWhere } from '../read-row.ts';

/** Entries of a kind that were put at or after a moment, or are not ended, the oldest first. */
export function logEntries(db: Replica, branch: BranchId, kind: LogKind, since: Instant): LogEntry[] {
  return rowsWhere(
    db,
    'logEntry',
    'WHERE branch = ? AND log_kind = ? AND (at >= ? OR ended = 0) ORDER BY at, key',
    branch,
    kind,
    since,
  );
}
