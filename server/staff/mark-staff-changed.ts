// A mark on the feed: desks that see it fetch their grants again.

import type { Publishing } from '../feed/write-and-publish.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';

/** Tells every desk that the staff who may sign in, or their rights, have changed. */
export async function markStaffChanged({ tx, changes }: Publishing): Promise<void> {
  await tx.lock(['staff-mark']);
  const before = (await readRows(tx, 'staffMark', ['staff'])).get('staff');
  const marked = collectChanges();
  marked.put('staffMark', { id: 'staff', revision: (before?.revision ?? 0) + 1 });
  await writeChanges(tx, marked);
  changes.add(marked);
}
