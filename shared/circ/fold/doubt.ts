// When the clocks cannot tell: two scans from different desks that disagree, so close in time that neither order is sure.

import type { ActId } from '../../core/ids.ts';
import type { ActOf } from '../acts.ts';

/** What takes part in closeness: checkouts (opening loans among them) and check-ins. */
export type Scan = ActOf<'checkout' | 'checkin' | 'openLoan'>;

/** Whether a scan and the one before it leave it open which came first. A suspect clock doubts a pair however far apart. */
export function isDoubted(before: Scan, scan: Scan, saw: (act: ActId, other: ActId) => boolean): boolean {
  if (before.desk === scan.desk || !disagree(before, scan)) return false;
  if (before.clockSuspect || scan.clockSuspect) return true;
  const apart = Math.abs(scan.at - before.at);
  if (apart >= before.uncertaintyMs + scan.uncertaintyMs) return false;
  return !saw(scan.id, before.id) && !saw(before.id, scan.id);
}

function disagree(before: Scan, scan: Scan): boolean {
  if (before.kind === 'checkin' || scan.kind === 'checkin') return before.kind !== scan.kind;
  return before.patronId !== scan.patronId;
}
