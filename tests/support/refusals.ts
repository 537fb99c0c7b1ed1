// Patrons who were turned away, for tests of reports.

import type { Refusal } from '../../shared/circ/model/refusal.ts';
import { deskId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';

/** A patron wanted a laptop and owed too much. */
export function refusalAt(at: Instant, more: Partial<Refusal> = {}): Refusal {
  return {
    kind: 'checkout',
    codes: ['PATRON_FINES'],
    times: 1,
    itemType: 'laptop',
    location: null,
    patronGroup: null,
    patronHome: null,
    dataAgeMs: 0,
    stale: null,
    staffId: null,
    shiftId: null,
    at,
    desk: deskId('desk'),
    branch: null,
    ...more,
  };
}
