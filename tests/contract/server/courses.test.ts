// Course reserves at the server: rows field by field by effective time, in every order of arrival, the copy with them; and lists of courses that are
// imported over staff edits.

import { readFileSync } from 'node:fs';
import { courseIdOf, readingIdOf, reserveIdOf, termIdOf } from '../../../shared/circ/model/course.ts';
import { provisionalItemId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import { itemId, libraryId, titleId } from '../../../shared/core/ids.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { importCourses } from '../../../server/courses/import-courses.ts';
import { readCourseCsv } from '../../../server/courses/read-course-csv.ts';
import { readFolioCourses } from '../../../server/courses/read-folio-courses.ts';
import { sharedData } from '../../support/project-dir.ts';
import { describeStores } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, testItem } from './support/test-library.ts';

const LIBRARY = libraryId('test');
const told = { decision: 'done', reasons: [] };
const term = { id: termIdOf(LIBRARY, 'Fall'), fields: { name: 'Fall', from: '2026-08-24', to: '2026-12-11' } };
const courseId = courseIdOf(term.id, 'ECON 052', null);
const fields = {
  termId: term.id,
  numbers: ['ECON 052'],
  name: 'Macro',
  section: null,
  college: null,
  instructors: [],
  note: null,
  ended: false,
};
const reading = {
  readingId: readingIdOf(courseId, { titleId: titleId('title-X0'), title: '' }),
  titleId: 'title-X0',
  fields: { courseId, title: 'X0', author: null, section: null, note: null, place: 1 },
};
/** The first of the sample. */
const WINTER = {
  id: 'c0a54c4c-881e-4fa4-956e-7551412664fa',
  name: 'Winter 2022',
  startDate: '2022-01-03T00:00:00.000Z',
  endDate: '2022-03-11T00:00:00.000Z',
};
const orders = [
  ['a', 'b'],
  ['b', 'a'],
] as const;

/** A copy put on reserve for the course. */
function place(
  desk: TestDesk,
  item: string,
  time: number,
  more: { kind?: string; course?: typeof courseId } = {},
): void {
  const { kind = 'reserve', course = courseId } = more;
  const args = {
    reserveId: reserveIdOf(course, itemId(item)),
    itemId: item,
    barcode: `barcode-${item}`,
    terms: { location: null, kind, loanType: null, inLibrary: false },
    fields: { courseId: course, readingId: null, owner: null, status: 'requested' },
    reading: null,
  };
  desk.record('placeOnReserve', { args, told }, { at: time });
}

function takeOff(desk: TestDesk, item: string, time: number, course = courseId): void {
  const args = { reserveId: reserveIdOf(course, itemId(item)), itemId: item, barcode: `barcode-${item}` };
  desk.record('takeOffReserve', { args, told }, { at: time });
}

const itemOf = async ({ scene }: Story, id: string) => (await scene.rows('item')).find((row) => String(row.id) === id);

