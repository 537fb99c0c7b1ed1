// Course reserves at the desk: a course with its list and its copies, seen and lent by at once without a line, and alike at the server and the other
// desk afterwards.

import { required } from '../../shared/core/assert.ts';
import type { CourseId } from '../../shared/core/ids.ts';
import { libraryListDocument } from '../../server/lists/library-lists.ts';
import { libraryReport } from '../../server/reports/library-source.ts';
import { openLibraryWriter } from '../../server/library/library-writer.ts';
import { itemByBarcode } from '../../db/replica/queries/items.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { lookIntoCopy, serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, titleOf, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'supervisor');

const term = { name: 'Summer 2026', from: '2026-05-18', to: '2026-08-07' };
const find = async (query: string, desk = first) =>
  (await desk.now.ask('course.find', { query })).courses.map(({ numbers }) => numbers[0]);
const view = (courseId: CourseId, desk = first) => desk.now.ask('course.view', { courseId });
const copyAt = (barcode: string, desk = first) =>
  required(itemByBarcode(lookIntoCopy(desk.now), barcode), () => barcode);
const made: { course: CourseId | null } = { course: null };
const theCourse = () => required(made.course, () => 'no course');

test('a course is found by each of its numbers, its name, an instructor and a title on its list, offline at once', async () => {
  world().line.refuse('/v1/commands');
  const { courseId } = await first.now.ask('course.add', {
    term,
    numbers: ['ECON 052', 'PPE 052'],
    name: 'Principles of Macroeconomics',
    instructors: ['Halvorsen, Ingrid'],
  });
  made.course = courseId;
  await first.now.ask('course.addReading', { courseId, barcode: 'barcode-kit', section: 'Week 1' });
  const { title } = titleOf('kit');
  for (const query of ['econ 52', 'ppe 052', 'macro', 'halvorsen', title])
    expect(await find(query)).toEqual(['ECON 052']);
  expect(await find('history')).toEqual([]);
  expect(await first.now.refusal('course.add', { term, numbers: ['ECON 052'], name: 'Again' })).toBe('HF-CIRC-291');
  world().line.mend();
  await first.now.settled();
  await until('the other desk has it', async () => (await find('econ', second)).length === 1);
  expect(await view(courseId, second)).toMatchObject({ readings: 1, copies: 0, instructors: ['Halvorsen, Ingrid'] });
});

test('edits of two desks without a line both stand', async () => {
  world().line.refuse('/v1/commands');
  await first.now.ask('course.edit', {
    courseId: theCourse(),
    name: 'Macro',
    instructors: ['Halvorsen', 'Castellanos'],
  });
  // Later by more than two desks' clocks may differ.
  world().clock.forward(1_000);
  await second.now.ask('course.edit', { courseId: theCourse(), note: 'Two copies', instructors: ['Castellanos'] });
  expect(await view(theCourse())).toMatchObject({ name: 'Macro', instructors: ['Halvorsen', 'Castellanos'] });
  world().line.mend();
  await second.now.settled();
  await first.now.settled();
  const both = { name: 'Macro', note: 'Two copies', instructors: ['Castellanos'] };
  for (const desk of [first, second]) {
    await until('each desk has both', async () => (await view(theCourse(), desk)).note !== null);
    await until('each desk has both', async () => (await view(theCourse(), desk)).name === 'Macro');
    expect(await view(theCourse(), desk)).toMatchObject(both);
  }
});

