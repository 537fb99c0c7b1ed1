// Puts changed rows on the feed under one position. A row is in the scopes that its kind or its patron gives it; leaving one leaves a
// tombstone there at the same position. Called after the position was taken, so that no other writer publishes meanwhile. [I9] [I14]

import { sql } from 'kysely';
import type { RowKind } from '../../shared/wire/rows.ts';
import { SCOPE_ALL } from '../../shared/wire/scope.ts';
import { isPatronKind } from '../store/state-tables.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { BulkRow, WriteTx } from '../store/store.ts';
import { movePatrons, scopeOfSystem, type ScopesOf } from './patron-scopes.ts';

/** Publishes. `alsoPatrons` are patrons whose scopes may have changed although none of their rows did. */
export async function publish(
  tx: WriteTx,
  position: number,
  changes: RowChanges,
  alsoPatrons: Iterable<string> = [],
): Promise<void> {
  const shared: BulkRow[] = [];
  let ofPatrons: readonly BulkRow[] = [];
  const patronKeys = new Map<RowKind, Map<string, string>>();
  const patrons = new Set(alsoPatrons);
  const scopeOf = await branchScopes(tx, changes);
  for (const [kind, keys] of changes.byKind) {
    const isOfPatrons = isPatronKind(kind);
    for (const [key, { body, patronId, branch }] of keys) {
      if (patronId !== null) patrons.add(patronId);
      const scope = branch === null ? SCOPE_ALL : scopeOf(branch);
      if (!isOfPatrons) shared.push({ kind, key, scope, position, deleted: body === null ? 1 : 0 });
    }
    if (isOfPatrons)
      patronKeys.set(
        kind,
        new Map([...keys].map(([key, { patronId, body }]) => [key, body === null ? '' : (patronId ?? '')])),
      );
  }
  if (patrons.size > 0) {
    const moved = await movePatrons(tx, patrons);
    for (const [kind, key, patronId] of moved.unchangedRows) {
      const keys = patronKeys.get(kind) ?? new Map<string, string>();
      patronKeys.set(kind, keys);
      if (!keys.has(key)) keys.set(key, patronId);
    }
    ofPatrons = await patronFeedRows(tx, { keys: patronKeys, scopes: moved.scopes, position });
  }
  await tx.upsert('feed_row', [...shared, ...ofPatrons]);
}

/** The scope of a branch's own rows. */
async function branchScopes(tx: WriteTx, changes: RowChanges): Promise<(branch: string) => string> {
  const isAsked = changes.byKind.values().some((keys) => keys.values().some(({ branch }) => branch !== null));
  if (!isAsked) return () => SCOPE_ALL;
  const rows = await tx.db.selectFrom('branch').select(['id', 'system']).execute();
  const systems = new Map(rows.map(({ id, system }) => [id, system]));
  return (branch) => scopeOfSystem(systems.get(branch) ?? null);
}

type PatronRows = {
  /** Patron by key, by kind; empty text = the row is gone. */
  readonly keys: ReadonlyMap<RowKind, ReadonlyMap<string, string>>;
  readonly scopes: ScopesOf;
  readonly position: number;
};

/** Memberships to write: those that hold, and a tombstone where one held and does not any more. */
async function patronFeedRows(tx: WriteTx, { keys, scopes, position }: PatronRows): Promise<BulkRow[]> {
  const wanted = (kind: RowKind, key: string) => scopes.get(keys.get(kind)?.get(key) ?? '') ?? [];
  const live = await liveMemberships(tx, keys);
  return [
    ...live
      .filter(({ kind, key, scope }) => !wanted(kind, key).includes(scope))
      .map((row) => ({ ...row, position, deleted: 1 })),
    ...[...keys].flatMap(([kind, own]) =>
      [...own.keys()].flatMap((key) => wanted(kind, key).map((scope) => ({ kind, key, scope, position, deleted: 0 }))),
    ),
  ];
}

type Membership = { readonly kind: RowKind; readonly key: string; readonly scope: string };

async function liveMemberships(tx: WriteTx, keys: PatronRows['keys']): Promise<Membership[]> {
  const parts = [...keys].map(
    ([kind, own]) =>
      sql`select kind, key, scope from feed_row where kind = ${kind} and ${tx.anyOf('key', own.keys())} and deleted = 0`,
  );
  if (parts.length === 0) return [];
  return (await sql<Membership>`${sql.join(parts, sql` union all `)}`.execute(tx.db)).rows;
}
