// Locks the rows that a batch will work on before any of them is read: the stream, the titles of the named items, the patrons, since one of them may
// be merged at the same time, and the cards and barcodes that may have to be minted. Rows that the folds reach beyond these are locked as they are
// found.

import type { Named } from '../../shared/acts/define-act.ts';
import type { StreamId } from '../../shared/core/ids.ts';
import type { WriteTx } from '../store/store.ts';
import type { Prepared } from './prepare-envelopes.ts';

/** The rows named by one command. */
export type Names = readonly Named[];

/** Rows are locked also against the same command in another stream of its desk. A command that cannot be read changes nothing. */
export async function lockBatch(tx: WriteTx, stream: StreamId, prepared: readonly Prepared[]): Promise<void> {
  if (!tx.hasRivals) return;
  // A closing is read by every fold: nothing else is held before it, or two would wait for each other.
  if (prepared.some(({ place }) => place.name === 'closeBranch' || place.name === 'liftClosing')) await tx.lockAlone();
  const names = prepared.flatMap(({ command }) => (command?.ok === true ? [command.value.names()] : []));
  await lockNamed(tx, names, [`stream:${stream}`]);
}

/**
 * Holds the rows that commands name, together with other names. Cards and barcodes only of those without a row, since others are held by their own
 * id, or that of their title: a database has room for so many names.
 */
export async function lockNamed(tx: WriteTx, commands: readonly Names[], others: readonly string[]): Promise<void> {
  if (!tx.hasRivals) return;
  const named = commands.map(textsOf);
  const itemIds = named.flatMap(({ item }) => item);
  const patronIds = named.flatMap(({ patron }) => patron);
  const items = await tx.db.selectFrom('item').select(['id', 'title_id']).where(tx.anyOf('id', itemIds)).execute();
  const patrons = await tx.db.selectFrom('patron').select('id').where(tx.anyOf('id', patronIds)).execute();
  const there = new Set([...items, ...patrons].map(({ id }) => id));
  const areThere = (ids: readonly string[]) => ids.length > 0 && ids.every((id) => there.has(id));
  await tx.lock([
    ...others,
    ...named.flatMap(({ stream }) => stream.map((one) => `stream:${one}`)),
    ...items.map((row) => `title:${row.title_id}`),
    ...named.flatMap(({ title }) => title.map((id) => `title:${id}`)),
    ...patronIds.map((id) => `patron:${id}`),
    ...named.flatMap(({ patron, card }) => (areThere(patron) ? [] : card.map((one) => `card:${one}`))),
    ...named.flatMap(({ item, barcode }) => (areThere(item) ? [] : barcode.map((one) => `barcode:${one}`))),
  ]);
}

function textsOf(named: Names) {
  const of = (wanted: Named['kind']) =>
    named.flatMap(({ kind, id }) => (kind === wanted && typeof id === 'string' ? [String(id)] : []));
  return {
    item: of('item'),
    title: of('title'),
    patron: of('patron'),
    card: of('card'),
    barcode: of('barcode'),
    stream: of('stream'),
  };
}