test('a copy on reserve has the type of its reserve until it is taken off, and its own is kept', async () => {
  world().line.refuse('/v1/commands');
  const before = await first.now.ask('item.view', { barcode: 'barcode-X1' });
  const placed = await first.now.ask('reserve.place', {
    courseId: theCourse(),
    barcode: 'barcode-X1',
    kind: 'reserve',
  });
  expect(placed).toMatchObject({ recalledText: null, outUntilText: null });
  expect((await first.now.ask('item.view', { barcode: 'barcode-X1' })).kind).toBe('reserve');
  expect(await first.now.refusal('reserve.place', { courseId: theCourse(), barcode: 'barcode-X1' })).toBe(
    'HF-CIRC-294',
  );
  // Its title came on the list with it.
  expect(await view(theCourse())).toMatchObject({ readings: 2, copies: 1, available: 0 });
  await first.now.ask('reserve.move', { reserveId: placed.reserveId, status: 'on-reserve' });
  expect(await view(theCourse())).toMatchObject({ available: 1 });
  // Fields edited on it stay its own.
  await first.now.ask('item.edit', { barcode: 'barcode-X1', callNumber: 'HB 172' });
  world().line.mend();
  await first.now.settled();
  await until('the other desk has it', () => (copyAt('barcode-X1', second).reserves ?? []).length === 1);
  expect(copyAt('barcode-X1', second)).toMatchObject({
    kind: 'reserve',
    callNumber: 'HB 172',
    own: { kind: before.kind },
  });
  await second.now.ask('reserve.takeOff', { reserveId: placed.reserveId });
  expect((await second.now.ask('item.view', { barcode: 'barcode-X1' })).kind).toBe(before.kind);
  await second.now.settled();
  await until('it is off here', () => copyAt('barcode-X1').reserves === undefined);
  expect(copyAt('barcode-X1')).toMatchObject({ kind: before.kind, callNumber: 'HB 172' });
  expect((await serverRows(world(), 'item')).find(({ id }) => id === copyAt('barcode-X1').id)?.own).toBeUndefined();
});

test('the report of the library still counts a copy that was taken off, and a desk says that it cannot', async () => {
  const asked = { kind: 'reserves', from: '2026-05-18T00:00:00Z', to: '2026-08-08T00:00:00Z' } as const;
  const report = async (of: 'desk' | 'library') => {
    const { sections } = await first.now.ask('report.run', { ...asked, of });
    const { rows, notes } = required(sections[0], () => 'by course');
    return { rows: rows.map((row) => row.slice(0, 4)), notes: notes.join(' ') };
  };
  const { rows, notes } = await report('library');
  expect(rows).toEqual([[expect.stringContaining('Summer 2026'), '1', '1', '0']]);
  expect(notes).toContain('also where it was taken off');
  const own = await report('desk');
  expect(own.rows).toEqual([]);
  expect(own.notes).toContain('only the copies that are on reserve now');
});

test('a copy that is out is recalled by what it was lent under, and the desk says until when it is out', async () => {
  const { dueText } = await first.now.ask('item.view', { barcode: 'barcode-out' });
  const placed = await first.now.ask('reserve.place', { courseId: theCourse(), barcode: 'barcode-out' });
  const { recalledText, outUntilText } = placed;
  expect([recalledText, outUntilText].filter((text) => text !== null)).toHaveLength(1);
  if (outUntilText !== null) expect(outUntilText).toBe(dueText);
  await first.now.settled();
  await first.now.ask('reserve.takeOff', { reserveId: placed.reserveId });
  await first.now.settled();
});

