// Work of staff on notices: listing them, settling a doubtful one, releasing those that wait for a silent desk.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { actId, deskId, streamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { NOTICE_STATES_TO_WORK, type Notice } from '../../shared/circ/model/notice.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { quietBranches, releaseQuiet } from '../schedule/silence.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';

/** Notices of a patron, or all that wait and all that a person has to look at; the newest last. */
export async function listNotices(tx: ReadTx, patron: string | null): Promise<readonly ListedNotice[]> {
  const by =
    patron === null
      ? { column: 'state', values: ['waiting', ...NOTICE_STATES_TO_WORK] }
      : { column: 'patron_id', values: [patron] };
  const rows = await readRowsBy(tx, 'notice', by);
  const quiet = await quietBranches(tx);
  const parts = await tx.db
    .selectFrom('notice_part')
    .innerJoin('notice_message', 'notice_message.id', 'notice_part.message_id')
    .select(['notice_part.notice_id as notice', 'notice_message.code as code'])
    .where(
      tx.anyOf(
        'notice_part.notice_id',
        rows.map(({ id }) => id),
      ),
    )
    .execute();
  const codes = new Map(parts.map(({ notice, code }) => [notice, code]));
  return rows
    .toSorted((a, b) => a.sendAt - b.sendAt || (a.id < b.id ? -1 : 1))
    .map((row) => ({
      ...row,
      isHeldBack: row.state === 'waiting' && quiet.has(row.branch),
      code: codes.get(row.id) ?? null,
    }));
}

/** `isHeldBack`: it waits for a silent desk of its branch. `code`: why it was not sent. */
export type ListedNotice = Notice & { readonly isHeldBack: boolean; readonly code: string | null };

/** How many wait for a silent desk, and how many a person has to look at. */
export async function countNotices(tx: ReadTx): Promise<{ readonly held: number; readonly failed: number }> {
  const rows = await tx.db
    .selectFrom('notice')
    .select(['state', 'branch'])
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('state', 'in', ['waiting', ...NOTICE_STATES_TO_WORK])
    .groupBy(['state', 'branch'])
    .execute();
  const quiet = await quietBranches(tx);
  const sum = (own: typeof rows) => own.reduce((total, { n }) => total + Number(n), 0);
  return {
    held: sum(rows.filter(({ state, branch }) => state === 'waiting' && quiet.has(branch))),
    failed: sum(rows.filter(({ state }) => state !== 'waiting')),
  };
}

/** A person's decision on a notice: the patron was told, or it is to be sent again. */
export type Settling = { readonly id: string; readonly how: 'told' | 'again'; readonly now: Instant };

/** At the command line. Throws HF-CLI-006 where there is none, HF-SERVER-028 where it does not wait for a person. */
export function settleNotice(store: Store, settling: Settling): Promise<number> {
  return writeAndPublish(store, async ({ tx, changes }) => {
    const notice = (await readRows(tx, 'notice', [settling.id])).get(settling.id);
    if (notice === undefined) throw new HoldfastError('HF-CLI-006', { name: 'the notice', value: settling.id });
    const settled = await settleIn(tx, settling, changes);
    if (settled === 0) throw new HoldfastError('HF-SERVER-028');
    return settled;
  });
}

/** Settles one, with all that its message carried. Returns how many; none if it no longer waits for a person. */
export async function settleIn(tx: WriteTx, { id, how, now }: Settling, changes: RowChanges): Promise<number> {
  await tx.lock(['notices']);
  const notice = (await readRows(tx, 'notice', [id])).get(id);
  if (notice === undefined || !NOTICE_STATES_TO_WORK.some((state) => state === notice.state)) return 0;
  const part = await tx.db.selectFrom('notice_part').selectAll().where('notice_id', '=', id).executeTakeFirst();
  const together = part === undefined ? [id] : await partsOf(tx, part.message_id);
  const own = collectChanges();
  const settled = [...(await readRows(tx, 'notice', together)).values()].filter(({ state }) => state === notice.state);
  const as =
    how === 'told' ? ({ state: 'sent', at: now } as const) : ({ state: 'waiting', at: now, channel: null } as const);
  for (const row of settled) own.put('notice', { ...row, ...as });
  if (how === 'again') await tx.db.deleteFrom('notice_part').where(tx.anyOf('notice_id', together)).execute();
  else if (part !== undefined)
    await tx.db
      .updateTable('notice_message')
      .set({ state: 'sent', code: null })
      .where('id', '=', part.message_id)
      .execute();
  await writeChanges(tx, own);
  changes.add(own);
  return settled.length;
}

async function partsOf({ db }: ReadTx, message: string): Promise<string[]> {
  const rows = await db.selectFrom('notice_part').select('notice_id').where('message_id', '=', message).execute();
  return rows.map(({ notice_id: id }) => id);
}

/** Releases acts that wait for the silent desks of a branch, or for one of them, as a supervisor does at a desk. Returns their names. */
export function releaseBranch(
  store: Store,
  { branch, desk, now }: { readonly branch: string; readonly desk?: string | null; readonly now: Instant },
): Promise<readonly string[]> {
  return writeAndPublish(store, async ({ tx, changes }) => {
    const desks = await tx.db
      .selectFrom('desk')
      .select(['id', 'name'])
      .where('branch', '=', branch)
      .where('silent_since', 'is not', null)
      .where('released_at', 'is', null)
      .execute();
    const header = { id: actId(''), at: now, desk: deskId(OWN_DESK), stream: streamId(''), seq: 0 };
    const named = desks.filter(({ id, name }) => desk === undefined || desk === null || id === desk || name === desk);
    const ids = named.map(({ id }) => id);
    await releaseQuiet(tx, { desks: ids, at: now, header, staffId: null }, changes);
    return named.map(({ name }) => name);
  });
}
