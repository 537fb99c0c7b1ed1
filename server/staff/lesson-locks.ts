// Rights that a library gives only to those who did the lessons of a first shift.

import { finishedAt } from '../../shared/circ/model/lessons.ts';
import { isOfKind } from '../../shared/circ/model/log-entry.ts';
import type { Right } from '../../shared/circ/rights.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { readAllRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** The rights of a person at a moment, of those that their role has. */
export type Unlocked = (staffId: string, rights: readonly Right[], at: Instant) => readonly Right[];

/** Rights that lessons unlock. A library that names no rights asks for none. */
export async function lessonLocks(tx: ReadTx): Promise<Unlocked> {
  const [library] = await readAllRows(tx, 'library');
  const locked: ReadonlySet<string> = new Set(library?.desk?.lessonRights ?? []);
  if (locked.size === 0) return (_, rights) => rights;
  const entries = await readRowsBy(tx, 'logEntry', { column: 'kind', values: ['lessons'] });
  const finished = new Map(
    entries.flatMap((entry) => {
      if (!isOfKind(entry, 'lessons')) return [];
      const at = finishedAt(entry.what);
      return at === null ? [] : [[String(entry.what.staff), at] as const];
    }),
  );
  return (staffId, rights, at) =>
    (finished.get(staffId) ?? Infinity) <= at ? rights : rights.filter((right) => !locked.has(right));
}
