// A term's list of staff from a CSV file: seen first, nothing silent, done row by row with new PINs, and done again without doing anything twice.

import { createSpeaker } from '../../../../renderer/text/speak.ts';
import { RoleSchema } from '../../../../shared/circ/rights.ts';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { PINS, sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';

const world = sharedWorld({ items: 5, patrons: 2, at: Date.UTC(2026, 7, 20, 15) });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));

const LIST = [
  'Name,Role,Until',
  'kim,student,2027-05-21',
  '"lee",desk,',
  '',
  'student,student,2027-05-21',
  'kim,student,2027-05-21',
  'two words,student,2027-05-21',
  'ann,professor,2027-05-21',
  'bob,student,2026-02-30x',
  'cat,student,2026-01-01',
  'dan,administrator,2027-05-21',
  'supervisor,student,2027-05-21',
  'nobody,end,',
].join('\n');

test('is shown as what it would do, with the line and the reason of each row that is not taken', async () => {
  const plan = await desk.now.ask('people.lookAtList', { text: LIST });
  expect(plan.lacks).toEqual([]);
  expect(plan.changes).toMatchObject([
    { line: 2, name: 'kim', kind: 'add', role: 'student', until: '2027-05-21' },
    { line: 3, name: 'lee', kind: 'add', role: 'desk', until: null },
    { line: 5, name: 'student', kind: 'change', until: '2027-05-21', wasRole: 'student', wasUntil: null },
  ]);
  expect(plan.refused.map(({ line, why }) => [line, why])).toEqual([
    [6, 'twice'],
    [7, 'bad-name'],
    [8, 'bad-role'],
    [9, 'bad-date'],
    [10, 'past'],
    [11, 'may-not'],
    [12, 'may-not'],
    [13, 'unknown'],
  ]);
  expect(plan.refused.flatMap(({ why, said }) => (why === 'bad-role' || why === 'bad-date' ? [said] : []))).toEqual([
    'professor',
    '2026-02-30x',
  ]);
  expect((await desk.now.ask('people.list', {})).staff.map(({ staff }) => staff)).not.toContain('kim');
  const pasted = ['name\trole\tuntil', 'kim\tstudent\t2027-05-21'].join('\r\n');
  expect((await desk.now.ask('people.lookAtList', { text: pasted })).changes).toMatchObject([{ name: 'kim' }]);
  expect(await desk.now.ask('people.lookAtList', { text: 'who,role\nkim,student' })).toMatchObject({
    lacks: ['name'],
    changes: [],
  });
});

test.each(['en', 'es'] as const)(
  'takes roles as the screens name them in %s, but for a role that this person may not give',
  async (language) => {
    const { t } = createSpeaker(language);
    const roles = RoleSchema.options;
    const rows = roles.map((role, index) => `new${index},${t(`role.${role}`)}`);
    const plan = await desk.now.ask('people.lookAtList', { text: ['name,role', ...rows].join('\n') });
    expect(plan.changes.map(({ role }) => role)).toEqual(roles.filter((role) => role !== 'administrator'));
    expect(plan.refused.map(({ why }) => why)).toEqual(['may-not']);
  },
);

test('is done with the PIN of the person who asks, whose new people get PINs that are told once', async () => {
  expect(await desk.now.refusal('people.takeList', { text: LIST, pin: '000000' })).toBe('HF-AUTH-022');
  const done = await desk.now.ask('people.takeList', { text: LIST, pin: PINS.supervisor });
  expect(done).toMatchObject({ done: 3, failed: [] });
  expect(done.made.map(({ staff, pin }) => [staff, /^\d+$/.test(pin)])).toEqual([
    ['kim', true],
    ['lee', true],
  ]);
  const again = await desk.now.ask('people.lookAtList', { text: LIST });
  expect(again).toMatchObject({ changes: [], same: ['kim', 'lee', 'student'] });
  const [kim] = done.made;
  await desk.now.ask('session.signOut', {});
  expect(await desk.now.ask('session.signIn', { staff: 'kim', pin: kim?.pin ?? '' })).toMatchObject({
    role: 'student',
  });
});

test('ends people whose role it says so, and names students whom it does not have', async () => {
  const text = 'name,role,until\nkim,end,\n';
  const plan = await desk.now.ask('people.lookAtList', { text });
  expect(plan).toMatchObject({ changes: [{ kind: 'end', name: 'kim' }], left: ['student'] });
  await desk.now.ask('people.takeList', { text, pin: PINS.supervisor });
  expect((await desk.now.ask('people.list', {})).staff.find(({ staff }) => staff === 'kim')).toMatchObject({
    role: null,
  });
});

test('makes no PIN for a row that is not taken: nobody would be told it', async () => {
  const text = 'name,role,until\nstudent,desk,2028-05-21\n';
  const { desk: core } = desk.now.core;
  const ask = core.staffList.bind(core);
  const spied = jest.spyOn(core, 'staffList').mockImplementation((asked, staff) => {
    if (asked.change?.what.kind === 'until') return Promise.reject(new HoldfastError('HF-AUTH-005', { staff }));
    return ask(asked, staff);
  });
  const answer = await desk.now.ask('people.takeList', { text, pin: PINS.supervisor });
  spied.mockRestore();
  expect(answer).toMatchObject({ done: 0, made: [], failed: [{ name: 'student' }] });
  const { staff } = await desk.now.ask('people.list', {});
  expect(staff.find((one) => one.staff === 'student')).toMatchObject({ role: 'student' });
});

test('needs a line, and the right to manage staff', async () => {
  world().line.refuse('/v1/staff-list');
  expect(await desk.now.refusal('people.lookAtList', { text: LIST })).toBe('HF-SYNC-003');
  world().line.mend();
  await signIn(desk.now, 'desk');
  expect(await desk.now.refusal('people.lookAtList', { text: LIST })).toBe('HF-AUTH-024');
});
