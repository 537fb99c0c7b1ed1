// The scopes of a patron's rows: the home system and every system where the patron has an open loan or a live hold, or was asked for.

import { sql } from 'kysely';
import type { RowKind } from '../../shared/wire/rows.ts';
import { branchId } from '../../shared/core/ids.ts';
import { SCOPE_ALL, systemScope } from '../../shared/wire/scope.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** Scopes by patron. */
export type ScopesOf = ReadonlyMap<string, readonly string[]>;

/** The result of computing the scopes of some patrons again. */
export type MovedPatrons = {
  readonly scopes: ScopesOf;
  /** Every row of those whose scopes changed: kind, key, patron. */
  readonly unchangedRows: readonly (readonly [RowKind, string, string])[];
};

/** Works out the scopes of these patrons, keeps them, and returns the rows that move with them. */
export async function movePatrons(tx: WriteTx, patrons: ReadonlySet<string>): Promise<MovedPatrons> {
  const { scopes, had } = await scopesOfPatrons(tx, patrons);
  const moved = [...patrons].filter((patron) => !isSame(had.get(patron) ?? [], scopes.get(patron) ?? []));
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

type Scopes = { readonly scopes: ScopesOf; readonly had: ScopesOf };

/** The present and the stored scopes of patrons, by one statement: every writer waits for this one. */
async function scopesOfPatrons(tx: ReadTx, patrons: ReadonlySet<string>): Promise<Scopes> {
  const rows = await placesOfPatrons(tx, patrons);
  const found = new Map<string, Set<string>>();
  const had = new Map<string, string[]>();
  for (const { patron, why, place } of rows) {
    if (why === 'had') had.set(patron, [...(had.get(patron) ?? []), place ?? '']);
    else found.set(patron, (found.get(patron) ?? new Set()).add(scopeOfSystem(place)));
  }
  const scopes = [...found].map(([patron, own]): [string, string[]] => [
    patron,
    own.has(SCOPE_ALL) ? [SCOPE_ALL] : [...own].sort(),
  ]);
  return { scopes: new Map(scopes), had };
}

type PlaceOfPatron = { readonly patron: string; readonly why: 'now' | 'had'; readonly place: string | null };

/** Systems where patrons are, and scopes that were kept of them. */
async function placesOfPatrons(tx: ReadTx, patrons: ReadonlySet<string>): Promise<PlaceOfPatron[]> {
  if (patrons.size === 0) return [];
  const { rows } = await sql<PlaceOfPatron>`
    select p.id as patron, 'now' as why, b.system as place
      from patron p left join branch b on b.id = p.home
      where p.home is not null and ${tx.anyOf('p.id', patrons)}
    union select l.patron_id, 'now', b.system
      from loan l left join branch b on b.id = l.branch
      where l.state != 'closed' and l.branch is not null and ${tx.anyOf('l.patron_id', patrons)}
    union select h.patron_id, 'now', b.system
      from hold h left join branch b on b.id = h.pickup
      where h.state in ('waiting', 'captured') and h.pickup is not null and ${tx.anyOf('h.patron_id', patrons)}
    union select v.patron_id, 'now', v.system from patron_visit v where ${tx.anyOf('v.patron_id', patrons)}
    union select s.patron_id, 'had', s.scope from patron_scope s where ${tx.anyOf('s.patron_id', patrons)}`.execute(
    tx.db,
  );
  return rows;
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
    // One by one: a branch that moves to another system takes more rows along than a call has room for.
    for (const { id, patron_id: patron } of found) rows.push([kind, id, patron]);
  }
  const credits = await tx.db.selectFrom('credit').select('id').where(tx.anyOf('id', patrons)).execute();
  for (const { id } of credits) rows.push(['credit', id, id]);
  const present = await tx.db.selectFrom('patron').select('id').where(tx.anyOf('id', patrons)).execute();
  const known = new Set(present.map(({ id }) => id));
  return rows.filter(([kind, key]) => kind !== 'patron' || known.has(key));
}
