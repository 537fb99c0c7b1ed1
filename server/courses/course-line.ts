// One line of a list of courses that is imported: a course, a reading of it, a copy of that. Whatever file it comes from.

import type { ReserveStatus } from '../../shared/core/reserve-status.ts';

/** A term, with its first and last day. */
export type TermLine = { readonly at: string; readonly name: string; readonly from: string; readonly to: string };

export type CourseLine = {
  /** Where it stands in its file. */
  readonly at: string;
  readonly term: Omit<TermLine, 'at'>;
  /** The number that the course goes by, and the cross-listed ones. */
  readonly numbers: readonly string[];
  readonly section: string;
  readonly name: string;
  readonly college: string;
  readonly instructors: readonly string[];
  /** Words of a reading, where the file has any. */
  readonly title: string;
  readonly author: string;
  readonly readingSection: string;
  readonly readingNote: string;
  /** Of a copy; empty = none. */
  readonly barcode: string;
  /** Id or name of a reserve shelf. */
  readonly location: string;
  readonly itemType: string;
  readonly loanType: string;
  readonly inLibrary: boolean;
  readonly owner: string;
  readonly status: ReserveStatus;
};

/** What is not said of a line. */
export const NO_LINE: Omit<CourseLine, 'at' | 'term' | 'numbers'> = {
  section: '',
  name: '',
  college: '',
  instructors: [],
  title: '',
  author: '',
  readingSection: '',
  readingNote: '',
  barcode: '',
  location: '',
  itemType: '',
  loanType: '',
  inLibrary: false,
  owner: '',
  status: 'on-reserve',
};

/** A line that is not taken, and why. */
export type RefusedLine = { readonly at: string; readonly why: string };

/** What a file holds. */
export type CourseList = {
  /** Also those without a course. */
  readonly terms: readonly TermLine[];
  readonly lines: readonly CourseLine[];
  readonly refused: readonly RefusedLine[];
};
