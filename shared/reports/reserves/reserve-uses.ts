// Copies that are on reserve shelves as the readings that they are for.

import type { Course, Reading, Reserve, Term } from '../../circ/model/course.ts';
import type { Loan } from '../../circ/model/loan.ts';
import { courseId, type CourseId, type ItemId, type ReadingId, type TermId } from '../../core/ids.ts';
import type { ReserveUse } from './reserve-figures.ts';

/** Data source of courses. */
export type ReserveUseSource = {
  readonly course: (id: CourseId) => Course | null;
  readonly term: (id: TermId) => Term | null;
  readonly reading: (id: ReadingId) => Reading | null;
  readonly titleOf: (item: ItemId) => string | null;
  readonly loansOf: (item: ItemId) => readonly Pick<Loan, 'outAt' | 'inAt'>[];
};

export type ReserveUses = { readonly uses: readonly ReserveUse[]; readonly courseName: (id: string) => string };

/** Readings with a copy on the shelf. Copies that are still on their way are not counted. */
export function reserveUses(reserves: readonly Reserve[], source: ReserveUseSource): ReserveUses {
  const courseName = (id: string): string => {
    const course = source.course(courseId(id));
    const term = course === null ? null : source.term(course.termId);
    return [course?.numbers[0] ?? id, term?.name].filter(Boolean).join(' · ');
  };
  const ready = reserves.filter(({ status }) => status === 'on-reserve');
  const byReading = Map.groupBy(
    ready,
    ({ courseId: course, readingId, itemId }) => `${course}\n${readingId ?? itemId}`,
  );
  const uses = [...byReading.values()].flatMap((own): ReserveUse[] => {
    const [first] = own;
    if (first === undefined) return [];
    const reading = first.readingId === null ? null : source.reading(first.readingId);
    const copies = own.map(({ itemId, since }) => ({
      since,
      loans: source.loansOf(itemId).map(({ outAt, inAt }) => ({ outAt, inAt })),
    }));
    const title = source.titleOf(first.itemId) ?? reading?.title ?? '';
    return [
      { courseId: first.courseId, readingId: first.readingId, course: courseName(first.courseId), title, copies },
    ];
  });
  return { uses, courseName };
}
