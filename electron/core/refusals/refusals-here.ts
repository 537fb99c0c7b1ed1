// Every refusal of this desk in a time, for its reports: those that rode with an act, and those that still wait for one. Without a line they all wait.

import type { Identity } from '../../../db/ledger/identity.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { placeRefusals, type Refusal } from '../../../shared/circ/model/refusal.ts';
import { keptRefusals } from './refusal-book.ts';
import { EnvelopeBodySchema } from '../../../shared/wire/envelope.ts';

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

/** Refusals in a time, the oldest first; `to` is not included. Those that ride with no act yet are not among them. */
function refusalsBetween(db: Ledger, from: Instant, to: Instant): Refusal[] {
  // One rides with an act that comes later.
  const rows = db.all<{ body: string; at: number }>(
    `SELECT body, recorded_at AS at FROM envelope INDEXED BY envelope_with_refusals
     WHERE json_extract(body, '$.refused') IS NOT NULL AND recorded_at >= ? ORDER BY recorded_at, n`,
    from,
  );
  return rows
    .flatMap(({ body, at }) => {
      const { refused, deskId: desk, branch } = EnvelopeBodySchema.parse(JSON.parse(body));
      return placeRefusals(refused ?? [], { at, desk, branch });
    })
    .filter((refusal) => refusal.at >= from && refusal.at < to)
    .toSorted((a, b) => a.at - b.at);
}
