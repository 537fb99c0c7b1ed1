// Puts changed rows on the feed under one position. A row is in the scopes that its kind or its patron gives it; leaving one leaves a
// tombstone there at the same position. Called after the position was taken, so that nobody else publishes meanwhile. [I9] [I14]

import type { RowKind } from '../../shared/wire/rows.ts';
import { SCOPE_ALL } from '../../shared/wire/scope.ts';
import { STATE_TABLES } from '../store/state-tables.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { BulkRow, WriteTx } from '../store/store.ts';
import { movePatrons, type ScopesOf } from './patron-scopes.ts';

/** Kinds whose rows go where their patron's rows go. */
export const PATRON_KINDS = ['patron', 'loan', 'hold', 'fee', 'credit'] as const satisfies readonly RowKind[];

/** Publishes. `alsoPatrons` are patrons whose scopes may have changed although none of their rows did. */
export async function publish(
  tx: WriteTx,
  position: number,
  changes: RowChanges,
  alsoPatrons: Iterable<string> = [],
): Promise<void> {
  const rows: BulkRow[] = [];
  const patronKeys = new Map<RowKind, Map<string, string>>();
  const patrons = new Set(alsoPatrons);
  for (const [kind, keys] of changes.byKind) {
    const isPatronKind = STATE_TABLES[kind].patronOf !== undefined;
    for (const [key, { body, patronId }] of keys) {
      if (patronId !== null) patrons.add(patronId);
      if (!isPatronKind) rows.push({ kind, key, scope: SCOPE_ALL, position, deleted: body === null ? 1 : 0 });
    }
    if (isPatronKind)
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
    for (const [kind, keys] of patronKeys)
      rows.push(...(await patronFeedRows(tx, { kind, keys, scopes: moved.scopes, position })));
  }
  await tx.upsert('feed_row', rows);
}

type PatronRows = {
  readonly kind: RowKind;
  /** Patron by key; empty text = the row is gone. */
  readonly keys: ReadonlyMap<string, string>;
  readonly scopes: ScopesOf;
  readonly position: number;
};

async function patronFeedRows(tx: WriteTx, { kind, keys, scopes, position }: PatronRows): Promise<BulkRow[]> {
  const live = await tx.db
    .selectFrom('feed_row')
    .select(['key', 'scope'])
    .where('kind', '=', kind)
    .where(tx.anyOf('key', keys.keys()))
    .where('deleted', '=', 0)
    .execute();
  const wanted = (key: string): readonly string[] => scopes.get(keys.get(key) ?? '') ?? [];
  return [
    ...live
      .filter(({ key, scope }) => !wanted(key).includes(scope))
      .map(({ key, scope }) => ({ kind, key, scope, position, deleted: 1 })),
    ...[...keys.keys()].flatMap((key) => wanted(key).map((scope) => ({ kind, key, scope, position, deleted: 0 }))),
  ];
}
