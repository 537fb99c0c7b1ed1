// Takes the personal values of acts away, by a command of the server: out of the envelopes, and onto the list that outlives a restore.

import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { WriteTx } from '../store/store.ts';
import { dropArguments, notePurged } from './purge-list.ts';
import { leftOut } from './settled-held.ts';

/** Held acts stay as they are while they may still be taken in. */
export async function purgeActs(tx: WriteTx, { acts, at }: { readonly acts: readonly ActId[]; readonly at: Instant }) {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'stream', 'seq', 'outcome'])
    .where(tx.anyOf('id', acts))
    .execute();
  const held = rows.filter(({ outcome }) => outcome === 'held');
  const isOut = await leftOut(tx, held, at);
  const due = rows.filter(({ id, outcome }) => outcome !== 'held' || isOut.has(id));
  const places = due.map(({ stream, seq }) => `${stream}/${seq}`);
  await dropArguments(tx, places);
  await notePurged(tx, 'args', { keys: places, at });
}
