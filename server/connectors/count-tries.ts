// Counts how often a message was tried.

import type { WriteTx } from '../store/store.ts';
import type { OutboxRow } from './connector-rows.ts';

/** So many more tries than are written of the message. */
export async function addTries({ db }: WriteTx, row: OutboxRow, more: 1 | -1): Promise<void> {
  await db
    .updateTable('connector_act')
    .set({ tries: Math.max(0, row.tries + more) })
    .where('connector', '=', row.connector)
    .where('act_id', '=', row.act)
    .where('part', '=', row.part)
    .execute();
}