describeStores('courses', (use) => {
  test('are written in field by field, the later by effective time, and an edit may come before what it edits [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send, scene } = story;
      a.record('addCourse', { args: { courseId, fields, term }, told }, { at: at(10) });
      a.record('addReading', { args: reading, told }, { at: at(10) });
      a.record(
        'editCourse',
        { args: { courseId, term: null, fields: { name: 'Macroeconomics' } }, told },
        { at: at(13) },
      );
      const more = { name: 'Principles', note: 'Two copies' };
      b.record('editCourse', { args: { courseId, term: null, fields: more }, told }, { at: at(12) });
      b.record('removeReading', { args: { readingId: reading.readingId }, told }, { at: at(11) });
      for (const desk of order) await send(story[desk]);
      ends.push([await scene.rows('term'), await scene.rows('course'), await scene.rows('reading')]);
      expect(scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject([[term.fields], [{ ...fields, name: 'Macroeconomics', note: 'Two copies' }], []]);
  });

  test('a copy for two courses is on reserve until both gave it up, and an edit of it meanwhile is its own [I24]', async () => {
    const other = courseIdOf(term.id, 'HIST 010', null);
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send } = story;
      const before = await itemOf(story, 'X0');
      place(a, 'X0', at(10), { kind: 'reserve' });
      takeOff(a, 'X0', at(13));
      place(b, 'X0', at(11), { kind: 'short', course: other });
      b.editItem('X0', { kind: 'folio' }, { at: at(12) });
      for (const desk of order) await send(story[desk]);
      const during = await itemOf(story, 'X0');
      takeOff(b, 'X0', at(14), other);
      await send(b);
      const after = await itemOf(story, 'X0');
      ends.push([during, after]);
      expect(during).toMatchObject({ kind: 'short', own: { kind: 'folio' } });
      expect(after).toEqual({ ...before, kind: 'folio' });
    }
    expect(ends[0]).toEqual(ends[1]);
  });

  test('a desk that did not hear of it and takes the copy in like any other is told to find it', async () => {
    const story = await openStory(await use());
    const { a, b, send, scene } = story;
    const missed = async () => (await scene.rows('exception')).filter(({ code }) => code === 'missed-reserve');
    b.checkin('X1', { at: at(10) });
    await send(b);
    expect(await missed()).toEqual([]);
    place(a, 'X1', at(11));
    await send(a);
    b.checkin('X1', { at: at(12) });
    await send(b);
    expect(await missed()).toMatchObject([{ itemId: 'X1', weight: 'act-now', state: 'open' }]);
    // It ends by the next scan.
    a.checkin('X1', { at: at(13), pos: 1_000_000 });
    await send(a);
    expect(await missed()).toMatchObject([{ state: 'closed-by-event' }]);
  });

  test('a desk that had heard of it is told nothing, though the loan that it sent first moved the row of the copy', async () => {
    const story = await openStory(await use());
    const { a, b, send, scene } = story;
    place(a, 'X1', at(9));
    await send(a);
    const pos = (await scene.store.read(readHead)).position;
    b.checkout('X1', 'P1', { at: at(10), pos });
    await send(b);
    b.checkin('X1', { at: at(12), pos });
    await send(b);
    expect((await scene.rows('exception')).filter(({ code }) => code === 'missed-reserve')).toEqual([]);
  });

  test('a copy that turns out to be one of the catalog stays on reserve as that one', async () => {
    const story = await openStory(await use());
    const { a, send, scene } = story;
    const quick = {
      itemId: provisionalItemId(LIBRARY, 'label'),
      titleId: provisionalTitleId(LIBRARY, 'label'),
      barcode: 'label',
      title: 'Problem sets',
      author: null,
      fields: {},
    };
    a.record('addItem', { args: quick, told: { ...told, isSought: false } }, { at: at(9) });
    place(a, quick.itemId, at(10));
    await send(a);
    await scene.writer.putRows('item', [testItem('X9', { barcode: 'label', titleId: testItem('X0').titleId })]);
    expect(await itemOf(story, 'X9')).toMatchObject({ kind: 'reserve' });
    expect(await scene.rows('reserve')).toMatchObject([{ itemId: 'X9' }]);
  });

  test('a list is imported once, over and beside what people write, and a line that cannot be taken is named', async () => {
    const story = await openStory(await use());
    const { a, send, scene } = story;
    const take = (csv: string, dryRun = false) => importCourses(scene, readCourseCsv(csv, 'list.csv'), { dryRun });
    const head = 'term,term_from,term_to,number,name,instructors,title,barcode,item_type,in_library';
    const first =
      'Fall,2026-08-24,2026-12-11,ECON 052;PPE 052,Macro,"Halvorsen, I.;Castellanos",,barcode-X0,reserve,yes';
    const csv = [
      head,
      first,
      'Fall,,,ECON 052;PPE 052,Macro,"Halvorsen, I.;Castellanos",Problem sets,,,',
      'Fall,,,ECON 052;PPE 052,Macro,,,barcode-nobody,,',
      'Spring,,,HIST 010,Rome,,,,,',
      'Fall,,,,Nameless,,,,,',
      'Fall,,,ECON 052,Macro,,,barcode-X1,,perhaps',
    ].join('\n');
    const written = { term: 1, course: 1, reading: 2, reserve: 1 };
    expect(await take(csv, true)).toMatchObject({ written });
    expect(await scene.rows('course')).toEqual([]);
    const done = await take(csv);
    expect(done).toMatchObject({ written });
    expect(done.refused.map(({ at: where }) => where)).toEqual([
      'list.csv:7',
      'list.csv:4',
      'list.csv:5',
      'list.csv:6',
    ]);
    expect(done.refused.map(({ why }) => why)).toEqual([
      'in_library is yes or no, not perhaps',
      'no copy has the barcode barcode-nobody',
      'the term "Spring" needs a name, and its first and last day as 2026-12-11',
      'it has no course number',
    ]);
    expect(await itemOf(story, 'X0')).toMatchObject({ kind: 'reserve', reserves: [{ inLibrary: true }] });
    const again = { written: { term: 0, course: 0, reading: 0, reserve: 0 } };
    const rows = [await scene.rows('course'), await scene.rows('reserve'), await scene.rows('item')];
    expect(await take(csv)).toMatchObject(again);
    expect([await scene.rows('course'), await scene.rows('reserve'), await scene.rows('item')]).toEqual(rows);
    // Staff edits stand over values that the list repeats.
    scene.clock.set(scene.clock.now() + 1_000);
    a.record(
      'editCourse',
      { args: { courseId, term: null, fields: { name: 'Renamed' } }, told },
      { at: scene.clock.now() },
    );
    takeOff(a, 'X0', scene.clock.now());
    await send(a);
    expect(await take(csv)).toMatchObject(again);
    expect(await scene.rows('course')).toMatchObject([{ name: 'Renamed' }]);
    expect(await scene.rows('reserve')).toEqual([]);
    expect((await itemOf(story, 'X0'))?.own).toBeUndefined();
  });

  test('a first list leaves what a person wrote and it has no column for, in either order of arrival', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, send, scene } = story;
      scene.clock.set(at(11));
      const own = { college: 'Pomona', instructors: ['Halvorsen'], note: 'Two copies', ended: true };
      a.record('addCourse', { args: { courseId, fields: { ...fields, ...own }, term }, told }, { at: at(10) });
      const more = { author: 'Bach', section: 'Week 1', note: 'Chapter 2' };
      const readingId = readingIdOf(courseId, { titleId: null, title: 'Fugues' });
      a.record(
        'addReading',
        { args: { readingId, titleId: null, fields: { ...reading.fields, ...more, title: 'Fugues' } }, told },
        { at: at(10) },
      );
      place(a, 'X0', at(10));
      const steps = {
        a: () => send(a),
        b: async () => {
          const csv =
            'term,term_from,term_to,number,name,title,barcode,loan_type\nFall,2026-08-24,2026-12-11,ECON 052,';
          const lines = `${csv}Macroeconomics,Fugues,,\nFall,,,ECON 052,Macroeconomics,,barcode-X0,hourly`;
          await importCourses(scene, readCourseCsv(lines, 'list.csv'), { dryRun: false });
        },
      };
      for (const step of order) await steps[step]();
      expect(await scene.rows('course')).toMatchObject([{ ...own, name: 'Macroeconomics' }]);
      expect(await scene.rows('reading')).toContainEqual(expect.objectContaining(more));
      expect(await scene.rows('reserve')).toMatchObject([{ kind: 'reserve', loanType: 'hourly', status: 'requested' }]);
      if (order[0] === 'a') expect(await itemOf(story, 'X0')).toMatchObject({ kind: 'reserve', loanType: 'hourly' });
      ends.push([await scene.rows('course'), await scene.rows('reading')]);
    }
    expect(ends[0]).toEqual(ends[1]);
  });

  test('a copy that was taken off stays off where a list changes its terms', async () => {
    const story = await openStory(await use());
    const { a, send, scene } = story;
    const take = (type: string) => {
      const csv = `term,term_from,term_to,number,barcode,item_type\nFall,2026-08-24,2026-12-11,ECON 052,barcode-X0,${type}`;
      return importCourses(scene, readCourseCsv(csv, 'list.csv'), { dryRun: false });
    };
    await take('reserve');
    expect(await scene.rows('reserve')).toMatchObject([{ kind: 'reserve', status: 'on-reserve', owner: null }]);
    scene.clock.set(scene.clock.now() + 1_000);
    takeOff(a, 'X0', scene.clock.now());
    await send(a);
    scene.clock.set(scene.clock.now() + 1_000);
    await take('short');
    expect(await scene.rows('reserve')).toEqual([]);
    expect((await itemOf(story, 'X0'))?.reserves).toBeUndefined();
  });

  test('FOLIO’s terms, courses that share a listing, and reserves are read as its files have them', async () => {
    const { scene } = await openStory(await use());
    const sample = sharedData('data/stanford-folio/course_terms.json');
    const terms: unknown = sample === undefined ? [WINTER] : JSON.parse(readFileSync(sample, 'utf8'));
    const listing = {
      id: 'L1',
      termId: WINTER.id,
      instructorObjects: [{ name: 'Quill, A.' }],
    };
    const courses = ['ECON 1', 'PPE 1'].map((courseNumber, n) => ({
      id: `C${n}`,
      name: 'Economics',
      courseNumber,
      courseListingId: 'L1',
      departmentObject: { name: 'Economics' },
    }));
    const reserve = {
      id: 'R1',
      courseListingId: 'L1',
      itemId: 'i',
      copiedItem: { barcode: 'barcode-X1', title: 'X1' },
    };
    const more = {
      courses,
      courseListings: [listing],
      reserves: [reserve, { ...reserve, id: 'R2', courseListingId: 'L2' }],
    };
    const list = readFolioCourses([
      { file: 'terms.json', json: terms },
      { file: 'courses.json', json: more },
    ]);
    const done = await importCourses(scene, list, { dryRun: false });
    expect(done.written).toMatchObject({ term: list.terms.length, course: 1, reading: 1, reserve: 1 });
    expect(done.refused).toEqual([{ at: 'reserve R2', why: 'its course is not in the file' }]);
    expect(await scene.rows('course')).toMatchObject([
      { numbers: ['ECON 1', 'PPE 1'], instructors: ['Quill, A.'], college: 'Economics' },
    ]);
    expect(await scene.rows('term')).toContainEqual(
      expect.objectContaining({ name: 'Winter 2022', from: '2022-01-03', to: '2022-03-11' }),
    );
  });
});
