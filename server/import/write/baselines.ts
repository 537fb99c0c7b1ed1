// The rows of the last import from one source system, read in batches: a library of millions of items is never held whole.

import { forgetImported, keepImported, type ImportedRow } from '../../library/import-memory.ts';
import type { Store } from '../../store/store.ts';

/** The baselines of one source system. */
export type Baselines = {
  /** Those of some source ids. */
  readonly read: (kind: string, sourceIds: readonly string[]) => Promise<Map<string, ImportedRow>>;
  readonly keep: (kind: string, rows: readonly ImportedRow[]) => Promise<void>;
  readonly forget: (kind: string, sourceIds: readonly string[]) => Promise<void>;
  /** Every baseline of a kind, in pages. */
  readonly pages: (kind: string) => AsyncGenerator<readonly ImportedRow[]>;
};

const PAGE = 5_000;

/** Opens the baselines of a source system in a store. */
export function openBaselines(store: Store, system: string): Baselines {
  return {
    read: async (kind, sourceIds) => {
      const rows = await store.read(({ db, anyOf }) =>
        db
          .selectFrom('import_row')
          .select(['source_id', 'key', 'body'])
          .where('kind', '=', kind)
          .where('system', '=', system)
          .where(anyOf('source_id', sourceIds))
          .execute(),
      );
      return new Map(rows.map((row) => [row.source_id, toImported(row)]));
    },
    keep: (kind, rows) => keepImported(store, { kind, system }, rows),
    forget: async (kind, sourceIds) => {
      if (sourceIds.length > 0) await forgetImported(store, { kind, system }, sourceIds);
    },
    pages: (kind) => pagesOf(store, kind, system),
  };
}

async function* pagesOf(store: Store, kind: string, system: string): AsyncGenerator<readonly ImportedRow[]> {
  let after: string | null = '';
  while (after !== null) {
    const from: string = after;
    const rows = await store.read(({ db }) =>
      db
        .selectFrom('import_row')
        .select(['source_id', 'key', 'body'])
        .where('kind', '=', kind)
        .where('system', '=', system)
        .where('source_id', '>', from)
        .orderBy('source_id')
        .limit(PAGE)
        .execute(),
    );
    if (rows.length > 0) yield rows.map(toImported);
    after = rows.length < PAGE ? null : (rows.at(-1)?.source_id ?? null);
  }
}

function toImported(row: { source_id: string; key: string; body: string }): ImportedRow {
  return { sourceId: row.source_id, key: row.key, body: row.body };
}
