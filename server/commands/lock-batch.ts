// Holds what a batch will work on before anything of it is read: the stream, the titles of the items that it names, and the cards and barcodes
// that may have to be minted. What the folds reach beyond that is held as it is found.

import { z } from 'zod';
import type { StreamId } from '../../shared/core/ids.ts';
import type { WriteTx } from '../store/store.ts';
import type { Prepared } from './prepare-envelopes.ts';

const NamedSchema = z.object({
  itemId: z.string().nullish(),
  titleId: z.string().nullish(),
  patronId: z.string().nullish(),
  card: z.string().optional(),
  barcode: z.string().optional(),
  /** Those that are let go. */
  streams: z.array(z.string()).optional(),
});

export async function lockBatch(tx: WriteTx, stream: StreamId, prepared: readonly Prepared[]): Promise<void> {
  if (!tx.hasRivals) return;
  const named = prepared.flatMap(({ args }) => NamedSchema.safeParse(args?.command).data ?? []);
  const items = named.flatMap(({ itemId }) => itemId ?? []);
  const titles = await tx.db.selectFrom('item').select('title_id').distinct().where(tx.anyOf('id', items)).execute();
  await tx.lock([
    `stream:${stream}`,
    ...named.flatMap(({ streams = [] }) => streams.map((one) => `stream:${one}`)),
    ...titles.map((row) => `title:${row.title_id}`),
    ...named.flatMap(({ titleId }) => (typeof titleId === 'string' ? [`title:${titleId}`] : [])),
    ...named.flatMap(({ card }) => (card === undefined ? [] : [`card:${card}`])),
    ...named.flatMap(({ barcode }) => (barcode === undefined ? [] : [`barcode:${barcode}`])),
  ]);
}
