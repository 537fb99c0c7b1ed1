// One line of a list of courses that is imported: a course, a reading of it, a copy of that. From any kind of file.

import type { ReserveStatus } from '../../shared/core/reserve-status.ts';

/** A term, with its first and last day. */
export type TermLine = { readonly at: string; readonly name: string; readonly from: string; readonly to: string };

/** A field without a column in the file is null, which does not mean empty. */
export type CourseLine = {
  /** Where it stands in its file. */
  readonly at: string;
  readonly term: Omit<TermLine, 'at'>;
  /** The number that the course goes by, and the cross-listed ones. */
  readonly numbers: readonly string[];
  readonly section: string | null;
  readonly name: string | null;
  readonly college: string | null;
  readonly instructors: readonly string[] | null;
  /** Words of a reading, where the file has any. */
  readonly title: string | null;
  readonly author: string | null;
  readonly readingSection: string | null;
  readonly readingNote: string | null;
  /** Of a copy; empty = none. */
  readonly barcode: string | null;
  /** Id or name of a reserve shelf. */
  readonly location: string | null;
  readonly itemType: string | null;
  readonly loanType: string | null;
  readonly inLibrary: boolean | null;
  readonly owner: string | null;
  readonly status: ReserveStatus | null;
};

/** A line with its course alone. */
export const NO_LINE: Omit<CourseLine, 'at' | 'term' | 'numbers'> = {
  section: null,
  name: null,
  college: null,
  instructors: null,
  title: null,
  author: null,
  readingSection: null,
  readingNote: null,
  barcode: null,
  location: null,
  itemType: null,
  loanType: null,
  inLibrary: null,
  owner: null,
  status: null,
};

/** A line that is not taken, and why. */
export type RefusedLine = { readonly at: string; readonly why: string };

/** The contents of a file. */
export type CourseList = {
  /** Also those without a course. */
  readonly terms: readonly TermLine[];
  readonly lines: readonly CourseLine[];
  readonly refused: readonly RefusedLine[];
};
