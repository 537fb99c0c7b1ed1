// Reads rows that may be due page by page. A row that leads to no act, or to a recorded one that changed nothing, stays in the table: however many
// there are, later rows do not wait for them.

import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Instant } from '../../shared/core/instant.ts';
import type { ReadTx } from '../store/store.ts';
import type { OwnDeed } from './own-desk.ts';

/** As many rows are read at once. */
export const PAGE = 500;

/** Where a page of rows due by their time ended. */
export type Page = { readonly at: Instant; readonly id: string };

/** How far to look for due rows. */
export type Asked = { readonly now: Instant; readonly limit: number; readonly page?: number };

/** The acts of a page, and the start of the next one; null = no rows left. */
export type Found<P> = { readonly deeds: readonly OwnDeed[]; readonly last: P | null };

/** Reads on until enough is found that is not done yet, or all is read. */
export async function findUndone<P>(
  tx: ReadTx,
  limit: number,
  readAfter: (after: P | null) => Promise<Found<P>>,
): Promise<OwnDeed[]> {
  const found: OwnDeed[] = [];
  for (let after: P | null = null; found.length < limit;) {
    const { deeds, last }: Found<P> = await readAfter(after);
    if (last === null) break;
    found.push(...(await undone(tx, deeds)));
    after = last;
  }
  return found.slice(0, limit);
}

/** Those that are not recorded yet. */
export async function undone<D extends OwnDeed>(tx: ReadTx, deeds: readonly D[]): Promise<D[]> {
  const ids = deeds.map(({ id }) => id);
  const done = await tx.db.selectFrom('envelope').select('id').where(tx.anyOf('id', ids)).execute();
  const known = new Set(done.map(({ id }) => id));
  return deeds.filter(({ id }) => !known.has(id));
}

/** Rows behind the end of a page, in the order of a time and of ids within it; all where no page was read yet. */
export function isBehind(
  after: Page | null,
  at: 'due_at' | 'ends_at' | 'block_ends_at' | 'part_bill_at' | 'no_show_at',
): RawBuilder<SqlBool> {
  if (after === null) return sql<SqlBool>`1 = 1`;
  const time = sql.ref(at);
  return sql<SqlBool>`(${time} > ${after.at} or (${time} = ${after.at} and id > ${after.id}))`;
}

/** The end of a page; null where it has no rows. */
export function endOf(rows: readonly { readonly id: string; readonly at: Instant | null }[]): Page | null {
  const last = rows.at(-1);
  return last === undefined || last.at === null ? null : { id: last.id, at: last.at };
}
