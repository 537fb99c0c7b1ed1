// Course reserves: terms, courses, their reading lists, and the copies that are on reserve for them. Each row is made of the writes of its fields,
// the later by effective time; ids follow from a row's subject, so that two desks that add the same write one row.

import { z } from 'zod';
import { hashedId } from '../../core/digest.ts';
import { foldText } from '../../core/fold-text.ts';
import {
  CourseIdSchema,
  courseId,
  ItemIdSchema,
  LocationIdSchema,
  ReadingIdSchema,
  readingId,
  ReserveIdSchema,
  reserveId,
  TermIdSchema,
  termId,
  TitleIdSchema,
  type CourseId,
  type ItemId,
  type LibraryId,
  type ReadingId,
  type ReserveId,
  type TermId,
  type TitleId,
} from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { ReserveStatusSchema } from '../../core/reserve-status.ts';
import { LocalDateSchema } from '../../rules/model/calendar.ts';

export const TermSchema = z.object({
  id: TermIdSchema,
  name: z.string().min(1),
  /** First and last day. */
  from: LocalDateSchema,
  to: LocalDateSchema,
});
export type Term = z.infer<typeof TermSchema>;

export const CourseSchema = z.object({
  id: CourseIdSchema,
  termId: TermIdSchema,
  /** The first is the one that it goes by; the others are cross-listed. */
  numbers: z.array(z.string().min(1)).min(1),
  name: z.string(),
  /** Null = the whole course. */
  section: z.string().nullable(),
  /** College or department. */
  college: z.string().nullable(),
  instructors: z.array(z.string()),
  note: z.string().nullable(),
  /** Its copies are to be pulled, also before the end of its term. */
  ended: z.boolean(),
});
export type Course = z.infer<typeof CourseSchema>;

export const ReadingSchema = z.object({
  id: ReadingIdSchema,
  courseId: CourseIdSchema,
  /** Null = the catalog does not have it. */
  titleId: TitleIdSchema.nullable(),
  /** As the list has it. */
  title: z.string(),
  author: z.string().nullable(),
  /** The part of the list that it stands in, such as a week. */
  section: z.string().nullable(),
  /** Its place in the list. */
  place: z.int(),
  /** For people, such as chapters. */
  note: z.string().nullable(),
  removed: z.boolean(),
});
export type Reading = z.infer<typeof ReadingSchema>;

/** Terms of lending a copy while it is on reserve. Null: as the copy itself has it. */
export const ReserveTermsSchema = z.object({
  location: LocationIdSchema.nullable(),
  /** Item type. */
  kind: z.string().nullable(),
  /** Loan type, where the library tells items of one kind apart by it. */
  loanType: z.string().nullable(),
  /** Lent for use in the building: never overnight. */
  inLibrary: z.boolean(),
});
export type ReserveTerms = z.infer<typeof ReserveTermsSchema>;

/** Lent as it always is. */
export const NO_TERMS: ReserveTerms = { location: null, kind: null, loanType: null, inLibrary: false };

/** One reserve that a copy is on, and since when. */
export const ItemReserveSchema = ReserveTermsSchema.extend({ id: ReserveIdSchema, at: InstantSchema });
export type ItemReserve = z.infer<typeof ItemReserveSchema>;

export const ReserveSchema = ReserveTermsSchema.extend({
  id: ReserveIdSchema,
  courseId: CourseIdSchema,
  readingId: ReadingIdSchema.nullable(),
  itemId: ItemIdSchema,
  /** The instructor who owns the copy and gets it back; null = the library's. */
  owner: z.string().nullable(),
  status: ReserveStatusSchema,
  /** Since when it has the status. */
  since: InstantSchema,
  /** Taken off. */
  off: z.boolean(),
});
export type Reserve = z.infer<typeof ReserveSchema>;

/** The schema of each kind of row. */
export const COURSE_ROWS = {
  term: TermSchema,
  course: CourseSchema,
  reading: ReadingSchema,
  reserve: ReserveSchema,
} as const;
export type CourseRowKind = keyof typeof COURSE_ROWS;
export type CourseRow<K extends CourseRowKind = CourseRowKind> = z.infer<(typeof COURSE_ROWS)[K]>;

/** Fields of each kind of row, as they are written; absent = left as they are. */
export const TermFieldsSchema = TermSchema.omit({ id: true }).partial();
export const CourseFieldsSchema = CourseSchema.omit({ id: true }).partial();
export const ReadingFieldsSchema = ReadingSchema.omit({ id: true }).partial();
export const ReserveFieldsSchema = ReserveSchema.omit({ id: true }).partial();
export type CourseFields = z.infer<typeof CourseFieldsSchema>;

/** A write of fields of one row. */
export type CourseWrite =
  | { readonly row: 'term'; readonly id: TermId; readonly fields: z.infer<typeof TermFieldsSchema> }
  | { readonly row: 'course'; readonly id: CourseId; readonly fields: CourseFields }
  | { readonly row: 'reading'; readonly id: ReadingId; readonly fields: z.infer<typeof ReadingFieldsSchema> }
  | { readonly row: 'reserve'; readonly id: ReserveId; readonly fields: z.infer<typeof ReserveFieldsSchema> };

/** The row of these values; null where something of it was not written yet, or it is gone: removed from its list, or off the shelf. */
export function courseRowOf<K extends CourseRowKind>(kind: K, id: string, values: object): CourseRow<K> | null {
  const parsed = COURSE_ROWS[kind].safeParse({ ...values, id });
  if (!parsed.success) return null;
  const row = parsed.data;
  const isGone = ('removed' in row && row.removed) || ('off' in row && row.off);
  return isGone ? null : parseKind<K>(row);
}

/** A row of its own schema is of its own kind, which the union type does not express. */
const parseKind = <K extends CourseRowKind>(row: CourseRow) => row as CourseRow<K>;

/** Whether a course is over: it was ended, or its term is. */
export function isOver(course: Pick<Course, 'ended'>, term: Pick<Term, 'to'> | null, today: string): boolean {
  return course.ended || (term !== null && term.to < today);
}

/** The id of a term, by its name. */
export const termIdOf = (library: LibraryId, name: string): TermId => termId(hashedId('term', library, foldText(name)));

/** The id of a course in a term, by the number that it goes by. `turn`: how many courses had that number there before it and were moved on. */
export const courseIdOf = (term: TermId, number: string, section: string | null, turn = 0): CourseId =>
  courseId(hashedId('course', term, foldText(number), foldText(section ?? ''), ...(turn === 0 ? [] : [turn])));

/** The id of a reading: of one title in a list, or of one that the catalog does not have, by its words. */
export const readingIdOf = (
  course: CourseId,
  of: { readonly titleId: TitleId | null; readonly title: string },
): ReadingId => readingId(hashedId('reading', course, of.titleId ?? foldText(of.title)));

/** The id of a copy on reserve for a course. */
export const reserveIdOf = (course: CourseId, item: ItemId): ReserveId => reserveId(hashedId('reserve', course, item));
