// `holdfast courses import FILE…`: takes lists of courses, their readings and copies into the library.

import { basename } from 'node:path';
import { importCourses, type CourseImport } from '../../../server/courses/import-courses.ts';
import type { CourseList } from '../../../server/courses/course-line.ts';
import { COURSE_COLUMNS, readCourseCsv } from '../../../server/courses/read-course-csv.ts';
import { readFolioCourses } from '../../../server/courses/read-folio-courses.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, UsageError, type Command, type Io } from '../command.ts';
import { readJsonFile } from '../read-json-file.ts';
import { readTextFile } from '../read-text-file.ts';

export const coursesCommand: Command = {
  usage: `import FILE… --data DIR [--database embedded|URL] [--dry-run] [--json]

Takes courses with their reading lists and their copies on reserve. The same file twice changes nothing; what a person wrote
stands until the file says something else. Every line that was not taken is named with its reason.
FILE.csv   a line for each copy; columns (term and number are needed):
           ${COURSE_COLUMNS.slice(0, 8).join(', ')},
           ${COURSE_COLUMNS.slice(8, 14).join(', ')},
           ${COURSE_COLUMNS.slice(14).join(', ')}
           several numbers and several instructors are separated by semicolons
FILE.json  FOLIO's courses: terms, courses, courseListings, instructors, reserves, in one file or several
Exit code 1 when a line was not taken.`,
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  mostWords: Infinity,
  run: async (run) => {
    const { positionals, values, io } = run;
    const [action, ...files] = positionals;
    if (action !== 'import' || files.length === 0)
      throw new UsageError('write: holdfast courses import FILE… --data DIR');
    const list = readLists(files);
    const dryRun = hasFlag(values, 'dry-run');
    const result = await withStore(run, (context) => importCourses(context, list, { dryRun }));
    if (hasFlag(values, 'json')) io.out(JSON.stringify({ ...result, dryRun }));
    else report(io, result, dryRun);
    return result.refused.length === 0 ? 0 : 1;
  },
};

/** Files of FOLIO are read together, since they refer to each other. */
function readLists(files: readonly string[]): CourseList {
  const isJson = (file: string): boolean => file.toLowerCase().endsWith('.json');
  const folio = files.filter(isJson).map((file) => ({ file: basename(file), json: readJsonFile(file) }));
  const lists = files.filter((file) => !isJson(file)).map((file) => readCourseCsv(readTextFile(file), basename(file)));
  if (folio.length > 0) lists.push(readFolioCourses(folio));
  return {
    terms: lists.flatMap(({ terms }) => terms),
    lines: lists.flatMap(({ lines }) => lines),
    refused: lists.flatMap(({ refused }) => refused),
  };
}

function report(io: Io, { written, refused }: CourseImport, isDry: boolean): void {
  for (const { at, why } of refused) io.err(`${at}: not taken: ${why}`);
  const { term, course, reading, reserve } = written;
  const rows = `terms ${term}, courses ${course}, readings ${reading}, copies ${reserve}`;
  io.out(`${isDry ? 'would be written' : 'written'}: ${rows}; not taken: ${refused.length}`);
}
