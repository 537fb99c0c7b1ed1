// Acts undone by another member of staff: that needs a right of its own.

import { EnvelopeBodySchema } from '../../shared/wire/envelope.ts';
import type { ReadTx } from '../store/store.ts';
import { undoneBy, type Taken } from './taken.ts';

/** Commands that undo an act signed by another person; unsigned and missing acts do not count. */
export async function undoneByOthers(tx: ReadTx, batch: readonly Taken[]): Promise<ReadonlySet<Taken>> {
  const undos = batch.flatMap((taken) => {
    const target = undoneBy(taken);
    return target === null ? [] : [{ taken, target }];
  });
  if (undos.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'body'])
    .where(
      tx.anyOf(
        'id',
        undos.map(({ target }) => target),
      ),
    )
    .execute();
  const signers = new Map<string, string | null>(
    rows.map(({ id, body }) => [id, EnvelopeBodySchema.parse(JSON.parse(body)).staffId]),
  );
  // Acts of the same batch are kept only after judging.
  for (const { header, body } of batch) signers.set(header.id, body.staffId);
  const isOthers = (taken: Taken, target: string) => {
    const signer = signers.get(target) ?? null;
    return signer !== null && signer !== taken.body.staffId;
  };
  return new Set(undos.filter(({ taken, target }) => isOthers(taken, target)).map(({ taken }) => taken));
}
