// The open recalls of a copy. A recall is an act on the copy; it is open while its hold waits, or, where it has no
// hold, until the copy comes in.

import type { HoldId, PatronId } from '../../core/ids.ts';
import type { ItemAct } from '../acts.ts';
import type { ItemFacts } from '../facts.ts';
import { resolveUndos } from '../fold/undo.ts';

/** The recalls among the acts on a copy, in their order, that its coming in did not end: each by its hold, or null where it has none. */
export function recallsIn(acts: readonly ItemAct[]): (HoldId | null)[] {
  const { undone } = resolveUndos(acts);
  let open: (HoldId | null)[] = [];
  for (const act of acts) {
    if (undone.has(act.id)) continue;
    if (act.kind === 'recall') open.push(act.hold);
    if (comesIn(act)) open = open.filter((hold) => hold !== null);
  }
  return open;
}

/** Lent although another patron had it, it came in at that moment. */
function comesIn(act: ItemAct): boolean {
  return act.kind === 'checkin' || (act.kind === 'checkout' && act.overrides.includes('LOANED_TO_ANOTHER'));
}

/** Whether another person than a patron called the copy back and still waits. */
export function isRecalledFrom({ recalls = [], holds }: ItemFacts, patronId: PatronId | null): boolean {
  return recalls.some(
    (recall) =>
      recall === null ||
      holds.some(({ id, state, patronId: by }) => id === recall && state === 'waiting' && by !== patronId),
  );
}
