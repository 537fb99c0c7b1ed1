// The scopes of a patron's rows: the home system and every system where the patron has an open loan or a live hold, or was asked for.

import type { RowKind } from '../../shared/wire/rows.ts';
import { branchId } from '../../shared/core/ids.ts';
import { SCOPE_ALL, systemScope } from '../../shared/wire/scope.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** Scopes by patron. */
export type ScopesOf = ReadonlyMap<string, readonly string[]>;

/** What came of working out the scopes of some patrons anew. */
export type MovedPatrons = {
  readonly scopes: ScopesOf;
  /** Every row of those whose scopes changed: kind, key, patron. */
  readonly unchangedRows: readonly (readonly [RowKind, string, string])[];
};

/** Works out the scopes of these patrons, keeps them, and says which rows move with them. */
export async function movePatrons(tx: WriteTx, patrons: ReadonlySet<string>): Promise<MovedPatrons> {
  const scopes = await scopesOfPatrons(tx, patrons);
  const before = await tx.db.selectFrom('patron_scope').selectAll().where(tx.anyOf('patron_id', patrons)).execute();
  const had = Map.groupBy(before, (row) => row.patron_id);
  const moved = [...patrons].filter(
    (patron) =>
      !isSame(
        (had.get(patron) ?? []).map((row) => row.scope),
        scopes.get(patron) ?? [],
      ),
  );
  if (moved.length === 0) return { scopes, unchangedRows: [] };
  await tx.db.deleteFrom('patron_scope').where(tx.anyOf('patron_id', moved)).execute();
  await tx.upsert(
    'patron_scope',
    moved.flatMap((patron) => (scopes.get(patron) ?? []).map((scope) => ({ patron_id: patron, scope }))),
  );
  return { scopes, unchangedRows: await rowsOfPatrons(tx, moved) };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length;
}

async function scopesOfPatrons(tx: ReadTx, patrons: ReadonlySet<string>): Promise<ScopesOf> {
  const systems = new Map(
    (await tx.db.selectFrom('branch').select(['id', 'system']).execute()).map((row) => [row.id, row.system]),
  );
  const homes = await tx.db.selectFrom('patron').select(['id', 'home']).where(tx.anyOf('id', patrons)).execute();
  const loans = await tx.db
    .selectFrom('loan')
    .select(['patron_id', 'branch'])
    .distinct()
    .where(tx.anyOf('patron_id', patrons))
    .where('state', '!=', 'closed')
    .execute();
  const holds = await tx.db
    .selectFrom('hold')
    .select(['patron_id', 'pickup'])
    .distinct()
    .where(tx.anyOf('patron_id', patrons))
    .where('state', 'in', ['waiting', 'captured'])
    .execute();
  const visits = await tx.db
    .selectFrom('patron_visit')
    .select(['patron_id', 'system'])
    .where(tx.anyOf('patron_id', patrons))
    .execute();
  const found = new Map<string, Set<string>>();
  const add = (patron: string, scope: string) => found.set(patron, (found.get(patron) ?? new Set()).add(scope));
  const addBranch = (patron: string, branch: string | null) => {
    if (branch !== null) add(patron, scopeOfSystem(systems.get(branch) ?? null));
  };
  for (const { id, home } of homes) addBranch(id, home);
  for (const { patron_id: patron, branch } of loans) addBranch(patron, branch);
  for (const { patron_id: patron, pickup } of holds) addBranch(patron, pickup);
  for (const { patron_id: patron, system } of visits) add(patron, scopeOfSystem(system));
  return new Map(
    [...found].map(([patron, scopes]) => [patron, scopes.has(SCOPE_ALL) ? [SCOPE_ALL] : [...scopes].sort()]),
  );
}

/** The scope of a branch's system; a branch above systems shares with all. */
export function scopeOfSystem(system: string | null): string {
  return system === null ? SCOPE_ALL : systemScope(branchId(system));
}

async function rowsOfPatrons(tx: ReadTx, patrons: readonly string[]): Promise<(readonly [RowKind, string, string])[]> {
  if (patrons.length === 0) return [];
  const rows: (readonly [RowKind, string, string])[] = patrons.flatMap((patron) => [
    ['patron', patron, patron] as const,
  ]);
  for (const kind of ['loan', 'hold', 'fee'] as const) {
    const found = await tx.db
      .selectFrom(kind)
      .select(['id', 'patron_id'])
      .where(tx.anyOf('patron_id', patrons))
      .execute();
    rows.push(...found.map((row) => [kind, row.id, row.patron_id] as const));
  }
  const credits = await tx.db.selectFrom('credit').select('id').where(tx.anyOf('id', patrons)).execute();
  rows.push(...credits.map(({ id }) => ['credit', id, id] as const));
  const present = await tx.db.selectFrom('patron').select('id').where(tx.anyOf('id', patrons)).execute();
  const known = new Set(present.map(({ id }) => id));
  return rows.filter(([kind, key]) => kind !== 'patron' || known.has(key));
}
