// Agings whose moment passed while a desk of their branch was silent. When the desk has spoken, one is issued after all, unless something
// that happened to the item after that moment has come in meanwhile: then it was not lost.

import type { Instant } from '../../shared/core/instant.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { DueAging, DueAgings } from './due-acts.ts';

/** What became of the agings that were held back, by id: they wait, or were dropped. */
export async function heldAgings(
  tx: ReadTx,
): Promise<{ readonly waiting: Set<string>; readonly dropped: Set<string> }> {
  const rows = await tx.db.selectFrom('held_back').select(['id', 'state']).execute();
  const of = (state: string) => new Set(rows.flatMap((row) => (row.state === state ? [row.id] : [])));
  return { waiting: of('waiting'), dropped: of('dropped') };
}

/** Keeps back what waits, and says which of the others are to be issued now. `waiting` are the ids that were kept back before. */
export async function holdBack(
  tx: WriteTx,
  due: DueAgings,
  { waiting }: { readonly waiting: ReadonlySet<string> },
): Promise<DueAging[]> {
  await tx.upsert(
    'held_back',
    due.waiting
      .filter(({ id }) => !waiting.has(id))
      .map(({ id, name, branch, args, at }) => ({
        id,
        name,
        branch: branch ?? '',
        subject: args.loanId,
        due_at: at,
        state: 'waiting',
      })),
  );
  const held = new Set(due.free.flatMap(({ id }) => (waiting.has(id) ? [id] : [])));
  const overtaken = new Set<string>();
  for (const { id, args, at } of due.free)
    if (held.has(id) && (await hasActAfter(tx, args.itemId, at))) overtaken.add(id);
  await settle(tx, held, overtaken);
  return due.free.filter(({ id }) => !overtaken.has(id));
}

async function hasActAfter(tx: ReadTx, item: string, at: Instant): Promise<boolean> {
  const act = await tx.db
    .selectFrom('event')
    .select('id')
    .where('item_id', '=', item)
    .where('at', '>', at)
    .where('desk_id', '!=', OWN_DESK)
    .limit(1)
    .executeTakeFirst();
  return act !== undefined;
}

async function settle(tx: WriteTx, held: ReadonlySet<string>, overtaken: ReadonlySet<string>): Promise<void> {
  if (overtaken.size > 0)
    await tx.db.updateTable('held_back').set({ state: 'dropped' }).where(tx.anyOf('id', overtaken)).execute();
  const issued = [...held].filter((id) => !overtaken.has(id));
  if (issued.length > 0) await tx.db.deleteFrom('held_back').where(tx.anyOf('id', issued)).execute();
}
