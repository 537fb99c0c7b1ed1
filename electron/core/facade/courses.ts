// `course.find`, `course.view`, `course.choices`: courses with their readings and copies, as they are now.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { CourseId, ReadingId, TitleId } from '../../../shared/core/ids.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { isOver, type Course, type Reading, type Term } from '../../../shared/circ/model/course.ts';
import { inOrder } from '../../../shared/lists/define-list.ts';
import type { CourseSummary } from '../../../shared/views/course.ts';
import { itemTypes } from '../../../db/replica/queries/kinds.ts';
import { allLocations } from '../../../db/replica/queries/library.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, type Copy, type DeskSight } from '../desk-sight.ts';
import { noteWanted } from '../refusals/note-refusal.ts';
import { findCopies } from './find-copies.ts';
import { dayAt, endOfDay } from './local-day.ts';

/** Copies that are looked through for titles that the words may be of. */
const MOST_COPIES = 60;

/** Throws HF-CIRC-290. */
export function requiredCourse({ sight }: Copy, id: CourseId): Course {
  const course = sight.courses.course(id);
  if (course === null) throw new HoldfastError('HF-CIRC-290');
  return course;
}

/** Throws HF-CIRC-292. */
export function requiredReading({ sight }: Copy, id: ReadingId): Reading {
  const reading = sight.courses.reading(id);
  if (reading === null) throw new HoldfastError('HF-CIRC-292');
  return reading;
}

/** By number, name and instructor, then by a title on the list; those that run before those that are over. Without words: all that run. */
export function findCoursesBy(desk: Desk, { query, limit }: ParsedInput<'course.find'>): MethodOutput<'course.find'> {
  const copy = requiredCopy(desk);
  const { courses } = copy.sight;
  const found =
    query === ''
      ? courses.courses()
      : [...courses.coursesFoundBy(query, limit), ...coursesWithTitles(copy, titlesFoundBy(copy, query))];
  const distinct = [...new Map(found.map((course) => [course.id, course])).values()];
  const all = distinct.map((course) => ({ course, term: courses.term(course.termId) }));
  const today = dayAt(deskZone(desk), desk.clock.now());
  const rank = ({ course, term }: (typeof all)[number]): number => (isOver(course, term, today) ? 1 : 0);
  const shown = query === '' ? all.filter((one) => rank(one) === 0) : all;
  return {
    courses: shown
      .toSorted((a, b) => rank(a) - rank(b) || inOrder(a.course.numbers[0] ?? '', b.course.numbers[0] ?? ''))
      .slice(0, limit)
      .map(({ course, term }) => summary(copy, { course, term, today })),
  };
}

/** The head of one course. Throws HF-CIRC-290. */
export function viewCourse(desk: DeskSight, { courseId }: ParsedInput<'course.view'>): MethodOutput<'course.view'> {
  const copy = requiredCopy(desk);
  const course = requiredCourse(copy, courseId);
  const term = copy.sight.courses.term(course.termId);
  const zone = deskZone(desk);
  const now = desk.clock.now();
  const said = (day: string | undefined): string =>
    day === undefined ? '' : sayDue(desk.language(), { dueAt: endOfDay(zone, day), grain: 'day', zone }, now);
  const { college, note, ended } = course;
  return {
    ...summary(copy, { course, term, today: dayAt(zone, now) }),
    college,
    note,
    ended,
    from: term?.from ?? '',
    to: term?.to ?? '',
    fromText: said(term?.from),
    toText: said(term?.to),
  };
}

/** `course.wanted`: notes a person who asks for a reading of which no copy is in. Throws HF-CIRC-292. */
export function wantReading(desk: Desk, asked: ParsedInput<'course.wanted'>): MethodOutput<'course.wanted'> {
  desk.session.required();
  const copy = requiredCopy(desk);
  const reading = requiredReading(copy, asked.readingId);
  const copies = copy.sight.courses
    .reservesOf(reading.courseId)
    .filter(({ readingId }) => readingId === reading.id)
    .flatMap(({ itemId, status }) => {
      const item = copy.sight.item(itemId);
      return item === null ? [] : [{ item, isIn: status === 'on-reserve' && item.state.status === 'available' }];
    });
  const [first] = copies;
  if (first === undefined || copies.some(({ isIn }) => isIn)) return { isNoted: false };
  const patron = asked.patron === undefined ? null : copy.sight.patronByCard(asked.patron);
  noteWanted(desk, { patron, patronId: patron?.id ?? null, item: first.item }, reading);
  return { isNoted: true };
}

/** Choices for the forms: terms, the current one first, then those to come, reserve shelves of the library, and item types in use. */
export function courseChoices(desk: Desk): MethodOutput<'course.choices'> {
  const { db, library, sight } = requiredCopy(desk);
  const today = dayAt(deskZone(desk), desk.clock.now());
  const reserve = new Set(library.useTerms().reserveLocations ?? []);
  const shelves = allLocations(db).filter(({ id }) => reserve.size === 0 || reserve.has(id));
  const isHere = (branch: string): number => (branch === desk.identity.branch ? 0 : 1);
  return {
    terms: sight.courses
      .terms()
      .toSorted((a, b) => whenOf(a, today) - whenOf(b, today) || inOrder(b.to, a.to))
      .map(({ name, from, to }) => ({ name, from, to })),
    locations: shelves
      .toSorted((a, b) => isHere(a.branch) - isHere(b.branch) || inOrder(a.name, b.name))
      .map(({ id, name }) => ({ id, name })),
    kinds: itemTypes(db).toSorted(inOrder),
  };
}

function whenOf({ from, to }: Term, today: string): number {
  return from > today ? 1 : to < today ? 2 : 0;
}

function titlesFoundBy(copy: Copy, query: string): ReadonlySet<TitleId> {
  return new Set(findCopies(copy, query, MOST_COPIES).map(({ titleId }) => titleId));
}

function coursesWithTitles({ sight }: Copy, titles: ReadonlySet<TitleId>): Course[] {
  const ids = [...titles].flatMap((id) => sight.courses.readingsOfTitle(id).map(({ courseId }) => courseId));
  return [...new Set(ids)].flatMap((id) => sight.courses.course(id) ?? []);
}

function summary(
  { sight }: Copy,
  { course, term, today }: { readonly course: Course; readonly term: Term | null; readonly today: string },
): CourseSummary {
  const reserves = sight.courses.reservesOf(course.id);
  const ready = reserves.filter(({ status }) => status === 'on-reserve');
  return {
    courseId: course.id,
    numbers: course.numbers,
    name: course.name,
    section: course.section,
    instructors: course.instructors,
    term: term?.name ?? '',
    isOver: isOver(course, term, today),
    readings: sight.courses.readingsOf(course.id).length,
    copies: reserves.length,
    available: ready.filter(({ itemId }) => sight.item(itemId)?.state.status === 'available').length,
  };
}
