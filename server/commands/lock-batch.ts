// Holds what a batch will work on before anything of it is read: the stream, the titles of the items that it names, the patrons, since one of
// them may just be joined with another, and the cards and barcodes that may have to be minted. What the folds reach beyond that is held as it is
// found.

import { z } from 'zod';
import type { StreamId } from '../../shared/core/ids.ts';
import type { WriteTx } from '../store/store.ts';
import type { Prepared } from './prepare-envelopes.ts';

const NamedSchema = z.object({
  itemId: z.string().nullish(),
  titleId: z.string().nullish(),
  patronId: z.string().nullish(),
  holder: z.string().nullish(),
  /** Accounts that are joined. */
  from: z.string().optional(),
  to: z.string().optional(),
  card: z.string().optional(),
  barcode: z.string().optional(),
  /** Those that are let go. */
  streams: z.array(z.string()).optional(),
});

/** What a command names is held as well against the same command in another stream of its desk. */
export async function lockBatch(tx: WriteTx, stream: StreamId, prepared: readonly Prepared[]): Promise<void> {
  await lockNamed(
    tx,
    prepared.map(({ args }) => args?.command),
    [`stream:${stream}`],
  );
}

/**
 * Holds what the arguments of commands name, together with other names. Cards and barcodes only of those who have no row, since others are held by
 * their own id, or that of their title: a database has room for so many names.
 */
export async function lockNamed(tx: WriteTx, commands: readonly unknown[], others: readonly string[]): Promise<void> {
  if (!tx.hasRivals) return;
  const named = commands.flatMap((command) => NamedSchema.safeParse(command).data ?? []);
  const itemIds = named.flatMap(({ itemId }) => itemId ?? []);
  const patronIds = named.flatMap(({ patronId, holder, from, to }) => [patronId, holder, from, to]).flatMap(present);
  const items = await tx.db.selectFrom('item').select(['id', 'title_id']).where(tx.anyOf('id', itemIds)).execute();
  const patrons = await tx.db.selectFrom('patron').select('id').where(tx.anyOf('id', patronIds)).execute();
  const there = new Set([...items, ...patrons].map(({ id }) => id));
  const isThere = (id: string | null | undefined) => id !== null && id !== undefined && there.has(id);
  await tx.lock([
    ...others,
    ...named.flatMap(({ streams = [] }) => streams.map((one) => `stream:${one}`)),
    ...items.map((row) => `title:${row.title_id}`),
    ...named.flatMap(({ titleId }) => present(titleId).map((id) => `title:${id}`)),
    ...patronIds.map((id) => `patron:${id}`),
    ...named.flatMap(({ patronId, card }) => (isThere(patronId) ? [] : present(card).map((one) => `card:${one}`))),
    ...named.flatMap(({ itemId, barcode }) => (isThere(itemId) ? [] : present(barcode).map((one) => `barcode:${one}`))),
  ]);
}

function present(id: string | null | undefined): string[] {
  return id === null || id === undefined ? [] : [id];
}
