// All rows of a server's database, as text: no refused request may change them.

import { sql } from 'kysely';
import type { Store } from '../../../../server/store/store.ts';

/** Columns that a desk changes merely by proving itself. */
const PASSING: Readonly<Record<string, readonly string[]>> = {
  desk: ['last_contact_at', 'feed_position'],
  desk_stream: ['contacts'],
};
const PASSING_TABLES = ['desk_token', 'desk_challenge', 'pin_tries', 'kept_figures', 'kept_horizon'];

/** Every row of every table, in order; tokens, challenges, counted tries, figures kept of acts, and when and how far a desk read, aside. */
export async function databaseDump(store: Store): Promise<string> {
  return store.read(async (tx) => {
    const names = await tx.db.introspection.getTables();
    const parts: string[] = [];
    for (const { name } of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (PASSING_TABLES.includes(name)) continue;
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(tx.db);
      const texts = rows.map((row) =>
        JSON.stringify(Object.entries(row).filter(([column]) => PASSING[name]?.includes(column) !== true)),
      );
      parts.push(`${name}\n${texts.toSorted().join('\n')}`);
    }
    return parts.join('\n\n');
  });
}

/** The names of the tables in which two dumps differ. */
export function changedTables(before: string, after: string): string[] {
  const [left, right] = [tablesOf(before), tablesOf(after)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
}

function tablesOf(dump: string): Map<string, string> {
  return new Map(
    dump.split('\n\n').map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end)];
    }),
  );
}
