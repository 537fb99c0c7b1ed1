// FOLIO's courses as its API gives them: terms, courses, course listings, instructors and reserves, each a list of its own or under its name. Courses of
// one listing are one course with several numbers.

import { z } from 'zod';
import type { ReserveStatus } from '../../shared/core/reserve-status.ts';
import { NO_LINE, type CourseLine, type CourseList, type RefusedLine } from './course-line.ts';

const text = z.string().optional();
const named = z.object({ name: text }).optional();
const TermForm = z.object({ id: z.string(), name: z.string(), startDate: z.string(), endDate: z.string() });
const InstructorForm = z.object({ name: z.string(), courseListingId: text });
const ListingForm = z.object({
  id: z.string(),
  termId: text,
  termObject: TermForm.optional(),
  locationId: text,
  locationObject: named,
  instructorObjects: z.array(InstructorForm).optional(),
});
const CourseForm = z.object({
  id: z.string(),
  name: z.string(),
  courseNumber: text,
  sectionName: text,
  courseListingId: z.string(),
  courseListingObject: ListingForm.optional(),
  departmentObject: named,
});
const ReserveForm = z.object({
  id: z.string(),
  courseListingId: z.string(),
  copiedItem: z
    .object({
      barcode: text,
      title: text,
      contributors: z.array(z.object({ name: text })).optional(),
      temporaryLocationId: text,
      temporaryLocationObject: named,
    })
    .optional(),
  temporaryLoanTypeObject: named,
  processingStatusObject: named,
});

const FORMS = {
  terms: TermForm,
  courses: CourseForm,
  courseListings: ListingForm,
  instructors: InstructorForm,
  reserves: ReserveForm,
} as const;
type Kind = keyof typeof FORMS;
type Rows = { readonly [K in Kind]: z.infer<(typeof FORMS)[K]>[] };

/** Reads one or several files together. */
export function readFolioCourses(files: readonly { readonly file: string; readonly json: unknown }[]): CourseList {
  const rows: Rows = { terms: [], courses: [], courseListings: [], instructors: [], reserves: [] };
  const refused: RefusedLine[] = [];
  for (const { file, json } of files) readFile(file, json, rows, refused);
  const terms = rows.terms.map(({ id, name, startDate, endDate }) => ({
    at: `term ${id}`,
    name,
    from: dayOf(startDate),
    to: dayOf(endDate),
  }));
  return { terms, lines: linesOf(rows, refused), refused };
}

function readFile(file: string, json: unknown, rows: Rows, refused: RefusedLine[]): void {
  const lists = Array.isArray(json)
    ? [['', json] as const]
    : Object.entries(z.record(z.string(), z.unknown()).parse(json));
  for (const [name, list] of lists) {
    if (!Array.isArray(list)) continue;
    for (const [index, row] of list.entries()) {
      const kind = isKind(name) ? name : kindOf(row);
      const at = `${file}: ${kind ?? 'row'} ${index + 1}`;
      const parsed = kind === null ? null : FORMS[kind].safeParse(row);
      if (kind === null || parsed === null)
        refused.push({ at, why: 'it is no term, course, listing, instructor or reserve' });
      else if (parsed.success) parseRows(rows)[kind].push(parsed.data);
      else refused.push({ at, why: `its ${parsed.error.issues[0]?.path.join('.') ?? ''} is missing or malformed` });
    }
  }
}

/** Each list takes rows of its own form, which a map of them cannot express. */
const parseRows = (rows: unknown) => rows as Record<Kind, unknown[]>;

function isKind(name: string): name is Kind {
  return Object.hasOwn(FORMS, name);
}

/** Of a list without a name. */
function kindOf(row: unknown): Kind | null {
  if (typeof row !== 'object' || row === null) return null;
  if ('startDate' in row) return 'terms';
  if ('copiedItem' in row || 'itemId' in row) return 'reserves';
  if ('courseNumber' in row || 'departmentId' in row) return 'courses';
  if ('termId' in row) return 'courseListings';
  return 'courseListingId' in row ? 'instructors' : null;
}

function linesOf(
  { terms, courses, courseListings, instructors, reserves }: Rows,
  refused: RefusedLine[],
): CourseLine[] {
  const listingById = new Map(courseListings.map((one) => [one.id, one]));
  const termById = new Map(terms.map((one) => [one.id, one]));
  const reservesOf = Map.groupBy(reserves, ({ courseListingId }) => courseListingId);
  const known = new Set(courses.map(({ courseListingId }) => courseListingId));
  for (const { id, courseListingId } of reserves)
    if (!known.has(courseListingId)) refused.push({ at: `reserve ${id}`, why: 'its course is not in the file' });
  return [...Map.groupBy(courses, ({ courseListingId }) => courseListingId)].flatMap(([listingId, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    const listing = listingById.get(listingId) ?? first.courseListingObject;
    const term = listing?.termObject ?? termById.get(listing?.termId ?? '');
    const at = `course ${first.id}`;
    if (term === undefined) {
      refused.push({ at, why: 'its term is not in the file' });
      return [];
    }
    const said =
      listing?.instructorObjects ??
      (instructors.length === 0 ? null : instructors.filter((one) => one.courseListingId === listingId));
    const course = {
      ...NO_LINE,
      at,
      term: { name: term.name, from: dayOf(term.startDate), to: dayOf(term.endDate) },
      numbers: [...new Set(same.map(({ courseNumber, name }) => courseNumber ?? name))],
      section: first.sectionName ?? null,
      name: first.name,
      college: first.departmentObject?.name ?? null,
      instructors: said?.map(({ name }) => name) ?? null,
    };
    const shelf = listing?.locationObject?.name ?? listing?.locationId ?? null;
    const copies = (reservesOf.get(listingId) ?? []).map((reserve) => copyOf(course, reserve, shelf));
    return copies.length === 0 ? [course] : copies;
  });
}

function copyOf(course: CourseLine, reserve: z.infer<typeof ReserveForm>, shelf: string | null): CourseLine {
  const { copiedItem, temporaryLoanTypeObject, processingStatusObject } = reserve;
  return {
    ...course,
    at: `reserve ${reserve.id}`,
    title: copiedItem?.title ?? null,
    author: copiedItem?.contributors?.[0]?.name ?? null,
    barcode: copiedItem?.barcode ?? null,
    location: copiedItem?.temporaryLocationObject?.name ?? copiedItem?.temporaryLocationId ?? shelf,
    loanType: temporaryLoanTypeObject?.name ?? null,
    status: processingStatusObject?.name === undefined ? null : statusOf(processingStatusObject.name),
  };
}

/** Names of statuses are the library's own. */
function statusOf(name: string): ReserveStatus {
  if (/request|order/i.test(name)) return 'requested';
  if (/search|fetch|pull|recall/i.test(name)) return 'fetching';
  return /process/i.test(name) ? 'processing' : 'on-reserve';
}

/** The day whose midnight, in any zone, the moment is. */
function dayOf(moment: string): string {
  const at = Date.parse(moment);
  return Number.isNaN(at) ? moment : new Date(at + 12 * 3_600_000).toISOString().slice(0, 10);
}
