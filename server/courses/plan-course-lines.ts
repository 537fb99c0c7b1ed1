// What the lines of a list of courses come to: the rows that they write, the copies that go on reserve, and the lines that are not taken, with why.

import type { LibraryId, LocationId, TitleId } from '../../shared/core/ids.ts';
import {
  courseIdOf,
  readingIdOf,
  reserveIdOf,
  termIdOf,
  TermSchema,
  type CourseWrite,
  type ReserveTerms,
  type Term,
} from '../../shared/circ/model/course.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { ReserveWrite } from '../../shared/circ/model/reserved-item.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import type { CourseLine, CourseList, RefusedLine, TermLine } from './course-line.ts';

/** What the library has of what lines name. */
export type CourseLibrary = {
  readonly library: LibraryId;
  readonly terms: ReadonlyMap<string, Term>;
  /** By id or name. */
  readonly location: (text: string) => LocationId | null;
  readonly item: (barcode: string) => Item | null;
  readonly title: (id: TitleId) => Title | null;
};

/** A copy that a list puts on reserve. */
export type ListedReserve = { readonly item: Item; readonly reserve: Omit<ReserveWrite, 'at'> };

export type CoursePlan = {
  readonly writes: readonly CourseWrite[];
  readonly reserves: readonly ListedReserve[];
  readonly refused: readonly RefusedLine[];
};

/** Plans terms and lines in their order. What is said of a course or a reading twice counts as it is said last; its place in the list is that of its first line. */
export function planCourseLines(
  { terms: listed, lines }: Pick<CourseList, 'terms' | 'lines'>,
  known: CourseLibrary,
): CoursePlan {
  const writes = new Map<string, CourseWrite>();
  const terms = new Map(known.terms);
  const places = new Map<string, number>();
  const reserves: ListedReserve[] = [];
  const refused: RefusedLine[] = [];
  for (const { at, ...said } of listed) {
    const term = termOf(said, known, terms);
    if ('why' in term) refused.push({ at, why: term.why });
    else writes.set(term.id, termWrite(term));
  }
  for (const line of lines) {
    const found = findNamed(line, known, terms);
    if ('why' in found) {
      refused.push({ at: line.at, why: found.why });
      continue;
    }
    terms.set(found.term.id, found.term);
    for (const write of rowsOf(line, found, places)) writes.set(write.id, write);
    if (found.item !== null) reserves.push({ item: found.item, reserve: reserveOf(line, found, found.item) });
  }
  return { writes: [...writes.values()], reserves, refused };
}

type Found = {
  readonly term: Term;
  readonly number: string;
  readonly location: LocationId | null;
  readonly item: Item | null;
  readonly title: Title | null;
};

function findNamed(
  line: CourseLine,
  known: CourseLibrary,
  terms: ReadonlyMap<string, Term>,
): Found | { readonly why: string } {
  const [number] = line.numbers;
  if (number === undefined) return { why: 'it has no course number' };
  const term = termOf(line.term, known, terms);
  if ('why' in term) return term;
  const location = line.location === '' ? null : known.location(line.location);
  if (line.location !== '' && location === null) return { why: `there is no shelving location "${line.location}"` };
  const item = line.barcode === '' ? null : known.item(line.barcode);
  if (line.barcode !== '' && item === null) return { why: `no copy has the barcode ${line.barcode}` };
  return { term, number, location, item, title: item === null ? null : known.title(item.titleId) };
}

function termOf(
  { name, from, to }: Omit<TermLine, 'at'>,
  { library }: Pick<CourseLibrary, 'library'>,
  terms: ReadonlyMap<string, Term>,
): Term | { readonly why: string } {
  const id = termIdOf(library, name);
  const before = terms.get(id);
  const term = TermSchema.safeParse({ id, name, from: from || before?.from, to: to || before?.to });
  if (!term.success) return { why: `the term "${name}" needs a name, and its first and last day as 2026-12-11` };
  return term.data.from > term.data.to ? { why: `the term "${name}" ends before it begins` } : term.data;
}

function termWrite({ id, ...fields }: Term): CourseWrite {
  return { row: 'term', id, fields };
}

function rowsOf(
  line: CourseLine,
  { term, number, title, item, location }: Found,
  places: Map<string, number>,
): CourseWrite[] {
  const termId = term.id;
  const courseId = courseIdOf(termId, number, line.section);
  const rows: CourseWrite[] = [
    termWrite(term),
    {
      row: 'course',
      id: courseId,
      fields: {
        termId,
        numbers: [...line.numbers],
        name: line.name,
        section: line.section || null,
        college: line.college || null,
        instructors: [...line.instructors],
        note: null,
        ended: false,
      },
    },
  ];
  if (item === null && line.title === '') return rows;
  const words = title ?? { title: line.title || line.barcode, author: line.author || null };
  const titleId = item?.titleId ?? null;
  const readingId = readingIdOf(courseId, { titleId, title: words.title });
  const place = places.get(readingId) ?? (places.get(courseId) ?? 0) + 1;
  if (!places.has(readingId)) places.set(courseId, place);
  places.set(readingId, place);
  rows.push({
    row: 'reading',
    id: readingId,
    fields: {
      courseId,
      titleId,
      title: words.title,
      author: words.author,
      section: line.readingSection || null,
      note: line.readingNote || null,
      place,
      removed: false,
    },
  });
  if (item === null) return rows;
  const more = { courseId, readingId, itemId: item.id, owner: line.owner || null, status: line.status, off: false };
  const fields = { ...termsOf(line, location), ...more };
  return [...rows, { row: 'reserve', id: reserveIdOf(courseId, item.id), fields }];
}

function termsOf({ itemType, loanType, inLibrary }: CourseLine, location: LocationId | null): ReserveTerms {
  return { location, kind: itemType || null, loanType: loanType || null, inLibrary };
}

function reserveOf(line: CourseLine, { term, number, location }: Found, item: Item): Omit<ReserveWrite, 'at'> {
  const courseId = courseIdOf(term.id, number, line.section);
  return { id: reserveIdOf(courseId, item.id), terms: termsOf(line, location) };
}