test('a copy lent for use in the building alone says so, and a student may process and take off but not place', async () => {
  const { reserveId } = await first.now.ask('reserve.place', {
    courseId: theCourse(),
    barcode: 'barcode-X3',
    inLibrary: true,
    owner: 'Halvorsen, Ingrid',
  });
  const lent = await first.now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-X3' });
  expect(lent.handling).toContain('In the library only.');
  const back = await first.now.ask('circ.checkin', { item: 'barcode-X3' });
  expect(back.routing?.text).toBe('TO PROCESSING: Course reserves');
  await signIn(first.now, 'student');
  expect(await first.now.refusal('reserve.place', { courseId: theCourse(), barcode: 'barcode-X2' })).toBe(
    'HF-AUTH-024',
  );
  await first.now.ask('reserve.move', { reserveId, status: 'on-reserve' });
  const again = await first.now.ask('circ.checkin', { item: 'barcode-X3' });
  expect(again.routing?.text).toBe('Shelf: Course reserves');
  // By the name that the library has for it.
  const writer = openLibraryWriter(world().served.store, world().clock);
  await writer.changeLibrary((row) => ({ ...row, desk: { ...row.desk, reservesName: 'Course Readings' } }));
  await until('the desk knows it', async () => (await first.now.ask('desk.view', {})).reservesName !== null);
  expect((await first.now.ask('circ.checkin', { item: 'barcode-X3' })).routing?.text).toBe('Shelf: Course Readings');
  await signIn(first.now, 'supervisor');
  const { lists } = await first.now.ask('list.counts', {});
  const headings = lists.flatMap(({ list, heading }) => (list.startsWith('reserves-') ? [heading] : []));
  expect(headings).toEqual(['Course Readings to process', 'Course Readings to pull']);
  expect((await first.now.ask('list.view', { list: 'reserves-to-pull' })).heading).toBe('Course Readings to pull');
  const { reports } = await first.now.ask('report.kinds', {});
  expect(reports.find(({ kind }) => kind === 'reserves')?.title).toBe('Course Readings');
  const { store } = world().served;
  const asked = { list: 'reserves-to-pull', of: null, now: world().clock.now(), madeBy: 'command-line' } as const;
  expect((await libraryListDocument(store, asked)).title.words.es).toBe('Course Readings por retirar');
  const period = { from: asked.now - 1, to: asked.now, now: asked.now, madeBy: 'command-line' } as const;
  const report = await libraryReport(store, 'reserves', { ...period, audience: 'internal' });
  expect(report.title.words.en).toBe('Course Readings');
  await first.now.ask('reserve.takeOff', { reserveId });
});

test('a reading that is added later stands in its section, and readings without one stand first', async () => {
  const courseId = theCourse();
  const before = (await first.now.ask('list.view', { list: 'course-readings', of: courseId })).rows.length;
  for (const [title, section] of [
    ['Second chapter', 'Week 2'],
    ['Syllabus', undefined],
    ['First chapter again', 'Week 1'],
    ['Third chapter', 'Week 3'],
    ['Second chapter again', 'Week 2'],
  ] as const)
    await first.now.ask('course.addReading', { courseId, title, ...(section === undefined ? {} : { section }) });
  await first.now.settled();
  const { rows } = await first.now.ask('list.view', { list: 'course-readings', of: courseId });
  expect(rows).toHaveLength(before + 5);
  const parts = rows.map(({ part }) => part ?? '');
  expect([...new Set(parts)]).toEqual(['', 'Week 1', 'Week 2', 'Week 3']);
  expect(parts).toEqual(parts.toSorted());
  const inWeek2 = rows.filter(({ part }) => part === 'Week 2').map(({ group }) => group);
  expect(inWeek2).toEqual(['Second chapter', 'Second chapter again']);
  expect(rows.filter(({ part }) => part === 'Week 1').at(-1)?.group).toBe('First chapter again');
  // Alike at the server, whose files name the section with each reading.
  const { store } = world().served;
  const asked = { list: 'course-readings', of: courseId, now: world().clock.now(), madeBy: 'command-line' } as const;
  const headings = (await libraryListDocument(store, asked)).sections.flatMap(({ rows: all }) =>
    all.map(([cell]) => cell),
  );
  const weeks = headings.filter((text) => typeof text === 'string' && text.startsWith('Week 2'));
  expect(weeks).toEqual(['Week 2 · Second chapter', 'Week 2 · Second chapter again']);
});

