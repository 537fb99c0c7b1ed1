// When a person has finished the lessons of a first shift.

import { finishedAt } from '../../../../../shared/circ/model/lessons.ts';
import { LESSON_IDS } from '../../../../../shared/core/lesson-tasks.ts';

const done = LESSON_IDS.map((task, n) => ({ task, at: 100 + n }));

test('it is the last task that ends them, and what was finished once stays so when a later version adds a task', () => {
  expect(finishedAt({ done })).toBe(100 + LESSON_IDS.length - 1);
  expect(finishedAt({ done: done.slice(1) })).toBeNull();
  // Done under a version that had one task less.
  expect(finishedAt({ done: done.slice(1), finishedAt: 90 })).toBe(90);
});
