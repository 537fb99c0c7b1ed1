// The history of a copy and of a course has other desks' acts from the server; without a line it has this desk's own.

import { required } from '../../../../shared/core/assert.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ at: WEDNESDAY, items: 3, patrons: 3, fill: fillVariedLibrary });
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'supervisor');

const barcode = 'barcode-kit';
const rowsOf = async (list: 'item-history' | 'course-history', of: string) => {
  const { rows } = await first.now.ask('list.view', { list, of });
  return rows.map(({ texts }) => texts.slice(1));
};

test('a note of another desk on the condition of a copy is read here, with its person and its desk', async () => {
  await second.now.ask('item.edit', { barcode, condition: 'Scratched lid', conditionPhotos: ['lid.jpg'] });
  await second.now.ask('item.reportParts', { barcode, missing: [], seen: 'Wet', photos: ['wet.jpg'] });
  await second.now.ask('item.setMark', { barcode, mark: 'in-repair', note: 'New lid' });
  await second.now.ask('item.setMark', { barcode, mark: 'damaged', note: 'Wrong copy' });
  await second.now.ask('item.clearMark', { barcode, mark: 'damaged' });
  await second.now.settled();
  await until('both are there', async () => (await rowsOf('item-history', barcode)).length >= 5);
  const rows = await rowsOf('item-history', barcode);
  expect(rows).toContainEqual([
    'Copy edited',
    'Scratched lid · photos: lid.jpg',
    expect.stringMatching(/supervisor · /),
  ]);
  expect(rows).toContainEqual([
    'Missing parts reported',
    'Wet · photos: wet.jpg',
    expect.stringMatching(/supervisor · /),
  ]);
  expect(rows).toContainEqual(['Copy marked', 'in repair · New lid', expect.stringMatching(/supervisor · /)]);
  world().line.cut();
  await until('the line is down', async () => !(await first.now.ask('sync.status', {})).online);
  const own = await rowsOf('item-history', barcode);
  expect(own).toContainEqual(['Copy marked', 'in repair', 'Another desk']);
  expect(own.some(([what]) => what === 'Copy edited')).toBe(false);
  world().line.mend();
});

test('the place of a copy that another desk found is read in its history, and no row has it', async () => {
  await second.now.ask('item.setMark', { barcode: 'barcode-X1', mark: 'missing' });
  await second.now.ask('circ.checkin', { item: 'barcode-X1', place: 'At Mrs Roe’s, room 204' });
  await second.now.settled();
  const what = async () => (await rowsOf('item-history', 'barcode-X1')).map(([, details]) => details);
  await until('it is there', async () => (await what()).includes('where: At Mrs Roe’s, room 204'));
  const found = async () => {
    const { rows } = await first.now.ask('list.view', { list: 'missing' });
    return rows.find(({ names }) => names['barcode'] === 'barcode-X1')?.texts.join();
  };
  expect(await found()).toContain('Main Library, ');
  expect(await found()).not.toContain('Mrs Roe');
});

test('an act of another desk on a borrower is listed without its words', async () => {
  await first.now.settled();
  await second.now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-X0' });
  const { loans } = await second.now.ask('patron.view', { card: 'card-plain' });
  const loanId = required(loans[0], () => 'it is out').loanId;
  await second.now.ask('item.claimReturned', { barcode: 'barcode-X0', loanId, note: 'Their sister saw it' });
  await second.now.settled();
  const rows = async () => rowsOf('item-history', 'barcode-X0');
  await until('it is there', async () => (await rows()).some(([what]) => what === 'Claimed returned'));
  expect(JSON.stringify(await rows())).not.toContain('sister');
});

test('a course has the transactions of every desk, also on a reading that was removed', async () => {
  const term = { name: 'Fall', from: '2000-01-01', to: '2099-12-31' };
  const { courseId } = await first.now.ask('course.add', { term, numbers: ['HIST 101'], name: 'History' });
  await first.now.settled();
  await until('the other desk has it', async () =>
    second.now.ask('list.view', { list: 'course-readings', of: courseId }).then(
      () => true,
      () => false,
    ),
  );
  const { readingId } = await second.now.ask('course.addReading', {
    courseId,
    barcode: 'barcode-kit',
    section: 'Week 1',
  });
  await second.now.ask('reserve.place', { courseId, barcode: 'barcode-map' });
  await second.now.ask('course.removeReading', { readingId });
  await second.now.settled();
  const rows = () => rowsOf('course-history', courseId);
  await until('all are told', async () => (await rows()).length >= 4);
  const told = await rows();
  expect(told).toContainEqual(['Course added', '', 'supervisor']);
  expect(told.filter(([, , who]) => String(who).includes(' · ')).map(([what, details]) => [what, details])).toEqual(
    expect.arrayContaining([
      [expect.stringMatching(/added/i), 'The kit'],
      [expect.stringMatching(/removed/i), 'The kit'],
      [expect.any(String), expect.stringContaining('barcode-map')],
    ]),
  );
});
