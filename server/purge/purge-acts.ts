// Takes the personal values of acts away, as a command of the server says: out of the envelopes, and onto the list that outlives a restore.

import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { WriteTx } from '../store/store.ts';
import { dropArguments, notePurged } from './purge-list.ts';

/** Acts that are held stay as they are: somebody may take them in. */
export async function purgeActs(tx: WriteTx, { acts, at }: { readonly acts: readonly ActId[]; readonly at: Instant }) {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['stream', 'seq'])
    .where(tx.anyOf('id', acts))
    .where('outcome', '!=', 'held')
    .execute();
  const places = rows.map(({ stream, seq }) => `${stream}/${seq}`);
  await dropArguments(tx, places);
  await notePurged(tx, 'args', { keys: places, at });
}
