// Lessons: ticked from what practice recorded, kept by the real desk, seen by a supervisor elsewhere, and unlocking rights that the library keeps
// back.

import { keepLessons, viewLessons } from '../../../../electron/core/practice/lessons.ts';
import { keepReadiness } from '../../../../electron/core/readiness/keep-readiness.ts';
import { required } from '../../../../shared/core/assert.ts';
import { LESSON_IDS } from '../../../../shared/core/lesson-tasks.ts';
import { grantByName } from '../../../../db/ledger/staff-grants.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 6,
  patrons: 3,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    await writer.changeLibrary((row) => ({ ...row, desk: { ...row.desk, lessonRights: ['handle-money'] } }));
  },
});
const counter = sharedDesk(world, 'desk');
const office = sharedDesk(world, 'supervisor');
const NEVER = { after: () => () => {}, turn: () => Promise.resolve() };
const report = () =>
  keepReadiness(counter.now.core, {
    timers: NEVER,
    onFault: (error) => {
      throw error;
    },
  }).look();
const learner = () => {
  const { staffId, staff } = required(grantByName(counter.now.core.desk.ledger, 'desk'), () => 'no such person');
  return { staffId, staff };
};
const mayTakeMoney = async () =>
  (await counter.now.ask('session.current', {}))?.rights.includes('handle-money') ?? false;

test('practice ticks what was recorded there, beside what the person had done before', async () => {
  await counter.now.ask('item.recordUse', { barcode: 'barcode-X1', count: 1 });
  await counter.now.ask('tally.count', { tier: '1' });
  const { desk } = counter.now.core;
  const done = [{ task: 'renewal', at: WEDNESDAY }];
  const practice = { ...desk, config: { ...desk.config, isPractice: true, learner: { ...learner(), done } } };
  const view = viewLessons(practice);
  expect(view.learner).toEqual(learner());
  expect(view.tasks.filter(({ doneAt }) => doneAt !== null).map(({ id }) => id)).toEqual([
    'renewal',
    'use',
    'question',
  ]);
  expect(view.tasks).toHaveLength(10);
});

test('acts at the real desk itself tick nothing', async () => {
  const { tasks } = await counter.now.ask('lesson.view', {});
  expect(tasks.filter(({ doneAt }) => doneAt !== null)).toEqual([]);
});

test('a right that waits for the lessons is not there before them', async () => {
  expect(await mayTakeMoney()).toBe(false);
  const fee = { patron: 'card-P1', amountMinor: 100, charge: 'other' } as const;
  expect(await counter.now.call('fee.add', fee)).toMatchObject({ ok: false, error: { code: 'HF-AUTH-024' } });
});

test('a person who did some goes on later, and a supervisor at another desk sees how far they are', async () => {
  const { ledger } = counter.now.core.desk;
  keepLessons(ledger, { staff: learner().staffId, done: [{ task: 'renewal', at: WEDNESDAY }] });
  await report();
  await until('the lessons are there', async () => {
    const { rows } = await office.now.ask('list.view', { list: 'staff-lessons' });
    return rows.some(({ texts }) => texts.includes('desk') && texts.includes('1/10'));
  });
  const { tasks } = await counter.now.ask('lesson.view', {});
  expect(tasks.find(({ id }) => id === 'renewal')?.doneAt).not.toBeNull();
  expect(await mayTakeMoney()).toBe(false);
});

test('with the last task the right is unlocked, and the server takes what is done with it', async () => {
  const done = LESSON_IDS.map((task) => ({ task, at: world().clock.now() }));
  keepLessons(counter.now.core.desk.ledger, { staff: learner().staffId, done });
  await report();
  await until('the right is there', mayTakeMoney);
  world().clock.forward(60_000);
  await counter.now.ask('fee.add', { patron: 'card-P1', amountMinor: 100, charge: 'other' });
  await counter.now.settled();
  await office.now.settled();
  const { exceptions } = await office.now.ask('exception.list', {});
  expect(exceptions.map(({ code }) => code)).not.toContain('staff-role-revoked');
});

test('the list is for those who manage staff', async () => {
  await signIn(counter.now, 'student');
  expect(await counter.now.call('list.view', { list: 'staff-lessons' })).toMatchObject({
    error: { code: 'HF-AUTH-024' },
  });
});
