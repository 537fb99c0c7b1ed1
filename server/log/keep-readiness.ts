// The last report of each desk on its readiness for an outage, and people's progress in the lessons at any of them.

import { finishedAt, mergeDone, type LessonsDone } from '../../shared/circ/model/lessons.ts';
import { isOfKind, lessonsEntryId, readinessEntryId, type LogEntry } from '../../shared/circ/model/log-entry.ts';
import { actId, branchId, deskId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { ReadinessRequest, ReadinessResponse } from '../../shared/wire/readiness.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { markStaffChanged } from '../staff/mark-staff-changed.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { Store, WriteTx } from '../store/store.ts';

type Reporter = { readonly id: string; readonly branch: string; readonly name: string };

/** Keeps the report of a desk in place of the one before. The server sets the desk and the time. */
export async function keepReadiness(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  desk: Reporter,
  { facts, lessons }: ReadinessRequest,
): Promise<ReadinessResponse> {
  const id = readinessEntryId(deskId(desk.id));
  const wanted = new Map(lessons.map((one) => [lessonsEntryId(one.staff), one]));
  await writeAndPublish(store, async (publishing) => {
    const { tx, changes } = publishing;
    await tx.lock([id, ...wanted.keys()].map((one) => `log:${one}`));
    const written = collectChanges();
    written.put('logEntry', {
      id,
      branch: branchId(desk.branch),
      at: clock.now(),
      by: null,
      // No act: the desk reports by itself.
      act: actId(id),
      what: { kind: 'readiness', facts: { ...facts, deskId: deskId(desk.id), name: desk.name } },
      seen: [],
      ended: null,
    });
    if (await addLessons(tx, written, { desk, wanted, now: clock.now() })) await markStaffChanged(publishing);
    await writeChanges(tx, written);
    changes.add(written);
  });
  return {};
}

/** Adds tasks to those known of each person. Returns whether anything is new: a person's rights can follow from it. */
async function addLessons(
  tx: WriteTx,
  written: RowChanges,
  { desk, wanted, now }: { desk: Reporter; wanted: ReadonlyMap<string, LessonsDone>; now: Instant },
): Promise<boolean> {
  if (wanted.size === 0) return false;
  const rows = new Map<string, LogEntry>(await readRows(tx, 'logEntry', [...wanted.keys()]));
  const ids = [...wanted.values()].map(({ staff }) => String(staff));
  const people = new Set(
    (await tx.db.selectFrom('staff').select('id').where('id', 'in', ids).execute()).map(({ id }) => id),
  );
  let isNew = false;
  for (const [id, { staff, done }] of wanted) {
    const entry = rows.get(id);
    const known = entry !== undefined && isOfKind(entry, 'lessons') ? entry.what : null;
    const before = known?.done ?? [];
    // A clock that is ahead unlocks nothing before its time.
    const merged = mergeDone(
      before,
      done.map(({ task, at }) => ({ task, at: Math.min(at, now) })),
    );
    if (!people.has(staff) || merged.length === before.length) continue;
    const finished = finishedAt({ finishedAt: known?.finishedAt, done: merged });
    isNew = true;
    written.put('logEntry', {
      id,
      branch: entry?.branch ?? branchId(desk.branch),
      at: now,
      by: null,
      act: actId(id),
      what: { kind: 'lessons', staff, done: merged, ...(finished === null ? {} : { finishedAt: finished }) },
      seen: [],
      ended: null,
    });
  }
  return isNew;
}
