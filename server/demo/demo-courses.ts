// Courses of the demo library, in the term that runs now, with the first of its course readings on reserve for them. Every name is invented.

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../shared/core/instant.ts';
import { NO_LINE, type CourseLine, type CourseList } from '../courses/course-line.ts';
import { demoBarcode } from './demo-codes.ts';
import { demoPlan, type DemoSize } from './demo-plan.ts';

type DemoCourse = Pick<CourseLine, 'numbers' | 'college' | 'instructors'> & {
  readonly name: string;
  /** How many copies it has of the catalog, and its other reading. */
  readonly copies: number;
  readonly other: string;
};

const COURSES: readonly DemoCourse[] = [
  {
    numbers: ['ECON 052', 'PPE 052'],
    name: 'Principles of Macroeconomics',
    college: 'Oakhollow College',
    instructors: ['Halvorsen, Ingrid', 'Castellanos, Rubén'],
    copies: 9,
    other: 'Problem sets 1–8',
  },
  {
    numbers: ['HIST 110', 'ASIA 110'],
    name: 'Cities of the Pacific Rim',
    college: 'Quillmere College',
    instructors: ['Fernández, Petra'],
    copies: 7,
    other: 'Maps for the term paper',
  },
  {
    numbers: ['BIOL 141'],
    name: 'Vertebrate Anatomy',
    college: 'Hallowick Institute of Technology',
    instructors: ['Tran, Mateo'],
    copies: 6,
    other: 'Bone set, box 3',
  },
];

/** Course reserves of the demo library. */
export function demoCourses(
  size: DemoSize,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): CourseList {
  const { readings, general } = demoPlan(size);
  const term = termAt(now, zone);
  const lines: CourseLine[] = [];
  let next = readings;
  for (const { copies, other, ...course } of COURSES) {
    const common = { ...NO_LINE, at: course.name, term, ...course };
    for (let copy = 0; copy < copies && next < general; copy += 1) {
      const place = copy < 4 ? 'Weeks 1–4' : 'Weeks 5–10';
      lines.push({ ...common, barcode: demoBarcode(next), readingSection: place, inLibrary: copy === copies - 1 });
      next += 1;
    }
    lines.push({ ...common, title: other, readingSection: 'All weeks' });
  }
  return { terms: [], lines, refused: [] };
}

/** The term that a day belongs to: every day belongs to one, so that the demo always has courses. */
function termAt(now: Instant, zone: string): CourseLine['term'] {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const date = month * 100 + day;
  if (date < 518) return { name: `Spring ${year}`, from: `${year}-01-01`, to: `${year}-05-17` };
  if (date < 822) return { name: `Summer ${year}`, from: `${year}-05-18`, to: `${year}-08-21` };
  return { name: `Fall ${year}`, from: `${year}-08-22`, to: `${year}-12-31` };
}
