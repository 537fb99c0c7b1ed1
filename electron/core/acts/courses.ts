// Courses and their reading lists: added, edited, ended. Only changed fields are recorded, so that another desk's edit of another field stands beside
// it.

import { addCourse } from '../../../shared/acts/course/add-course.ts';
import { addReading } from '../../../shared/acts/course/add-reading.ts';
import { editCourse } from '../../../shared/acts/course/edit-course.ts';
import { endCourse } from '../../../shared/acts/course/end-course.ts';
import { removeReading } from '../../../shared/acts/course/remove-reading.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import type { CourseId, LibraryId, ReadingId } from '../../../shared/core/ids.ts';
import {
  courseIdOf,
  readingIdOf,
  termIdOf,
  type Course,
  type CourseFields,
  type Term,
} from '../../../shared/circ/model/course.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { requiredCourse, requiredReading } from '../facade/courses.ts';
import { requiredItem } from '../facade/items.ts';
import { deskAct } from './desk-act.ts';

const DONE = { decision: 'done' as const, reasons: [] };

/** Throws HF-CIRC-291 where the term has a course of this number. */
export const addCourseAtDesk = deskAct(addCourse)({
  judge: ({ desk, input: { term: given, numbers, name, instructors = [], ...words } }) => {
    const copy = requiredCopy(desk);
    const term = termOf(desk.identity.library.id, given);
    const [number = ''] = numbers;
    const section = empty(words.section);
    const id = freeCourseId(copy, { term: term.id, number, section });
    const fields: Omit<Course, 'id'> = {
      termId: term.id,
      numbers: [...new Set(numbers)],
      name,
      section,
      college: empty(words.college),
      instructors,
      note: empty(words.note),
      ended: false,
    };
    return {
      record: { args: { courseId: id, fields, term }, told: DONE },
      answer: (commandId) => ({ commandId, courseId: id }),
    };
  },
});

/** Throws HF-CIRC-290, and HF-CIRC-150 where nothing is new. */
export const editCourseAtDesk = deskAct(editCourse)({
  judge: ({ desk, input: { courseId: id, term: given, ...written } }) => {
    const copy = requiredCopy(desk);
    const course = requiredCourse(copy, id);
    const term = given === undefined ? null : termOf(desk.identity.library.id, given);
    const fields = changedIn(course, written, term);
    const isNewTerm = term !== null && !isSameTerm(copy.sight.courses.term(term.id), term.fields);
    if (Object.keys(fields).length === 0 && !isNewTerm) throw new HoldfastError('HF-CIRC-150');
    return {
      record: { args: { courseId: id, fields, term: isNewTerm ? term : null }, told: DONE },
      answer: (commandId) => ({ commandId, courseId: id }),
    };
  },
});

/** Throws HF-CIRC-290. */
export const endCourseAtDesk = deskAct(endCourse)({
  judge: ({ desk, input: { courseId: id } }) => {
    requiredCourse(requiredCopy(desk), id);
    return {
      record: { args: { courseId: id }, told: DONE },
      answer: (commandId) => ({ commandId, courseId: id }),
    };
  },
});

/** Throws HF-CIRC-290, and HF-CIRC-003 for an unknown barcode. */
export const addReadingAtDesk = deskAct(addReading)({
  judge: ({ desk, input: { courseId: id, barcode, ...given } }) => {
    const copy = requiredCopy(desk);
    requiredCourse(copy, id);
    const item = barcode === undefined ? null : requiredItem(copy, barcode);
    const words = {
      titleId: item?.titleId ?? null,
      title: given.title ?? '',
      author: empty(given.author),
      section: empty(given.section),
      note: empty(given.note),
    };
    const args = newReading(copy, id, words);
    return {
      record: { args, told: DONE },
      answer: (commandId) => ({ commandId, readingId: args.readingId }),
    };
  },
});

/** Throws HF-CIRC-292. */
export const removeReadingAtDesk = deskAct(removeReading)({
  judge: ({ desk, input: { readingId: id } }) => {
    requiredReading(requiredCopy(desk), id);
    return {
      record: { args: { readingId: id }, told: DONE },
      answer: (commandId) => ({ commandId, readingId: id }),
    };
  },
});

/** The id of a course that is new. One that was moved to another term or number since kept its own. Throws HF-CIRC-291. */
function freeCourseId({ sight }: Copy, { term, number, section }: NewCourse): CourseId {
  for (let turn = 0; ; turn += 1) {
    const id = courseIdOf(term, number, section, turn);
    const course = sight.courses.course(id);
    if (course === null) return id;
    const isMoved = course.termId !== term || !course.numbers.some((one) => foldText(one) === foldText(number));
    if (!isMoved && foldText(course.section ?? '') === foldText(section ?? ''))
      throw new HoldfastError('HF-CIRC-291', { number });
  }
}

type NewCourse = { readonly term: Course['termId']; readonly number: string; readonly section: string | null };

type ReadingWords = Pick<Parameters<typeof readingIdOf>[1], 'titleId' | 'title'> & {
  readonly author: string | null;
  readonly section: string | null;
  readonly note: string | null;
};

/** A reading at the end of the list, or at its place where the list has it; a title of the catalog goes by its own words. */
export function newReading(
  { sight }: Copy,
  course: CourseId,
  { titleId, ...said }: ReadingWords,
): { readonly readingId: ReadingId; readonly titleId: ReadingWords['titleId']; readonly fields: ReadingFields } {
  const title = titleId === null ? null : sight.title(titleId);
  const words = title === null ? said : { ...said, title: title.title, author: title.author };
  const id = readingIdOf(course, { titleId, title: words.title });
  const list = sight.courses.readingsOf(course);
  const last = Math.max(0, ...list.map(({ place }) => place));
  return {
    readingId: id,
    titleId,
    fields: { courseId: course, ...words, place: list.find((one) => one.id === id)?.place ?? last + 1 },
  };
}

type ReadingFields = Omit<ReadingWords, 'titleId'> & { readonly courseId: CourseId; readonly place: number };

function termOf(library: LibraryId, given: ParsedInput<'course.add'>['term']) {
  return { id: termIdOf(library, given.name), fields: given };
}

function isSameTerm(known: Term | null, { name, from, to }: Omit<Term, 'id'>): boolean {
  return known !== null && known.name === name && known.from === from && known.to === to;
}

function changedIn(
  course: Course,
  { section, college, note, ...written }: Omit<ParsedInput<'course.edit'>, 'courseId' | 'term'>,
  term: { readonly id: Course['termId'] } | null,
): CourseFields {
  const given: CourseFields = {
    ...written,
    ...(section === undefined ? {} : { section: empty(section) }),
    ...(college === undefined ? {} : { college: empty(college) }),
    ...(note === undefined ? {} : { note: empty(note) }),
    ...(term === null ? {} : { termId: term.id }),
  };
  const now = new Map<string, unknown>(Object.entries(course));
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(now.get(name))),
  );
}

function empty(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
