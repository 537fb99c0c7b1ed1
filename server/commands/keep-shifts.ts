// Acts as entries of the shift that they were made in, for supervisors: one entry an act, under the id of the act.

import { contentOf } from '../../shared/acts/read-act.ts';
import { shiftEntryOf } from '../../shared/acts/shift/shift-entry.ts';
import type { WriteTx } from '../store/store.ts';
import type { Taken } from './taken.ts';

/** Keeps the entries of these commands. */
export async function keepShifts(tx: WriteTx, batch: readonly Taken[]): Promise<void> {
  const rows = batch.flatMap(({ body, command, header }) => {
    const { shiftId = null, staffId } = body;
    const entry = shiftEntryOf({ ...contentOf(command), shiftId, staffId, at: header.at });
    if (entry === null) return [];
    return [
      {
        id: header.id,
        shift_id: entry.shiftId,
        desk_id: header.desk,
        branch: header.branch,
        stream: header.stream,
        seq: header.seq,
        at: entry.at,
        kind: entry.kind,
        body: JSON.stringify(entry),
      },
    ];
  });
  if (rows.length > 0) await tx.upsert('shift_entry', rows);
}
