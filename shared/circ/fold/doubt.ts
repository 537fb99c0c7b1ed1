// When the clocks cannot tell: two scans from different desks that disagree, so close in time that neither order is sure.

import type { ActId } from '../../core/ids.ts';
import type { ActOf } from '../acts.ts';

/** Acts that take part in closeness: checkouts (opening loans among them) and check-ins. */
export type Scan = ActOf<'checkout' | 'checkin' | 'openLoan'>;

/**
 * Whether a scan and the one before it leave it open which came first. Where one saw the other the order is known, and
 * the clocks do not count.
 */
export function isDoubted(before: Scan, scan: Scan, saw: (act: ActId, other: ActId) => boolean): boolean {
  // Facts of an import belong to no desk, and stood before any act of a desk.
  if (before.desk === scan.desk || before.desk === '' || !disagree(before, scan)) return false;
  if (!mayHaveCrossed(before, scan)) return false;
  return !saw(scan.id, before.id) && !saw(before.id, scan.id);
}

/** A suspect clock doubts a pair however far apart. */
function mayHaveCrossed(before: Scan, scan: Scan): boolean {
  if (before.clockSuspect || scan.clockSuspect) return true;
  return Math.abs(scan.at - before.at) < before.uncertaintyMs + scan.uncertaintyMs;
}

function disagree(before: Scan, scan: Scan): boolean {
  if (before.kind === 'checkin' || scan.kind === 'checkin') return before.kind !== scan.kind;
  return before.patronId !== scan.patronId;
}
