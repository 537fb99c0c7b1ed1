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

export async function lockBatch(tx: WriteTx, stream: StreamId, prepared: readonly Prepared[]): Promise<void> {
  await lockNamed(
    tx,
    prepared.map(({ args }) => args?.command),
    [`stream:${stream}`],
  );
}

/** Holds what the arguments of commands name, together with other names. */
export async function lockNamed(tx: WriteTx, commands: readonly unknown[], others: readonly string[]): Promise<void> {
  if (!tx.hasRivals) return;
  const named = commands.flatMap((command) => NamedSchema.safeParse(command).data ?? []);
  const items = named.flatMap(({ itemId }) => itemId ?? []);
  const titles = await tx.db.selectFrom('item').select('title_id').distinct().where(tx.anyOf('id', items)).execute();
  const patrons = named.flatMap(({ patronId, holder, from, to }) => [patronId, holder, from, to]);
  await tx.lock([
    ...others,
    ...named.flatMap(({ streams = [] }) => streams.map((one) => `stream:${one}`)),
    ...titles.map((row) => `title:${row.title_id}`),
    ...named.flatMap(({ titleId }) => (typeof titleId === 'string' ? [`title:${titleId}`] : [])),
    ...patrons.flatMap((id) => (typeof id === 'string' ? [`patron:${id}`] : [])),
    ...named.flatMap(({ card }) => (card === undefined ? [] : [`card:${card}`])),
    ...named.flatMap(({ barcode }) => (barcode === undefined ? [] : [`barcode:${barcode}`])),
  ]);
}
