// Patrons who were turned away at this desk, read off the acts that it rode with.

import type { Instant } from '../../shared/core/instant.ts';
import { placeRefusals, type Refusal } from '../../shared/circ/model/refusal.ts';
import { EnvelopeBodySchema } from '../../shared/wire/envelope.ts';
import type { Ledger } from './open-ledger.ts';

/** Refusals in a time, the oldest first; `to` is not included. Those that ride with no act yet are not among them. */
export function refusalsBetween(db: Ledger, from: Instant, to: Instant): Refusal[] {
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
