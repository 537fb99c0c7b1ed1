// Exceptions that are over keep their patron and their notes as long as the act that caused them has its personal values: then the event
// and its time stay. [I19]

import { sql } from 'kysely';
import type { Instant } from '../../shared/core/instant.ts';
import { lockExceptions } from '../timeline/exception-row.ts';
import { forgetWorkNotes, withoutNote } from '../timeline/exception-work.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

const PAGE = 200;
/** Caused by a stream or a silence and by no act: they are over by themselves. */
const OF_NO_ACT = ['acts-held', 'acts-lost', 'desk-forked', 'desk-silent'];
/** Values that name an item or a desk, and no person. */
const KEPT = new Set([
  'title',
  'barcode',
  'desk',
  'deskId',
  'since',
  'branch',
  'fault',
  'count',
  'status',
  'reasonCodes',
]);

/** Forgets the next few; returns where to go on, null at the end. */
export async function forgetExceptions(
  tx: WriteTx,
  { after, horizon }: { readonly after: string; readonly horizon: Instant },
  changes: RowChanges,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select x.id from exception x
      where x.state != 'open' and x.id > ${after} and (
        exists (select 1 from envelope e where e.id = x.cause and e.args is null and e.outcome != 'held')
        or (x.code in (${sql.join(OF_NO_ACT)}) and x.at <= ${horizon} and not exists
          (select 1 from exception_resolution r where r.exception_id = x.id and r.at > ${horizon})))
      order by x.id limit ${sql.lit(PAGE)}`.execute(tx.db);
  const ids = rows.map(({ id }) => id);
  const own = collectChanges();
  await lockExceptions(tx, ids);
  for (const row of (await readRows(tx, 'exception', ids)).values()) {
    const params = Object.fromEntries(
      Object.entries(row.params).map(([name, value]) => [
        name,
        typeof value !== 'string' || KEPT.has(name) ? value : '—',
      ]),
    );
    const resolution = row.resolution === null ? null : { ...row.resolution, note: '' };
    const work = row.work === undefined ? {} : { work: row.work.map(withoutNote) };
    const forgotten = { ...row, patronId: null, params, resolution, ...work };
    if (JSON.stringify(forgotten) !== JSON.stringify(row)) own.put('exception', forgotten);
  }
  await writeChanges(tx, own);
  changes.add(own);
  await forgetWorkNotes(tx, ids);
  await tx.db.updateTable('exception_resolution').set({ note: '' }).where(tx.anyOf('exception_id', ids)).execute();
  return ids.length < PAGE ? null : (ids.at(-1) ?? null);
}
