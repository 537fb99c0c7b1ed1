// The rows of one part of a snapshot: one kind in one scope, in key order, as lines. Row texts go through as they are stored.

import { sql, type RawBuilder } from 'kysely';
import { SCOPE_ALL } from '../../shared/wire/scope.ts';
import { ROW_KINDS, type RowKind } from '../../shared/wire/rows.ts';
import { chunkLine } from '../../shared/wire/snapshot-chunk.ts';
import { isScopedKind, STATE_TABLES } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';

/** One kind in one scope. */
export type PartName = { readonly scope: string; readonly kind: RowKind };

/** Keys after the one, up to the other; empty = from the beginning, null = to the end. */
export type KeyRange = { readonly after: string; readonly to: string | null };

export type PartLine = { readonly key: string; readonly line: string };

/** A page takes some milliseconds, in which the embedded database serves no other request. */
const PAGE = 500;

/** The parts that a desk with these scopes has. */
export function partsOf(scopes: readonly string[]): PartName[] {
  return ROW_KINDS.flatMap((kind) =>
    scopes.filter((scope) => scope === SCOPE_ALL || isScopedKind(kind)).map((scope) => ({ scope, kind })),
  );
}

/** Lines of a part whose keys lie in a range, in pages. */
export async function* partLines(tx: ReadTx, part: PartName, { after, to }: KeyRange): AsyncGenerator<PartLine[]> {
  let from = after;
  for (;;) {
    const { rows } = await page(part, from, to).execute(tx.db);
    yield rows.map(({ id, body, version }) => ({ key: id, line: chunkLine(id, version, body) }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    from = last.id;
    // Its reads are done in the thread of the server: others get their turn between two pages.
    await new Promise(setImmediate);
  }
}

type Stored = { readonly id: string; readonly body: string; readonly version: number };

function page({ scope, kind }: PartName, from: string, to: string | null): RawBuilder<Stored> {
  const table = sql.table(STATE_TABLES[kind].table);
  // Rows for every desk need no look at the memberships.
  return isScopedKind(kind)
    ? sql<Stored>`
        select r.id, r.body, r.version from feed_row f join ${table} r on r.id = f.key
        where f.kind = ${kind} and f.key > ${from} ${to === null ? sql`` : sql`and f.key <= ${to}`}
          and f.scope = ${scope} and f.deleted = 0
        order by f.key limit ${sql.lit(PAGE)}`
    : sql<Stored>`
        select id, body, version from ${table}
        where id > ${from} ${to === null ? sql`` : sql`and id <= ${to}`} order by id limit ${sql.lit(PAGE)}`;
}

/** How many rows a part has. */
export async function countPart(tx: ReadTx, { scope, kind }: PartName): Promise<number> {
  const counted = isScopedKind(kind)
    ? sql<{ n: number }>`select count(*) as n from feed_row where kind = ${kind} and scope = ${scope} and deleted = 0`
    : sql<{ n: number }>`select count(*) as n from ${sql.table(STATE_TABLES[kind].table)}`;
  const { rows } = await counted.execute(tx.db);
  return Number(rows[0]?.n ?? 0);
}

/** Keys of a scope that changed after a position, by kind; each list is sorted as bytes are. */
export async function changedKeys(tx: ReadTx, scope: string, after: number): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ kind: string; key: string }>`
    select kind, key from feed_row where scope = ${scope} and position > ${after} order by kind, key`.execute(tx.db);
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  return new Map([...byKind].map(([kind, some]) => [kind, some.map(({ key }) => key)]));
}
