// Lists of the whole library that stand on entries of the log of branches: how ready desks are, and the lessons of staff.

import { isOfKind, type LogEntryOf } from '../../shared/circ/model/log-entry.ts';
import { keysWith } from '../../shared/core/desk-keys.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { readinessRows, type ReadinessRow } from '../../shared/lists/desk-readiness.ts';
import { lessonRows, type LessonRow } from '../../shared/lists/staff-lessons.ts';
import { staffNames } from '../reports/library-names.ts';
import { readAllRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** `branch`: null = of all. */
type Asked = { readonly tx: ReadTx; readonly now: Instant; readonly zone: string; readonly branch: BranchId | null };

/** Rows of each desk that the library serves. */
export async function deskReadinessOf({ tx, now, zone, branch }: Asked): Promise<ReadinessRow[]> {
  const entries = await readRowsBy(tx, 'logEntry', { column: 'kind', values: ['readiness', 'enrolled'] });
  const names = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [id, name]));
  const [library] = await readAllRows(tx, 'library');
  const { keys } = keysWith(library?.desk?.keys ?? {});
  return readinessRows(entries, { now, zone, branch, keys, branchName: (id) => names.get(id) ?? id });
}

/** Rows of each person who began the lessons. */
export async function staffLessonsOf({ tx, branch }: Asked): Promise<LessonRow[]> {
  const entries = await readRowsBy(tx, 'logEntry', { column: 'kind', values: ['lessons'] });
  const own = entries.filter((entry): entry is LogEntryOf<'lessons'> => isOfKind(entry, 'lessons'));
  const nameOf = await staffNames(tx);
  return lessonRows(own, { branch, nameOf });
}
