// `lesson.view`: the tasks of a first shift. In practice they are ticked from the acts recorded there and handed to the real desk, which keeps them
// and reports them to its server, so that a person goes on at any desk and a supervisor sees how far they are.

import { z } from 'zod';
import { lessonsDone, LESSON_ACTS } from '../../../shared/acts/lesson-checks.ts';
import { LessonsDoneSchema, mergeDone, type LessonsDone, type TaskDone } from '../../../shared/circ/model/lessons.ts';
import { isOfKind, lessonsEntryId, type LogEntry } from '../../../shared/circ/model/log-entry.ts';
import type { StaffId } from '../../../shared/core/ids.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { LESSON_IDS, LESSON_TASKS } from '../../../shared/core/lesson-tasks.ts';
import type { LessonsView } from '../../../shared/views/lessons.ts';
import { readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
import type { Ledger, LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { rowByKey } from '../../../db/replica/read-row.ts';
import type { Desk } from '../desk.ts';

const SETTING = 'lessons';

/** The tasks, with those that the person signed in has done; in practice, the person who began it. */
export function viewLessons(desk: Desk): LessonsView {
  const learner = learnerAt(desk);
  const done = doneBy(desk, learner?.staffId ?? null);
  const language = desk.language();
  return {
    learner,
    tasks: LESSON_IDS.map((id) => {
      const at = done.find(({ task }) => task === id)?.at;
      const { title, how } = LESSON_TASKS[id];
      return { id, title: title[language], how: how[language], doneAt: at === undefined ? null : formatInstant(at) };
    }),
  };
}

function learnerAt({ config, session }: Desk): LessonsView['learner'] {
  const current = config.isPractice === true ? (config.learner ?? null) : session.current();
  return current === null ? null : { staffId: current.staffId, staff: current.staff };
}

function doneBy(desk: Desk, staff: StaffId | null): readonly TaskDone[] {
  if (desk.config.isPractice !== true) return staff === null ? [] : doneAtDesk(desk, staff);
  const period = { from: 0, to: Number.MAX_SAFE_INTEGER };
  return mergeDone(desk.config.learner?.done ?? [], lessonsDone(recordedActs(desk.ledger, LESSON_ACTS, period)));
}

/** Lessons done at this desk, and those that the library has of a person. */
function doneAtDesk(desk: Desk, staff: StaffId): readonly TaskDone[] {
  const copy = desk.copy();
  const entry: LogEntry | null = copy === null ? null : rowByKey(copy.db, 'logEntry', lessonsEntryId(staff));
  const known = entry !== null && isOfKind(entry, 'lessons') ? entry.what.done : [];
  return mergeDone(known, keptLessons(desk.ledger).find((one) => one.staff === staff)?.done ?? []);
}

/** Lessons that practice at this desk handed over. */
export function keptLessons(ledger: Ledger): readonly LessonsDone[] {
  return readSetting(ledger, SETTING, z.array(LessonsDoneSchema)) ?? [];
}

/** Keeps the lessons that a person did in practice. None is ever taken away. */
export function keepLessons(ledger: LedgerWriter, { staff, done }: LessonsDone): void {
  const kept = keptLessons(ledger);
  const before = kept.find((one) => one.staff === staff)?.done ?? [];
  const merged = mergeDone(before, done);
  if (merged.length === before.length) return;
  writeSetting(ledger, SETTING, [...kept.filter((one) => one.staff !== staff), { staff, done: merged }]);
}
