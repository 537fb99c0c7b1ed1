// The rows of the feed as lines, in pages, out of one read transaction. Row texts go through as they are stored.

import { sql } from 'kysely';
import { isRowKind, type RowKind } from '../../shared/wire/rows.ts';
import { STATE_TABLES } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';

const PAGE = 500;

export type FeedRange = { readonly scopes: readonly string[]; readonly after: number; readonly to: number };

/** Lines of every row that changed in these scopes after one position and up to another, in no particular order. */
export async function* changedLines(tx: ReadTx, { scopes, after, to }: FeedRange): AsyncGenerator<string> {
  for (const scope of scopes) {
    let from: Place = { position: after, kind: '￿', key: '' };
    for (;;) {
      const page = await changedPage(tx, { scope, from, to, withoutTombstones: after === 0 });
      const last = page.at(-1);
      if (last === undefined) break;
      yield await linesOf(tx, page);
      if (page.length < PAGE) break;
      from = last;
    }
  }
}

type Place = { readonly position: number; readonly kind: string; readonly key: string };
type Entry = Place & { readonly deleted: number };

async function changedPage(
  tx: ReadTx,
  query: { readonly scope: string; readonly from: Place; readonly to: number; readonly withoutTombstones: boolean },
): Promise<Entry[]> {
  const { scope, from, to, withoutTombstones } = query;
  const { rows } = await sql<Entry>`
    select position, kind, key, deleted from feed_row
    where scope = ${scope} and (position, kind, key) > (${from.position}, ${from.kind}, ${from.key}) and position <= ${to}
      ${withoutTombstones ? sql`and deleted = 0` : sql``}
    order by position, kind, key limit ${sql.lit(PAGE)}`.execute(tx.db);
  return rows;
}

async function linesOf(tx: ReadTx, entries: readonly Entry[]): Promise<string> {
  const live = Map.groupBy(
    entries.filter((entry) => entry.deleted === 0),
    (entry) => entry.kind,
  );
  const texts = new Map<string, string>();
  for (const [kind, some] of live) {
    if (!isRowKind(kind)) continue;
    for (const row of await versionedRows(
      tx,
      kind,
      some.map((entry) => entry.key),
    ))
      texts.set(`${kind}\n${row.id}`, putLine(kind, row));
  }
  return entries
    .map(({ kind, key }) => texts.get(`${kind}\n${key}`) ?? `${JSON.stringify({ type: 'del', kind, key })}\n`)
    .join('');
}

type Versioned = { readonly id: string; readonly body: string; readonly version: number };

async function versionedRows(tx: ReadTx, kind: RowKind, keys: readonly string[]): Promise<Versioned[]> {
  const { rows } = await sql<Versioned>`
    select id, body, version from ${sql.table(STATE_TABLES[kind].table)} where ${tx.anyOf('id', keys)}`.execute(tx.db);
  return rows;
}

function putLine(kind: RowKind, { id, body, version }: Versioned): string {
  return `{"type":"put","kind":"${kind}","key":${JSON.stringify(id)},"version":${version},"row":${body}}\n`;
}
