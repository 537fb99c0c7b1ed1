// Notices go when they are as old as other personal values in acts that are over, and with the account that they are of. After a merge they are of
// the joined account. [I19]

import type { PatronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

const PAGE = 500;

/** Forgets the next few that are over and were made before a moment; returns where to go on, null at the end. */
export async function forgetNotices(
  tx: WriteTx,
  { after, before }: { readonly after: string; readonly before: Instant },
  changes: RowChanges,
): Promise<string | null> {
  const rows = await tx.db
    .selectFrom('notice')
    .select('id')
    .where('state', '!=', 'waiting')
    .where('made_at', '<', before)
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  const ids = rows.map(({ id }) => id);
  await dropNotices(tx, ids, changes);
  // A message without notices has only its patron.
  await tx.db
    .deleteFrom('notice_message')
    .where('at', '<', before)
    .where('state', 'not in', ['claimed', 'sending', 'taken', 'again'])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('notice_part')
            .select('notice_id')
            .whereRef('notice_part.message_id', '=', 'notice_message.id'),
        ),
      ),
    )
    .execute();
  return ids.length < PAGE ? null : (ids.at(-1) ?? null);
}

async function dropNotices(tx: WriteTx, ids: readonly string[], changes: RowChanges): Promise<void> {
  if (ids.length === 0) return;
  const own = collectChanges();
  for (const row of (await readRows(tx, 'notice', ids)).values()) own.drop('notice', row);
  await writeChanges(tx, own);
  changes.add(own);
  await tx.db.deleteFrom('notice_part').where(tx.anyOf('notice_id', ids)).execute();
}

/** Moves notices to their patrons' new ids; null takes them away with all messages to those patrons. Returns the ids of those that are gone. */
export async function renameInNotices(
  tx: WriteTx,
  names: ReadonlyMap<string, PatronId | null>,
  changes: RowChanges,
): Promise<readonly string[]> {
  if (names.size === 0) return [];
  const found = await readRowsBy(tx, 'notice', { column: 'patron_id', values: names.keys() });
  if (found.length > 0) await tx.lock(['notices']);
  const own = collectChanges();
  for (const row of found) {
    const to = names.get(row.patronId);
    if (to !== null && to !== undefined) own.put('notice', { ...row, patronId: to });
  }
  await writeChanges(tx, own);
  changes.add(own);
  const gone = found.flatMap(({ id, patronId }) => (names.get(patronId) === null ? [id] : []));
  await dropNotices(tx, gone, changes);
  for (const [from, to] of names) {
    if (to === null) await tx.db.deleteFrom('notice_message').where('patron_id', '=', from).execute();
    else await tx.db.updateTable('notice_message').set({ patron_id: to }).where('patron_id', '=', from).execute();
  }
  return gone;
}
