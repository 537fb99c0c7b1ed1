// Whether a task of a first shift is done, by the acts that practice recorded. Pure.

import { LESSON_IDS, type LessonTaskId } from '../core/lesson-tasks.ts';
import type { Instant } from '../core/instant.ts';
import type { TaskDone } from '../circ/model/lessons.ts';
import type { ActName } from './all.ts';
import type { KnownAct, ReadAct } from './read-act.ts';

type Recorded = ReadAct & { readonly at: Instant };

/** Acts that a task looks at. */
export const LESSON_ACTS = [
  'checkout',
  'renew',
  'placeHold',
  'checkin',
  'undo',
  'recordUse',
  'tally',
  'leaveMessage',
] as const satisfies readonly ActName[];

function named<N extends ActName>(acts: readonly Recorded[], name: N): KnownAct<N>[] {
  // The compiler does not narrow a union by a type parameter.
  const parseNamed = (found: readonly unknown[]) => found as KnownAct<N>[];
  return parseNamed(acts.filter((act) => act.known && act.name === name));
}

const some = (name: ActName) => (acts: readonly Recorded[]) => named(acts, name).length > 0;

const CHECKS: Readonly<Record<LessonTaskId, (acts: readonly Recorded[]) => boolean>> = {
  'check-out'(acts) {
    const items = new Map<string, Set<string>>();
    for (const act of named(acts, 'checkout')) {
      const args = act.args();
      if (args === 'gone') continue;
      const lent = items.get(args.patronId) ?? new Set();
      items.set(args.patronId, lent.add(args.itemId));
    }
    return items.values().some((lent) => lent.size >= 2);
  },
  renewal: some('renew'),
  hold: some('placeHold'),
  'check-in': some('checkin'),
  shelf: (acts) => named(acts, 'checkin').some((act) => isTold(act, ({ holdId }) => holdId !== null)),
  pickup: (acts) => named(acts, 'checkout').some((act) => isTold(act, ({ fills }) => fills !== undefined)),
  mistake: some('undo'),
  use: some('recordUse'),
  question: some('tally'),
  message: some('leaveMessage'),
};

function isTold<T>(act: { readonly told: () => T | 'gone' }, matches: (told: T) => boolean): boolean {
  const told = act.told();
  return told !== 'gone' && matches(told);
}

/** The tasks that acts fulfil, in order of time, each with the moment of the act that fulfilled it. */
export function lessonsDone(acts: readonly Recorded[]): TaskDone[] {
  return LESSON_IDS.flatMap((task) => {
    const check = CHECKS[task];
    if (!check(acts)) return [];
    const count = acts.findIndex((_, index) => check(acts.slice(0, index + 1)));
    return [{ task, at: acts[count]?.at ?? 0 }];
  });
}