test('a section typed with other dashes, blanks or case is the same section, as it was first written', async () => {
  const courseId = theCourse();
  for (const [title, section] of [
    ['Second chapter', 'Unit-7'],
    ['Second chapter again', ' unit \u2013 7'],
    ['More of it', 'UNIT\u20147'],
    ['The last of it', 'Unit 7'],
    ['An appendix', 'Unit 77'],
  ] as const)
    await first.now.ask('course.addReading', { courseId, title, section });
  const { rows } = await first.now.ask('list.view', { list: 'course-readings', of: courseId });
  const added = rows.filter(({ part }) => /unit/i.test(part ?? '')).map(({ part, group }) => [part, group]);
  expect(added).toEqual([
    ['Unit-7', 'Second chapter'],
    ['Unit-7', 'Second chapter again'],
    ['Unit-7', 'More of it'],
    ['Unit-7', 'The last of it'],
    ['Unit 77', 'An appendix'],
  ]);
  // So are the sections of a course itself.
  const course = { term, numbers: ['HIST 101'], name: 'The West' };
  const { courseId: other } = await first.now.ask('course.add', { ...course, section: '01-A' });
  expect(await first.now.refusal('course.add', { ...course, section: '01 \u2013 a' })).toBe('HF-CIRC-291');
  await first.now.ask('course.end', { courseId: other });
});

test('a course that ended is over, and goes on where that is taken back', async () => {
  expect(await find('')).toEqual(['ECON 052']);
  await first.now.ask('course.end', { courseId: theCourse() });
  expect(await view(theCourse())).toMatchObject({ isOver: true, ended: true });
  expect(await find('')).toEqual([]);
  expect(await find('econ')).toEqual(['ECON 052']);
  await first.now.ask('course.edit', { courseId: theCourse(), ended: false });
  expect(await view(theCourse())).toMatchObject({ isOver: false });
});

test('a loan that comes in after its copy was put on reserve is offered for a recall', async () => {
  world().line.refuse('/v1/commands');
  const barcode = 'barcode-X5';
  expect((await second.now.ask('circ.checkout', { patron: 'card-plain', item: barcode })).decision).toBe('done');
  await new Promise((resolve) => setTimeout(resolve, 5));
  const placed = await first.now.ask('reserve.place', { courseId: theCourse(), barcode });
  // Here it stood on its shelf.
  expect(placed).toMatchObject({ recalledText: null, outUntilText: null });
  world().line.mend();
  await second.now.settled();
  await first.now.settled();
  const row = async () => {
    const { rows } = await first.now.ask('list.view', { list: 'reserves-processing' });
    return required(
      rows.find(({ names }) => names['barcode'] === barcode),
      () => 'no row',
    );
  };
  await until('the loan is known here', async () => (await row()).acts.some(({ act }) => act === 'recall'));
  expect((await row()).state).toBe('attention');
  const { dueText } = await first.now.ask('item.view', { barcode });
  const { recalledText } = await first.now.ask('reserve.move', {
    reserveId: placed.reserveId,
    status: 'requested',
    recalls: true,
  });
  expect(recalledText).not.toBeNull();
  expect(recalledText).not.toBe(dueText);
  expect((await first.now.ask('item.view', { barcode })).dueText).toBe(recalledText);
  // It is recalled once.
  expect((await row()).acts.map(({ act }) => act)).not.toContain('recall');
  expect((await row()).state).toBe('plain');
  await first.now.settled();
});

test('the number of a course that was moved on can be added anew in its old term, and both are found', async () => {
  const next = { name: 'Fall 2026', from: '2026-08-24', to: '2026-12-11' };
  const { courseId } = await first.now.ask('course.add', { term, numbers: ['MATH 060'], name: 'Linear algebra' });
  await first.now.ask('course.edit', { courseId, term: next });
  const again = await first.now.ask('course.add', { term, numbers: ['MATH 060'], name: 'Again' });
  expect(again.courseId).not.toBe(courseId);
  expect(await first.now.refusal('course.add', { term, numbers: ['math 060'], name: 'Thrice' })).toBe('HF-CIRC-291');
  await first.now.settled();
  await until('the other desk has both', async () => (await find('math', second)).length === 2);
  expect([await view(courseId, second), await view(again.courseId, second)]).toMatchObject([
    { term: 'Fall 2026', name: 'Linear algebra' },
    { term: 'Summer 2026', name: 'Again' },
  ]);
});
