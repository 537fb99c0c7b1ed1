// All rows of a server's database, as text: no refused request may change them.

import { sql } from 'kysely';
import type { Store } from '../../../../server/store/store.ts';

/** Columns that a desk changes merely by proving itself. */
const PASSING: Readonly<Record<string, readonly string[]>> = {
  desk: ['last_contact_at', 'feed_position'],
  desk_stream: ['contacts'],
};
const PASSING_TABLES = ['desk_token', 'desk_challenge', 'pin_tries', 'kept_figures', 'kept_horizon'];

/** The rows of each table, in order. */
export type DatabaseDump = Readonly<Record<string, readonly string[]>>;

/** Every row of every table; tokens, challenges, counted tries, figures kept of acts, and when and how far a desk read, aside. */
export async function databaseDump(store: Store): Promise<DatabaseDump> {
  return store.read(async (tx) => {
    const names = await tx.db.introspection.getTables();
    const dump: Record<string, readonly string[]> = {};
    for (const { name } of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (PASSING_TABLES.includes(name)) continue;
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(tx.db);
      const texts = rows.map((row) =>
        JSON.stringify(Object.entries(row).filter(([column]) => PASSING[name]?.includes(column) !== true)),
      );
      dump[name] = texts.toSorted();
    }
    return dump;
  });
}

/** The tables in which two dumps differ, each with the rows that only one of them has; none of those where equal rows came twice. */
export function changedTables(before: DatabaseDump, after: DatabaseDump): string[] {
  return Object.keys({ ...before, ...after }).flatMap((name) => {
    const [was, is] = [before[name] ?? [], after[name] ?? []];
    if (was.join('\n') === is.join('\n')) return [];
    const changed = [...new Set(was).symmetricDifference(new Set(is))];
    return [`${name} (${changed.join(', ').slice(0, 300)})`];
  });
}
