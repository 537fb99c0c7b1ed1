// Agings whose moment passed while a desk of their branch was silent. When the desk has spoken, one is issued after all, unless something
// that happened to the item after that moment has come in meanwhile: then it was not lost.

import type { Instant } from '../../shared/core/instant.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { DueAging, DueAgings } from './due-acts.ts';

/** Which of these agings were kept back before and wait, and which were dropped. Read by their ids: those of a whole library are many. */
export async function heldAgings(
  tx: ReadTx,
  ids: readonly string[],
): Promise<{ readonly waiting: Set<string>; readonly dropped: Set<string> }> {
  const rows = await tx.db.selectFrom('held_back').select(['id', 'state']).where(tx.anyOf('id', ids)).execute();
  const of = (state: string) => new Set(rows.flatMap((row) => (row.state === state ? [row.id] : [])));
  return { waiting: of('waiting'), dropped: of('dropped') };
}

/** Keeps back waiting agings, and returns those of the others that are to be issued now. */
export async function holdBack(tx: WriteTx, due: DueAgings): Promise<DueAging[]> {
  const { waiting } = await heldAgings(
    tx,
    [...due.waiting, ...due.free].map(({ id }) => id),
  );
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

const PAGE = 500;

/**
 * Takes away the next few of the agings kept back for loans that are over since before a moment, or are no more; returns where to go on, null at the
 * end. While a loan is open, an aging that was dropped for it must not be issued.
 */
export async function forgetHeldBack(
  tx: WriteTx,
  { after, before }: { readonly after: string; readonly before: Instant },
): Promise<string | null> {
  const rows = await tx.db
    .selectFrom('held_back')
    .leftJoin('loan', 'loan.id', 'held_back.subject')
    .select(['held_back.id', 'loan.state', 'loan.in_at'])
    .where('held_back.id', '>', after)
    .orderBy('held_back.id')
    .limit(PAGE)
    .execute();
  const isOver = ({ state, in_at: inAt }: (typeof rows)[number]) =>
    state === null || (state === 'closed' && inAt !== null && inAt < before);
  const over = rows.filter(isOver).map(({ id }) => id);
  if (over.length > 0) await tx.db.deleteFrom('held_back').where(tx.anyOf('id', over)).execute();
  return rows.length < PAGE ? null : (rows.at(-1)?.id ?? null);
}
