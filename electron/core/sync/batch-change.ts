// Rows that a committed batch changed, for the screens.

import { withSettled, type Rebased } from '../../../db/overlay/overlay.ts';
import type { AppliedBatch } from '../../../db/replica/feed-apply.ts';
import type { SyncChange } from './engine-options.ts';

/** `rebased`: null without an overlay. */
export function batchChange({ changes }: Pick<AppliedBatch, 'changes'>, rebased: Rebased | null): SyncChange {
  return {
    differences: rebased === null ? null : withSettled(rebased),
    exceptions: changes.keys.has('exception'),
    acts: rebased !== null && rebased.settled.length > 0,
    log: changes.keys.has('logEntry'),
    library: changes.keys.has('library'),
  };
}
