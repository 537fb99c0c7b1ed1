// Course reserves: forms of courses, readings and copies on reserve, and the view of a course.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema, CourseIdSchema, LocationIdSchema, ReadingIdSchema, ReserveIdSchema } from '../core/ids.ts';
import { ReserveStatusSchema } from '../core/reserve-status.ts';
import { LocalDateSchema } from '../rules/model/calendar.ts';

/** The longest text of a field, and the most entries of a list in it. */
const TEXT_LENGTH = 500;
const MOST_ENTRIES = 50;

const line = z.string().trim().max(TEXT_LENGTH);
const lines = z.array(line.min(1)).max(MOST_ENTRIES);

/** A term by its name; where it is known already, the days that are given here stand. */
const TermInputSchema = z
  .object({ name: line.min(1), from: LocalDateSchema, to: LocalDateSchema })
  .refine(({ from, to }) => from <= to, 'a term ends after it begins');

/** Fields of a course as a form gives them. Empty = nothing. */
const CourseFormSchema = z.object({
  term: TermInputSchema,
  numbers: lines.min(1),
  name: line,
  section: line.nullable().optional(),
  college: line.nullable().optional(),
  instructors: lines.optional(),
  note: line.nullable().optional(),
});

export const AddCourseInputSchema = CourseFormSchema;
/** Absent = left as it is. */
export const EditCourseInputSchema = CourseFormSchema.partial()
  .extend({
    courseId: CourseIdSchema,
    /** A course that was ended goes on. */
    ended: z.literal(false).optional(),
  })
  .refine(({ courseId: _, ...written }) => Object.keys(written).length > 0, 'an edit writes something');
export const CourseWrittenSchema = z.object({ commandId: ActIdSchema, courseId: CourseIdSchema });

/** A reading by a barcode of one of its copies, or by its words where the catalog does not have it. */
export const AddReadingInputSchema = z
  .object({
    courseId: CourseIdSchema,
    barcode: CodeSchema.optional(),
    title: line.optional(),
    author: line.nullable().optional(),
    section: line.nullable().optional(),
    note: line.nullable().optional(),
  })
  .refine(({ barcode, title = '' }) => barcode !== undefined || title !== '', 'a reading is a copy or a title');
export const ReadingWrittenSchema = z.object({ commandId: ActIdSchema, readingId: ReadingIdSchema });

/** A copy for a course. A title that is not on the list is added to it. */
export const PlaceOnReserveInputSchema = z.object({
  courseId: CourseIdSchema,
  barcode: CodeSchema,
  /** The reading that it is a copy of, where the list has that by its words alone. */
  readingId: ReadingIdSchema.optional(),
  location: LocationIdSchema.nullable().optional(),
  kind: line.nullable().optional(),
  loanType: line.nullable().optional(),
  inLibrary: z.boolean().default(false),
  owner: line.nullable().optional(),
  /** Where it is already: from the shelf it has to be fetched. */
  status: ReserveStatusSchema.optional(),
});
export const ReservePlacedSchema = z.object({
  commandId: ActIdSchema,
  reserveId: ReserveIdSchema,
  /** Of the copy. */
  title: z.string(),
  /** The copy is out and was recalled: when it is due now; null = it is not out. */
  recalledText: z.string().nullable(),
  /** It is out and could not be recalled: until when; null = it is not out, or was. */
  outUntilText: z.string().nullable(),
});

/** A copy on its way to the reserve shelf, or off it. */
export const MoveReserveInputSchema = z.object({
  reserveId: ReserveIdSchema,
  status: ReserveStatusSchema,
  /** The copy is called back from a loan of before it was put on reserve. */
  recalls: z.literal(true).optional(),
});
export const ReserveOffSchema = z.object({ commandId: ActIdSchema, reserveId: ReserveIdSchema });
export const ReserveMovedSchema = ReserveOffSchema.extend({
  /** When it is due now; null = it was not recalled. */
  recalledText: z.string().nullable(),
});

/** A course where courses are listed. */
export const CourseSummarySchema = z.object({
  courseId: CourseIdSchema,
  /** The number that it goes by; then the cross-listed ones. */
  numbers: z.array(z.string()),
  name: z.string(),
  section: z.string().nullable(),
  instructors: z.array(z.string()),
  term: z.string(),
  isOver: z.boolean(),
  readings: z.int(),
  copies: z.int(),
  /** Copies that may be lent now. */
  available: z.int(),
});
export type CourseSummary = z.infer<typeof CourseSummarySchema>;

/** Courses that words find. */
export const FoundCoursesSchema = z.object({ courses: z.array(CourseSummarySchema) });

/** Whether a wish for a reading was noted. It is not where a copy is in, or none is on reserve. */
export const CourseWantedSchema = z.object({ isNoted: z.boolean() });

/** The head of the record of a course. */
export const CourseViewSchema = CourseSummarySchema.extend({
  college: z.string().nullable(),
  note: z.string().nullable(),
  ended: z.boolean(),
  /** First and last day, as dates and in words. */
  from: z.string(),
  to: z.string(),
  fromText: z.string(),
  toText: z.string(),
});
export type CourseView = z.infer<typeof CourseViewSchema>;

/** For the forms: terms, the one that runs first, reserve shelves, and item types in use. */
export const CourseChoicesSchema = z.object({
  terms: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
  locations: z.array(z.object({ id: LocationIdSchema, name: z.string() })),
  kinds: z.array(z.string()),
});
export type CourseChoices = z.infer<typeof CourseChoicesSchema>;
