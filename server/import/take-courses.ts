// Courses of an export: taken after its copies, since reserves name them.

import type { Clock } from '../../shared/core/ports.ts';
import type { CourseList } from '../courses/course-line.ts';
import { importCourses } from '../courses/import-courses.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import type { Tally } from './tally.ts';

/** The library that courses go to, and the count that they are counted in. */
export type CourseTaking = {
  readonly store: Store | null;
  readonly clock: Clock;
  readonly dryRun: boolean;
  readonly tally: Tally;
  readonly file: string;
  readonly rows: number;
};

/** Takes courses and counts their lines. Without a library nothing is known of the copies that they name. */
export async function takeCourses(list: CourseList, taking: CourseTaking): Promise<void> {
  const { store, clock, dryRun, tally, file, rows } = taking;
  tally.open('courses');
  const [library] = store === null ? [] : await store.read((tx) => readAllRows(tx, 'library'));
  if (store === null || library === undefined) {
    const text = 'courses are checked against the copies of the library once there is one; they are not counted here';
    tally.note({ file, line: null, text });
    return;
  }
  const { written, refused } = await importCourses({ store, clock }, list, { dryRun: true });
  // Copies whose reserves are written again are published again, so that nothing is written of a list without changes.
  if (!dryRun && Object.values(written).some((count) => count > 0))
    await importCourses({ store, clock }, list, { dryRun });
  for (const { at, why } of refused) tally.reject('courses', { ...placeOf(at, file), reason: reasonOf(at, why) });
  tally.take('courses', Math.max(rows - refused.length, 0));
}

/** A line of a table is shown as `FILE:LINE`; a record of a list by its name. */
const LINE = /^(.+):(\d+)$/;

function placeOf(at: string, file: string): { readonly file: string; readonly line: number } {
  const match = LINE.exec(at);
  return match === null ? { file, line: 1 } : { file: match[1] ?? file, line: Number(match[2]) };
}

function reasonOf(at: string, why: string): string {
  return LINE.test(at) ? why : `${at}: ${why}`;
}
