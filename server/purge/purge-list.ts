// Purged rows by key: the one table that no backup holds. A restored backup may contain rows that were purged since; they are purged again before the
// restored server answers its first request. [I18] [I19]

import { sql } from 'kysely';
import type { Instant } from '../../shared/core/instant.ts';
import { renameInIncidents } from '../log/incident-patrons.ts';
import { renameInNotices } from '../notices/forget-notices.ts';
import { collectChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/**
 * `args`: the personal values of one act, by `stream/seq`; `copy`: those of an act in quarantine, by `stream/seq/hash`. `patron`: a patron's row with
 * the cards, by id.
 */
export type PurgedKind = 'args' | 'copy' | 'patron';

export type PurgedRow = { readonly kind: string; readonly key: string; readonly at: Instant };

/** Notes purged rows, in the transaction that purges them. */
export async function notePurged(
  tx: WriteTx,
  kind: PurgedKind,
  { keys, at }: { readonly keys: Iterable<string>; readonly at: Instant },
): Promise<void> {
  await tx.upsert(
    'purged',
    [...new Set(keys)].map((key) => ({ kind, key, at })),
  );
}

/** Takes rows off the list that are there again by right: a patron whom the library names anew. */
export async function forgetPurge(tx: WriteTx, kind: PurgedKind, keys: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('purged').where('kind', '=', kind).where(tx.anyOf('key', keys)).execute();
}

/** Those of some keys that were purged. */
export async function purgedAmong(tx: ReadTx, kind: PurgedKind, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('purged')
    .select('key')
    .where('kind', '=', kind)
    .where(tx.anyOf('key', keys))
    .execute();
  return new Set(rows.map(({ key }) => key));
}

/** Everything that was purged. */
export async function purgedRows(tx: ReadTx): Promise<readonly PurgedRow[]> {
  return tx.db.selectFrom('purged').selectAll().execute();
}

/** Purges again the rows that a backup may have brought back, and goes on with the list. Nothing is published: this epoch has no copies yet. */
export async function applyPurges(tx: WriteTx, purged: readonly PurgedRow[]): Promise<void> {
  const keysOf = (kind: PurgedKind) => purged.filter((row) => row.kind === kind).map(({ key }) => key);
  await tx.upsert(
    'purged',
    purged.map(({ kind, key, at }) => ({ kind, key, at })),
  );
  await dropArguments(tx, keysOf('args'));
  await dropCopyArguments(tx, keysOf('copy'));
  await dropPatrons(tx, keysOf('patron'));
}

/** Takes the personal values out of acts; their signed bodies stay. */
export async function dropArguments(tx: WriteTx, places: readonly string[]): Promise<void> {
  for (const place of places) {
    const [stream = '', seq = ''] = place.split('/');
    await tx.db
      .updateTable('envelope')
      .set({ args: null, salt: null })
      .where('stream', '=', stream)
      .where('seq', '=', Number(seq))
      .execute();
  }
}

/** The same for acts in quarantine. */
export async function dropCopyArguments(tx: WriteTx, places: readonly string[]): Promise<void> {
  for (const place of places) {
    const [stream = '', seq = '', hash = ''] = place.split('/');
    await tx.db
      .updateTable('quarantine')
      .set({ args: null, salt: null })
      .where('stream', '=', stream)
      .where('seq', '=', Number(seq))
      .where('hash', '=', hash)
      .execute();
  }
}

/** Takes the rows of patrons away, with everything that names them personally. */
export async function dropPatrons(tx: WriteTx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of ['patron_card', 'patron_scope', 'patron_visit', 'patron_field'] as const)
    await tx.db.deleteFrom(table).where(tx.anyOf('patron_id', ids)).execute();
  await tx.db.deleteFrom('patron').where(tx.anyOf('id', ids)).execute();
  const gone = new Map(ids.map((id) => [id, null]));
  await renameInIncidents(tx, gone, collectChanges());
  const notices = await renameInNotices(tx, gone, collectChanges());
  await sql`delete from feed_row where kind = 'notice' and ${tx.anyOf('key', notices)}`.execute(tx.db);
  await sql`delete from feed_row where kind = 'patron' and ${tx.anyOf('key', ids)}`.execute(tx.db);
  // An import's data of an account that was joined to theirs is about them too.
  const joined = await tx.db
    .selectFrom('alias')
    .select('from_id')
    .where('kind', '=', 'patron')
    .where(tx.anyOf('to_id', ids))
    .execute();
  const keys = [...ids, ...joined.map(({ from_id: from }) => from)];
  await sql`delete from import_row where kind in ('patron', 'feed-member') and ${tx.anyOf('key', keys)}`.execute(tx.db);
}
