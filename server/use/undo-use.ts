// Use in the house that was counted by name stands on no timeline, so no fold says that it was undone: the undo itself does.

import { MOST_USES } from '../../shared/acts/item/record-use.ts';
import { undoneBy, type Taken } from '../commands/taken.ts';
import type { WriteTx } from '../store/store.ts';
import { idOfUse } from './keep-use.ts';

/** Notes of uses that these commands undo that they do not count. A desk undoes its own alone, and always after them. */
export async function undoUse(tx: WriteTx, batch: readonly Taken[]): Promise<void> {
  for (const taken of batch) {
    const target = taken.recorded.length > 0 ? null : undoneBy(taken);
    if (target === null) continue;
    const ids = Array.from({ length: MOST_USES }, (_, n) => idOfUse(target, n));
    await tx.db
      .updateTable('circ_stat')
      .set({ state: 'undone' })
      .where(tx.anyOf('id', ids))
      .where('desk_id', '=', taken.header.desk)
      .execute();
  }
}
