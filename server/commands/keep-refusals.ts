// Refusals that rode with acts, kept for reports: a row each, under the act and its place in it, so that an act which is sent again counts once.

import { placeRefusals } from '../../shared/circ/model/refusal.ts';
import type { WriteTx } from '../store/store.ts';
import type { Taken } from './taken.ts';

/** Keeps the refusals of these commands. */
export async function keepRefusals(tx: WriteTx, batch: readonly Taken[]): Promise<void> {
  const rows = batch.flatMap(({ body, header }) =>
    placeRefusals(body.refused ?? [], header).map((refusal, n) => ({
      act_id: header.id,
      n,
      desk_id: refusal.desk,
      branch: refusal.branch,
      shift_id: refusal.shiftId,
      at: refusal.at,
      kind: refusal.kind,
      item_type: refusal.itemType,
      body: JSON.stringify(refusal),
    })),
  );
  if (rows.length > 0) await tx.upsert('refusal', rows);
}
