// Acts of this desk that the server has not answered.

import { z } from 'zod';
import { ItemIdSchema, TitleIdSchema } from '../../shared/core/ids.ts';
import type { WaitingActRow } from '../../shared/lists/waiting-acts.ts';
import { recentActs, type RecentAct } from '../ledger/recent-acts.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { ListCopy } from './list-copy.ts';

const page = 200;
const OnItemSchema = z.object({ itemId: ItemIdSchema.nullable() });
const OnTitleSchema = z.object({ titleId: TitleIdSchema });

/** Waiting acts, newest first, among the newest `pages` of 200. Waiting acts are the newest ones but for held ones. */
export function waitingActRows(ledger: Ledger, copy: Pick<ListCopy, 'sight'> | null, pages = 25): WaitingActRow[] {
  const rows: WaitingActRow[] = [];
  let before: number | null = null;
  for (let read = 0; read < pages; read += 1) {
    const acts = recentActs(ledger, before, page);
    for (const act of acts) if (act.receipt === null) rows.push(rowOf(act, copy));
    before = acts.at(-1)?.n ?? null;
    if (acts.length < page || acts.every(({ receipt }) => receipt !== null)) break;
  }
  return rows;
}

function rowOf(act: RecentAct, copy: Pick<ListCopy, 'sight'> | null): WaitingActRow {
  const { body, n, recordedAt } = act;
  const item = itemOf(act, copy);
  return {
    commandId: body.id,
    n,
    seq: body.seq,
    name: body.name,
    at: recordedAt,
    title: titleOf(act, copy),
    barcode: item?.barcode ?? null,
  };
}

/** The title that an act is about, in words; the barcode where its item has none. Null where it names neither, or one that is not here. */
export function titleOf(act: Pick<RecentAct, 'args'>, copy: Pick<ListCopy, 'sight'> | null): string | null {
  const item = itemOf(act, copy);
  const onTitle = OnTitleSchema.safeParse(act.args?.command);
  const id = item?.titleId ?? (onTitle.success ? onTitle.data.titleId : null);
  const title = id === null ? null : (copy?.sight.title(id)?.title ?? null);
  return title ?? item?.barcode ?? null;
}

/** The item of an act; null where it names none, or none that is here. */
export function itemOf({ args }: Pick<RecentAct, 'args'>, copy: Pick<ListCopy, 'sight'> | null) {
  const onItem = OnItemSchema.safeParse(args?.command);
  const id = onItem.success ? onItem.data.itemId : null;
  return id === null || copy === null ? null : copy.sight.item(id);
}
