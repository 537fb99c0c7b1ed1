// A list of courses as CSV: a line for each copy, or for a reading without one, or for a course without readings. Fields of a course stand in each of
// its lines.

import Papa from 'papaparse';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { ReserveStatusSchema } from '../../shared/core/reserve-status.ts';
import type { CourseLine, CourseList, RefusedLine } from './course-line.ts';

/** The columns, in the order in which help names them. */
export const COURSE_COLUMNS = [
  'term',
  'term_from',
  'term_to',
  'number',
  'section',
  'name',
  'college',
  'instructors',
  'title',
  'author',
  'reading_section',
  'reading_note',
  'barcode',
  'location',
  'item_type',
  'loan_type',
  'in_library',
  'owner',
  'status',
] as const;
type Column = (typeof COURSE_COLUMNS)[number];
const NEEDED: readonly Column[] = ['term', 'number'];

/** Reads the text of a file. Throws HF-IMPORT-003 where a column is missing. */
export function readCourseCsv(text: string, file: string): CourseList {
  const table = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false }).data;
  const header = (table[0] ?? []).map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
  const lacks = NEEDED.filter((column) => !header.includes(column));
  if (lacks.length > 0) throw new HoldfastError('HF-IMPORT-003', { file, why: `it lacks ${lacks.join(', ')}` });
  const lines: CourseLine[] = [];
  const refused: RefusedLine[] = [];
  // A field in quotes may have lines of its own.
  let line = 1 + linesIn(table[0] ?? []);
  for (const fields of table.slice(1)) {
    const at = `${file}:${line}`;
    line += linesIn(fields);
    if (fields.every((one) => one.trim() === '')) continue;
    const field = (column: Column): string | null => fields[header.indexOf(column)]?.trim() ?? null;
    if (fields.length !== header.length)
      refused.push({ at, why: `it has ${fields.length} fields, not ${header.length}` });
    else lineOf(at, field, { lines, refused });
  }
  return { terms: [], lines, refused };
}

function lineOf(
  at: string,
  field: (column: Column) => string | null,
  { lines, refused }: { readonly lines: CourseLine[]; readonly refused: RefusedLine[] },
): void {
  const status = ReserveStatusSchema.nullable().safeParse(field('status') === '' ? 'on-reserve' : field('status'));
  const inLibrary = yesOf(field('in_library'));
  const instructors = field('instructors');
  if (!status.success) refused.push({ at, why: `${field('status')} is no status` });
  else if (inLibrary === 'neither') refused.push({ at, why: `in_library is yes or no, not ${field('in_library')}` });
  else
    lines.push({
      at,
      term: { name: field('term') ?? '', from: field('term_from') ?? '', to: field('term_to') ?? '' },
      numbers: listed(field('number') ?? ''),
      section: field('section'),
      name: field('name'),
      college: field('college'),
      instructors: instructors === null ? null : listed(instructors),
      title: field('title'),
      author: field('author'),
      readingSection: field('reading_section'),
      readingNote: field('reading_note'),
      barcode: field('barcode'),
      location: field('location'),
      itemType: field('item_type'),
      loanType: field('loan_type'),
      inLibrary,
      owner: field('owner'),
      status: status.data,
    });
}

function yesOf(text: string | null): boolean | 'neither' | null {
  if (text === null) return null;
  if (/^(yes|y|true|1)$/i.test(text)) return true;
  return text === '' || /^(no|n|false|0)$/i.test(text) ? false : 'neither';
}

function listed(text: string): string[] {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);
}

function linesIn(fields: readonly string[]): number {
  return 1 + fields.reduce((all, field) => all + (field.match(/\n/g)?.length ?? 0), 0);
}
