// What a window is told of a change.

import type { EventPayload } from '../../shared/bridge/contract.ts';
import type { CopyKeeper } from './copy-keeper.ts';
import type { SyncChange } from './sync/engine-options.ts';

/** Keys of what looks different, as the screen names things: ids, and the barcodes and cards that it shows. */
export function changedPayload(keeper: CopyKeeper, change: SyncChange): EventPayload<'desk.changed'> {
  const { differences, exceptions, acts } = change;
  const sight = keeper.copy?.sight ?? null;
  const items = [...(differences?.items ?? [])].flatMap((id) => [id, sight?.item(id)?.barcode ?? id]);
  const patrons = [...(differences?.patrons ?? [])].flatMap((id) => [
    id,
    ...(sight?.patron(id)?.cards.map(({ number }) => number) ?? []),
  ]);
  return { patrons: [...patrons], items: [...items], exceptions, acts };
}
