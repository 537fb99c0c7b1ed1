// Copies that are or were on reserve shelves as the readings that they are for.

import type { Course, Reading, Reserve, Term } from '../../circ/model/course.ts';
import type { Loan } from '../../circ/model/loan.ts';
import { courseId, type CourseId, type ItemId, type ReadingId, type TermId } from '../../core/ids.ts';
import type { ReserveUse, ShelfSpan } from './reserve-figures.ts';

/** Data source of courses. */
export type ReserveUseSource = {
  readonly course: (id: CourseId) => Course | null;
  readonly term: (id: TermId) => Term | null;
  readonly reading: (id: ReadingId) => Reading | null;
  readonly titleOf: (item: ItemId) => string | null;
  readonly loansOf: (item: ItemId) => readonly Pick<Loan, 'outAt' | 'inAt'>[];
};

/** A copy that is or was on a reserve shelf, and when. */
export type ReserveShelved = Pick<Reserve, 'courseId' | 'readingId' | 'itemId'> & {
  readonly spans: readonly ShelfSpan[];
};

export type ReserveUses = {
  readonly uses: readonly ReserveUse[];
  readonly courseName: (id: string) => string;
  /** Copies that were taken off are among them. */
  readonly hasTakenOff: boolean;
};

/** Readings with the copies that are on the shelf now; those on their way are not counted. */
export function reservesNow(reserves: readonly Reserve[]): ReserveShelved[] {
  return reserves
    .filter(({ status }) => status === 'on-reserve')
    .map(({ since, ...reserve }) => ({ ...reserve, spans: [{ from: since, to: null }] }));
}

/** Readings with the copies that stood on the shelf for them. */
export function reserveUses(
  reserves: readonly ReserveShelved[],
  source: ReserveUseSource,
): Omit<ReserveUses, 'hasTakenOff'> {
  const courseName = (id: string): string => {
    const course = source.course(courseId(id));
    const term = course === null ? null : source.term(course.termId);
    return [course?.numbers[0] ?? id, term?.name].filter(Boolean).join(' · ');
  };
  const byReading = Map.groupBy(
    reserves,
    ({ courseId: course, readingId, itemId }) => `${course}\n${readingId ?? itemId}`,
  );
  const uses = [...byReading.values()].flatMap((own): ReserveUse[] => {
    const [first] = own;
    if (first === undefined) return [];
    const reading = first.readingId === null ? null : source.reading(first.readingId);
    const copies = own.map(({ itemId, spans }) => ({
      spans,
      loans: source.loansOf(itemId).map(({ outAt, inAt }) => ({ outAt, inAt })),
    }));
    const title = source.titleOf(first.itemId) ?? reading?.title ?? '';
    return [
      { courseId: first.courseId, readingId: first.readingId, course: courseName(first.courseId), title, copies },
    ];
  });
  return { uses, courseName };
}
