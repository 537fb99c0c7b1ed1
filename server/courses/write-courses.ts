// Terms, courses, readings and copies on reserve as desks write them.

import type { ActHeader } from '../../shared/circ/acts.ts';
import type { CourseWrite } from '../../shared/circ/model/course.ts';
import type { Raised, Taken } from '../commands/taken.ts';
import type { Applying } from '../acts/act-effect.ts';
import { writeItems } from '../items/write-items.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { writeCourseFields, type CourseFieldWrite } from './course-writes.ts';

/** Writes the fields. */
export async function writeCourses(
  tx: WriteTx,
  batch: readonly Taken[],
  { changes }: { readonly changes: RowChanges },
): Promise<void> {
  const writes = batch.flatMap(({ recorded }) =>
    recorded.flatMap((one) =>
      one.kind === 'writeCourses' ? one.writes.flatMap((write) => fieldWrites(write, one.header)) : [],
    ),
  );
  await writeCourseFields(tx, writes, changes);
}

/** The same of acts that put a copy on reserve or take it off: the copy is written in too. */
export async function writeReserves(tx: WriteTx, batch: readonly Taken[], context: Applying): Promise<Raised[]> {
  const raised = await writeItems(tx, batch, context);
  await writeCourses(tx, batch, context);
  return raised;
}

function fieldWrites({ row, id, fields }: CourseWrite, header: ActHeader): CourseFieldWrite[] {
  const { at, desk: desk_id, stream, seq } = header;
  return Object.entries(fields).map(([field, value]) => ({
    kind: row,
    row_id: id,
    field,
    value: JSON.stringify(value),
    at,
    desk_id,
    stream,
    seq,
  }));
}
