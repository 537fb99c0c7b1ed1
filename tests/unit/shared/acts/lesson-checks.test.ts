// Tasks of a first shift: each is ticked by the acts that fulfil it, and by no fewer.

import { finishedAt, mergeDone } from '../../../../shared/circ/model/lessons.ts';
import { lessonsDone } from '../../../../shared/acts/lesson-checks.ts';
import type { ReadAct } from '../../../../shared/acts/read-act.ts';
import { LESSON_IDS } from '../../../../shared/core/lesson-tasks.ts';

type Recorded = ReadAct & { readonly at: number };

const parseAct = (act: unknown) => act as Recorded;
const act = (name: string, at: number, args: object = {}, told: object = {}): Recorded =>
  parseAct({ known: true, name, at, args: () => args, told: () => told });
const lend = (at: number, patronId: string, itemId: string, told: object = {}) =>
  act('checkout', at, { patronId, itemId }, told);
const ticked = (acts: readonly Recorded[]) => lessonsDone(acts).map(({ task }) => task);

test('two items to one patron: not two patrons, and not one item twice', () => {
  expect(ticked([lend(1, 'P1', 'X1'), lend(2, 'P2', 'X2'), lend(3, 'P1', 'X1')])).toEqual([]);
  expect(lessonsDone([lend(1, 'P1', 'X1'), lend(5, 'P1', 'X2'), lend(9, 'P1', 'X3')])).toEqual([
    { task: 'check-out', at: 5 },
  ]);
});

test('a return ticks the check-in, and only one that goes to a hold the hold shelf', () => {
  const plain = act('checkin', 1, {}, { holdId: null });
  expect(ticked([plain])).toEqual(['check-in']);
  expect(ticked([plain, act('checkin', 2, {}, { holdId: 'H1' })])).toEqual(['check-in', 'shelf']);
});

test('lending what waits for somebody is a pickup where it fills their hold', () => {
  expect(ticked([lend(1, 'P1', 'X1', { fills: 'H1' })])).toEqual(['pickup']);
});

test('arguments that are gone tick nothing and break nothing', () => {
  expect(ticked([parseAct({ known: true, name: 'checkout', at: 1, args: () => 'gone', told: () => 'gone' })])).toEqual(
    [],
  );
});

test('a whole shift ticks all ten, and is finished with the last of them', () => {
  const acts = [
    lend(1, 'P1', 'X1'),
    lend(2, 'P1', 'X2'),
    act('renew', 3),
    act('placeHold', 4),
    act('checkin', 5, {}, { holdId: 'H1' }),
    lend(6, 'P2', 'X1', { fills: 'H1' }),
    act('undo', 7),
    act('recordUse', 8),
    act('tally', 9),
    act('leaveMessage', 10),
  ];
  const done = lessonsDone(acts);
  expect(done.map(({ task }) => task)).toEqual(LESSON_IDS);
  expect(finishedAt({ done: done })).toBe(10);
  expect(finishedAt({ done: done.slice(1) })).toBeNull();
});

test('a task that was done at two desks counts from the first time', () => {
  const merged = mergeDone(
    [{ task: 'renewal', at: 9 }],
    [
      { task: 'renewal', at: 4 },
      { task: 'mistake', at: 6 },
    ],
  );
  expect(merged).toEqual([
    { task: 'renewal', at: 4 },
    { task: 'mistake', at: 6 },
  ]);
});
