// Every refusal of this desk in a time, for its reports: those that rode with an act, and those that still wait for one. Without a line they all wait.

import type { Identity } from '../../../db/ledger/identity.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { refusalsBetween } from '../../../db/ledger/refusals.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Refusal } from '../../../shared/circ/model/refusal.ts';
import { keptRefusals } from './refusal-book.ts';

type Here = { readonly ledger: Ledger; readonly identity: Pick<Identity, 'deskId' | 'branch'> };

/** The oldest first; `to` is not included. */
export function refusalsHere({ ledger, identity }: Here, from: Instant, to: Instant): Refusal[] {
  const waiting = keptRefusals(ledger)
    .filter(({ at }) => at >= from && at < to)
    .map(({ lastAt: _last, patronId: _patron, itemId: _item, ...refusal }): Refusal => ({
      ...refusal,
      stale: null,
      desk: identity.deskId,
      branch: identity.branch,
    }));
  return [...refusalsBetween(ledger, from, to), ...waiting].toSorted((a, b) => a.at - b.at);
}
