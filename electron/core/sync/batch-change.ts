// Changes by a committed batch, or by acts of other desks, for the screens.

import { withSettled, type OthersChange, type Rebased } from '../../../db/overlay/overlay.ts';
import type { AppliedBatch } from '../../../db/replica/feed-apply.ts';
import type { SyncChange } from './engine-options.ts';

/** `rebased`: null without an overlay. */
export function batchChange({ changes }: Pick<AppliedBatch, 'changes'>, rebased: Rebased | null): SyncChange {
  return {
    differences: rebased === null ? null : withSettled(rebased),
    exceptions: changes.keys.has('exception') || rebased?.beside.exceptions === true,
    acts: rebased !== null && rebased.settled.length > 0,
    log: changes.keys.has('logEntry') || rebased?.beside.log === true,
    library: changes.keys.has('library'),
  };
}

/** `change`: null without a copy. */
export function othersChange(change: OthersChange | null): SyncChange {
  return { ...(change ?? { differences: null, exceptions: false, log: false }), acts: false };
}
