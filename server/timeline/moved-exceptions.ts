// Folded exceptions whose subject has a new id: its card or barcode turned out to be one of the library, or its patron's name was deleted. It is the
// same disagreement: decisions and work on it move along, also later ones under the old id.

import { exceptionId, type ExceptionId } from '../../shared/core/ids.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** One exception, by the id that it had and the one that it has. */
export type Moved = { readonly from: string; readonly to: string };

type Told = { readonly code: string; readonly cause: string };

/** Which of the stored exceptions, that are yielded no more, each new one was until now. */
export function movedAmong(
  fresh: ReadonlyMap<string, Told>,
  stored: ReadonlyMap<string, Told>,
  isYielded: (id: string) => boolean,
): Moved[] {
  const before = Map.groupBy(
    [...stored].filter(([id]) => !isYielded(id)),
    ([, told]) => nameOf(told),
  );
  return [...fresh].flatMap(([to, told]) => (before.get(nameOf(told)) ?? []).map(([from]) => ({ from, to })));
}

function nameOf({ code, cause }: Told): string {
  return `${code}\n${cause}`;
}

/** Moves decisions and work on exceptions to the exceptions' new ids. */
export async function moveWords(tx: WriteTx, moved: readonly Moved[]): Promise<void> {
  for (const table of moved.length === 0 ? [] : (['exception_resolution', 'exception_work'] as const)) {
    const from = moved.map((one) => one.from);
    const rows = await tx.db.selectFrom(table).selectAll().where(tx.anyOf('exception_id', from)).execute();
    await tx.upsert(
      table,
      moved.flatMap((one) =>
        rows.filter((row) => row.exception_id === one.from).map((row) => ({ ...row, exception_id: one.to })),
      ),
    );
  }
}

/** By the id that an exception had, those that it has now, where its patron or item was joined with another since. */
export async function heirsOf(
  tx: ReadTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ExceptionId[]>> {
  const named = [...(await readRows(tx, 'exception', ids)).values()].filter(({ origin }) => origin === 'folded');
  const subjects = new Set(named.flatMap(subjectsOf));
  if (subjects.size === 0) return new Map();
  const joined = await tx.db.selectFrom('alias').selectAll().where(tx.anyOf('from_id', subjects)).execute();
  const realOf = new Map(joined.map((row) => [row.from_id, row.to_id]));
  const moved = named.filter((row) => subjectsOf(row).some((id) => realOf.has(id)));
  const causes = moved.map(({ cause }) => cause);
  const now = await readRowsBy(tx, 'exception', { column: 'cause', values: new Set(causes) });
  return new Map(
    moved.map((row) => {
      const real = new Set(subjectsOf(row).map((id) => realOf.get(id) ?? id));
      const isHeir = (one: Exception) =>
        one.id !== row.id && nameOf(one) === nameOf(row) && subjectsOf(one).some((id) => real.has(id));
      return [row.id, now.filter(isHeir).map(({ id }) => exceptionId(id))];
    }),
  );
}

function subjectsOf({ itemId, patronId }: Exception): string[] {
  return [itemId, patronId].flatMap((id) => id ?? []);
}
