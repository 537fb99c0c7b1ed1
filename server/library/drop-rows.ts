// Takes catalogue rows away that nothing depends on any more.

import { sql } from 'kysely';
import { locationId } from '../../shared/core/ids.ts';
import type { RowKind } from '../../shared/wire/rows.ts';
import { renameInIncidents } from '../log/incident-patrons.ts';
import { renameInNotices } from '../notices/forget-notices.ts';
import { notePurged } from '../purge/purge-list.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { PutContext } from './put-rows.ts';
import { refoldShelves } from './refold-shelves.ts';

/** Keys that went and keys that stayed because something depends on them. */
export type Dropped = { readonly dropped: readonly string[]; readonly kept: readonly string[] };

type DroppableKind = Extract<RowKind, 'title' | 'item' | 'patron' | 'location'>;

/** Drops a chunk. */
export async function dropRowChunk(
  kind: DroppableKind,
  keys: readonly string[],
  context: PutContext,
): Promise<Dropped> {
  const { tx } = context;
  await lockDropped(tx, kind, keys);
  const needed = await neededKeys(tx, kind, keys);
  const going = keys.filter((key) => !needed.has(key));
  const rows = await readRows(tx, kind, going);
  const changes = collectChanges();
  for (const row of rows.values()) changes.drop(kind, row);
  await writeChanges(tx, changes);
  if (kind === 'patron') await forgetPatrons(context, going);
  if (kind === 'title') await tx.db.deleteFrom('title_field').where(tx.anyOf('title_id', going)).execute();
  if (kind === 'item') await tx.db.deleteFrom('item_field').where(tx.anyOf('item_id', going)).execute();
  context.changes.add(changes);
  // A shelf that is not known forbids nothing.
  if (kind === 'location') await refoldShelves(new Set([...rows.keys()].map(locationId)), context);
  return { dropped: [...rows.keys()], kept: keys.filter((key) => needed.has(key)) };
}

/** Locks the rows as an act that names one of them does: a row that is just being used is not dropped. */
async function lockDropped(tx: WriteTx, kind: DroppableKind, keys: readonly string[]): Promise<void> {
  if (!tx.hasRivals || kind === 'location') return;
  if (kind !== 'item') {
    await tx.lock(keys.map((key) => `${kind}:${key}`));
    return;
  }
  const titles = await tx.db.selectFrom('item').select('title_id').distinct().where(tx.anyOf('id', keys)).execute();
  await tx.lock(titles.map((row) => `title:${row.title_id}`));
}

/** Nothing else that is kept of them stays, and a backup that is restored brings none of them back. */
async function forgetPatrons({ tx, now, changes }: PutContext, ids: readonly string[]): Promise<void> {
  const gone = new Map(ids.map((id) => [id, null]));
  await renameInIncidents(tx, gone, changes);
  await renameInNotices(tx, gone, changes);
  for (const table of ['patron_field', 'patron_visit'] as const)
    await tx.db.deleteFrom(table).where(tx.anyOf('patron_id', ids)).execute();
  await notePurged(tx, 'patron', { keys: ids, at: now });
}

/** Where each kind is referred to, and by which column. */
const USES = {
  title: [
    ['item', 'title_id'],
    ['event', 'title_id'],
  ],
  item: [['event', 'names_item']],
  patron: [
    ['event', 'names_patron'],
    ['loan', 'patron_id'],
    ['hold', 'patron_id'],
    ['fee', 'patron_id'],
    ['credit', 'id'],
  ],
  location: [],
} as const;

async function neededKeys(tx: ReadTx, kind: DroppableKind, keys: readonly string[]): Promise<Set<string>> {
  const needed = new Set<string>();
  for (const [table, column] of USES[kind]) {
    const { rows } = await usersOf(tx, { table, column }, keys);
    for (const { key } of rows) needed.add(key);
  }
  return needed;
}

function usersOf(tx: ReadTx, use: { readonly table: string; readonly column: string }, keys: readonly string[]) {
  return sql<{ key: string }>`
    select distinct ${sql.ref(use.column)} as "key" from ${sql.table(use.table)} where ${tx.anyOf(use.column, keys)}`.execute(
    tx.db,
  );
}
