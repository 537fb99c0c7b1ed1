// Every refusal of this desk in a time, for its reports: those that rode with an act, and those that still wait for one.

import type { Instant } from '../../../shared/core/instant.ts';
import type { Refusal } from '../../../shared/circ/model/refusal.ts';
import { refusalsBetween } from '../../../db/ledger/refusals.ts';
import type { Desk } from '../desk.ts';

/** The oldest first; `to` is not included. */
export function refusalsHere({ ledger, refusals, identity }: Desk, from: Instant, to: Instant): Refusal[] {
  const waiting = refusals
    .waiting()
    .filter(({ at }) => at >= from && at < to)
    .map(({ lastAt: _last, patronId: _patron, itemId: _item, ...refusal }): Refusal => ({
      ...refusal,
      stale: null,
      desk: identity.deskId,
      branch: identity.branch,
    }));
  return [...refusalsBetween(ledger, from, to), ...waiting].toSorted((a, b) => a.at - b.at);
}
