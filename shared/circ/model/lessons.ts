// The lessons that a person has done in practice: each task with when it was first done. Kept for ever, across practices and desks.

import { z } from 'zod';
import { LESSON_IDS } from '../../core/lesson-tasks.ts';
import { StaffIdSchema } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';

/** A task of another version of the program keeps its name and counts for nothing here. [I20] */
export const TaskDoneSchema = z.object({ task: z.string().min(1).max(40), at: InstantSchema });
export type TaskDone = z.infer<typeof TaskDoneSchema>;

export const LessonsDoneSchema = z.object({
  staff: StaffIdSchema,
  done: z.array(TaskDoneSchema).max(200),
  /** When all tasks of that time were done first: tasks that a later version adds take it from no one. Absent = not yet. */
  finishedAt: InstantSchema.optional(),
});
export type LessonsDone = z.infer<typeof LessonsDoneSchema>;

/** Both together; a task that is in both counts from when it was done first. */
export function mergeDone(one: readonly TaskDone[], other: readonly TaskDone[]): TaskDone[] {
  const byTask = new Map<string, Instant>();
  for (const { task, at } of [...one, ...other]) byTask.set(task, Math.min(at, byTask.get(task) ?? at));
  return [...byTask].map(([task, at]) => ({ task, at })).toSorted((a, b) => a.at - b.at || (a.task < b.task ? -1 : 1));
}

type Finishing = { readonly done: readonly TaskDone[]; readonly finishedAt?: Instant | undefined };

/** When a person had done all tasks that there were; null while one is left. */
export function finishedAt({ done, finishedAt: first }: Finishing): Instant | null {
  return first ?? lastOfAll(done);
}

function lastOfAll(done: readonly TaskDone[]): Instant | null {
  const times = LESSON_IDS.map((id) => done.find(({ task }) => task === id)?.at ?? null);
  return times.reduce<Instant | null>((last, at) => (last === null || at === null ? null : Math.max(last, at)), 0);
}
