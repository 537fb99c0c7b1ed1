// Which acts an undo takes out of a timeline, and which undo cannot stand or crossed another desk. sync.md 4k

import type { Act, ActOf } from '../../../shared/circ/acts.ts';
import type { PlainException } from './plain-world.ts';

export type Undone = { readonly ids: ReadonlySet<string>; readonly exceptions: readonly PlainException[] };

/** `touches`: whether an act between an undo and its target is one on the same thing. */
export function findUndone(order: readonly Act[], touches: (between: Act, target: Act) => boolean): Undone {
  const ids = new Set<string>();
  const standing: { undo: ActOf<'undo'>; target: Act }[] = [];
  const exceptions: PlainException[] = [];
  for (const act of order) {
    if (act.kind !== 'undo') continue;
    const target = order.find((other) => other.id === act.target);
    if (target === undefined || !canBeUndone(target, act) || ids.has(target.id)) {
      exceptions.push({ code: 'undo-void', ...subjectOf(act), cause: act.id });
    } else {
      ids.add(target.id);
      standing.push({ undo: act, target });
    }
  }
  for (const { undo, target } of standing) {
    const between = order.slice(order.indexOf(target) + 1, order.indexOf(undo));
    if (between.some((act) => isOfAnotherDesk(act, undo) && !ids.has(act.id) && touches(act, target))) {
      exceptions.push({ code: 'undo-crossed', ...subjectOf(undo), cause: undo.id });
    }
  }
  return { ids, exceptions };
}

function canBeUndone(target: Act, undo: ActOf<'undo'>): boolean {
  return target.desk === undo.desk && target.kind !== 'undo' && target.kind !== 'pay';
}

/** The state found by an import belongs to no desk. */
function isOfAnotherDesk(act: Act, undo: Act): boolean {
  return act.desk !== '' && act.desk !== undo.desk;
}

function subjectOf(undo: ActOf<'undo'>): { item: string } | { patron: string } {
  return undo.itemId === null ? { patron: undo.patronId ?? '' } : { item: undo.itemId };
}
