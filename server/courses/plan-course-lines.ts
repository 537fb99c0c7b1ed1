// The result of a list of courses: the rows to write, the copies that go on reserve, and the rejected lines with their
// reasons.

import type { CourseId, LibraryId, LocationId, ReserveId, TermId, TitleId } from '../../shared/core/ids.ts';
import {
  courseIdOf,
  NO_TERMS,
  readingIdOf,
  reserveIdOf,
  termIdOf,
  TermSchema,
  type CourseRowKind,
  type CourseWrite,
  type ReserveTerms,
  type Term,
} from '../../shared/circ/model/course.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import type { CourseLine, CourseList, RefusedLine, TermLine } from './course-line.ts';

/** The library's rows that lines name. */
export type CourseLibrary = {
  readonly library: LibraryId;
  readonly terms: ReadonlyMap<string, Term>;
  /** By id or name. */
  readonly location: (text: string) => LocationId | null;
  readonly item: (barcode: string) => Item | null;
  readonly title: (id: TitleId) => Title | null;
};

/** A copy that a list puts on reserve, by the terms of the list. */
export type ListedReserve = { readonly item: Item; readonly id: ReserveId; readonly terms: Partial<ReserveTerms> };

/** The listed fields of a row, and defaults for the other fields where they were never set. */
export type PlannedWrite = {
  readonly row: CourseRowKind;
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly defaults: Readonly<Record<string, unknown>>;
};

export type CoursePlan = {
  readonly writes: readonly PlannedWrite[];
  readonly reserves: readonly ListedReserve[];
  readonly refused: readonly RefusedLine[];
};

/**
 * Plans terms and lines in their order. Of two lines about a course or a reading the last one counts; its place in the list is that of its first
 * line.
 */
export function planCourseLines(
  { terms: listed, lines }: Pick<CourseList, 'terms' | 'lines'>,
  known: CourseLibrary,
): CoursePlan {
  const writes = new Map<string, PlannedWrite>();
  const add = (write: PlannedWrite): void => {
    writes.set(write.id, { ...write, fields: { ...writes.get(write.id)?.fields, ...write.fields } });
  };
  const terms = new Map(known.terms);
  const places = new Map<string, number>();
  const reserves: ListedReserve[] = [];
  const refused: RefusedLine[] = [];
  for (const { at, ...said } of listed) {
    const term = termOf(said, known, terms);
    if ('why' in term) refused.push({ at, why: term.why });
    else {
      terms.set(term.id, term);
      add(termWrite(term, said));
    }
  }
  for (const line of lines) {
    const found = findNamed(line, known, terms);
    if ('why' in found) {
      refused.push({ at: line.at, why: found.why });
      continue;
    }
    terms.set(found.term.id, found.term);
    for (const write of rowsOf(line, found, places)) add(write);
    if (found.item !== null) reserves.push(reserveOf(line, found, found.item));
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
  const location = line.location ? known.location(line.location) : null;
  if (line.location && location === null) return { why: `there is no shelving location "${line.location}"` };
  const item = line.barcode ? known.item(line.barcode) : null;
  if (line.barcode && item === null) return { why: `no copy has the barcode ${line.barcode}` };
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

function termWrite({ id, name, from, to }: Term, said: Omit<TermLine, 'at'>): PlannedWrite {
  return planned({
    row: 'term',
    id,
    fields: { name, ...(said.from === '' ? {} : { from }), ...(said.to === '' ? {} : { to }) },
  });
}

/** Checks that the fields are those of the row. */
function planned(write: CourseWrite, defaults: CourseWrite['fields'] = {}): PlannedWrite {
  return { ...write, defaults };
}

function rowsOf(
  line: CourseLine,
  { term, number, title, item, location }: Found,
  places: Map<string, number>,
): PlannedWrite[] {
  const termId = term.id;
  const courseId = courseIdOf(termId, number, line.section);
  const rows = [termWrite(term, line.term), courseWrite(line, courseId, termId)];
  const listed = line.title || line.barcode;
  if (!listed) return rows;
  const titleId = item?.titleId ?? null;
  const words = title?.title ?? listed;
  const author = title === null ? orNull(line.author) : title.author;
  const readingId = readingIdOf(courseId, { titleId, title: words });
  const place = places.get(readingId) ?? (places.get(courseId) ?? 0) + 1;
  if (!places.has(readingId)) places.set(courseId, place);
  places.set(readingId, place);
  const said = {
    ...saidOf({ author, section: orNull(line.readingSection), note: orNull(line.readingNote) }),
    courseId,
    titleId,
    title: words,
    place,
    removed: false,
  };
  rows.push(planned({ row: 'reading', id: readingId, fields: said }, { author: null, section: null, note: null }));
  if (item === null) return rows;
  const more = { courseId, readingId, itemId: item.id, off: false };
  const fields = {
    ...termsOf(line, location),
    ...saidOf({ owner: orNull(line.owner), status: line.status ?? undefined }),
    ...more,
  };
  const defaults = { ...NO_TERMS, owner: null, status: 'on-reserve' } as const;
  return [...rows, planned({ row: 'reserve', id: reserveIdOf(courseId, item.id), fields }, defaults)];
}

function courseWrite(line: CourseLine, id: CourseId, termId: TermId): PlannedWrite {
  const said = saidOf({
    name: line.name ?? undefined,
    section: orNull(line.section),
    college: orNull(line.college),
    instructors: line.instructors === null ? undefined : [...line.instructors],
  });
  return planned(
    { row: 'course', id, fields: { ...said, termId, numbers: [...line.numbers] } },
    { name: '', section: null, college: null, instructors: [], note: null, ended: false },
  );
}

function termsOf({ location, itemType, loanType, inLibrary }: CourseLine, found: LocationId | null) {
  return saidOf({
    location: location === null ? undefined : found,
    kind: orNull(itemType),
    loanType: orNull(loanType),
    inLibrary: inLibrary ?? undefined,
  });
}

/** Null where a text is empty, undefined where it is not given. */
function orNull(text: string | null): string | null | undefined {
  return text === null ? undefined : text || null;
}

type Said<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Without fields that are not given. */
function saidOf<T extends object>(fields: T): Said<T> {
  return parseSaid<T>(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

/** Fields that are left keep their types, which a filter cannot express. */
const parseSaid = <T>(said: unknown) => said as Said<T>;

function reserveOf(line: CourseLine, { term, number, location }: Found, item: Item): ListedReserve {
  const courseId = courseIdOf(term.id, number, line.section);
  return { item, id: reserveIdOf(courseId, item.id), terms: termsOf(line, location) };
}
