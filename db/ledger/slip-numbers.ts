// Numbers of payment slips: counted per desk from 1, without gaps. The ledger itself is the count, so that no number is given without its act.

import type { Ledger } from './open-ledger.ts';

/** The number of the next slip. Recorded in the same turn, it is used once; after an old image of the ledger was restored, counting goes on from that. */
export function nextSlipNumber(db: Ledger): number {
  const newest = db.get<{ slip: number }>(
    `SELECT json_extract(body, '$.told.slipNumber') AS slip FROM envelope INDEXED BY envelope_with_slip
     WHERE json_extract(body, '$.told.slipNumber') IS NOT NULL ORDER BY n DESC LIMIT 1`,
  );
  return (newest?.slip ?? 0) + 1;
}
