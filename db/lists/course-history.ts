// The history of a course: acts on the course, its list and its copies. This desk has its own acts; its copy of the
// library has only the rows of the others, so the server is asked for those.

import { z } from 'zod';
import { namesOfActs } from '../../shared/acts/commands.ts';
import { courseId, ItemIdSchema, type CourseId } from '../../shared/core/ids.ts';
import { ReserveStatusSchema } from '../../shared/core/reserve-status.ts';
import { reserveIdOf } from '../../shared/circ/model/course.ts';
import type { HistoryAct } from '../../shared/wire/history.ts';
import type { CourseActRow } from '../../shared/lists/course-history.ts';
import { actsOfNames } from '../ledger/recent-acts.ts';
import { grantById } from '../ledger/staff-grants.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { ListCopy } from './list-copy.ts';

/** Acts on courses, on their lists and on copies that are on reserve. */
const NAMES = namesOfActs(({ method }) => /^(?:course|reserve)\./.test(method?.name ?? ''));

/** Each act once, as this desk recorded it where it is its own. */
export function courseActRows(
  ledger: Ledger,
  copy: ListCopy,
  { course, elsewhere }: { readonly course: CourseId; readonly elsewhere: readonly HistoryAct[] },
): CourseActRow[] {
  const own = ownRows(ledger, copy, course);
  const known = new Set(own.map(({ commandId }) => commandId));
  return [...own, ...elsewhere.filter(({ id }) => !known.has(id)).map(rowOfOther)];
}

function rowOfOther({ id: commandId, at, name, title, barcode, status, staff: by, desk }: HistoryAct): CourseActRow {
  return { commandId, at, name, title, barcode, status, by, desk, pending: false };
}

/** In the order in which they were recorded. */
function ownRows(ledger: Ledger, { sight }: ListCopy, course: CourseId): CourseActRow[] {
  const acts = actsOfNames(ledger, NAMES).map((act) => ({ act, said: SaidSchema.safeParse(act.args?.command).data }));
  // A reading that was removed is known by the act that put it on the list.
  const listed = new Map(
    acts.flatMap(({ said }) =>
      said?.readingId === undefined || said.fields === undefined ? [] : [[said.readingId, said.fields] as const],
    ),
  );
  const isOf = (said: Said): boolean => {
    if (said.courseId === course || said.fields?.courseId === course) return true;
    if (said.reserveId !== undefined && said.itemId !== undefined)
      return said.reserveId === reserveIdOf(course, said.itemId);
    if (said.readingId === undefined) return false;
    const standing = sight.courses.readingsOf(course).some(({ id }) => id === said.readingId);
    return standing || listed.get(said.readingId)?.courseId === course;
  };
  const titleOf = (said: Said): string | null => {
    if (said.itemId === undefined) return listed.get(said.readingId ?? '')?.title ?? null;
    const item = sight.item(said.itemId);
    return item === null ? null : (sight.title(item.titleId)?.title ?? null);
  };
  return acts.flatMap(({ act: { body, recordedAt, receipt }, said }) => {
    if (said === undefined || !isOf(said)) return [];
    const { id, name, staffId, stated } = body;
    return [
      {
        commandId: id,
        at: stated?.at ?? recordedAt,
        name,
        title: titleOf(said),
        barcode: said.barcode ?? null,
        status: said.status ?? said.fields?.status ?? null,
        by: staffId === null ? null : (grantById(ledger, staffId)?.staff ?? staffId),
        desk: null,
        pending: receipt === null,
      },
    ];
  });
}

const SaidSchema = z.object({
  courseId: z.string().transform(courseId).optional(),
  reserveId: z.string().optional(),
  readingId: z.string().optional(),
  itemId: ItemIdSchema.optional(),
  barcode: z.string().optional(),
  status: ReserveStatusSchema.optional(),
  fields: z
    .object({
      courseId: z.string().transform(courseId).optional(),
      title: z.string().optional(),
      status: ReserveStatusSchema.optional(),
    })
    .optional(),
});
type Said = z.infer<typeof SaidSchema>;
