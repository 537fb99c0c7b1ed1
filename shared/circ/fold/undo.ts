// Which acts are undone. Undo removes its target as if it had not been; it is void for another desk's act, a payment,
// another undo, an act that is undone already, or one that is not there.

import type { ActId } from '../../core/ids.ts';
import type { Act, ActOf } from '../acts.ts';
import { compareActs } from './timeline.ts';

/** The undos among some acts: those that stand, and void ones. */
export type Undos = {
  /** Undone act → the undo that removed it. */
  readonly undone: ReadonlyMap<ActId, ActOf<'undo'>>;
  readonly void: readonly ActOf<'undo'>[];
};

/** Works out the undos among the acts of one timeline. */
export function resolveUndos(acts: readonly Act[]): Undos {
  const byId = new Map(acts.map((act) => [act.id, act]));
  const undone = new Map<ActId, ActOf<'undo'>>();
  const voided: ActOf<'undo'>[] = [];
  const undos = acts.filter((act) => act.kind === 'undo').toSorted(compareActs);
  for (const undo of undos) {
    const target = byId.get(undo.target);
    if (target !== undefined && canUndo(undo, target) && !undone.has(target.id)) undone.set(target.id, undo);
    else voided.push(undo);
  }
  return { undone, void: voided };
}

function canUndo(undo: ActOf<'undo'>, target: Act): boolean {
  return target.desk === undo.desk && target.kind !== 'undo' && target.kind !== 'pay';
}

/** Whether an act of another desk lies between an undo and its target, in the order given; one that is undone itself never was. */
export function isCrossed(order: readonly Act[], undo: ActOf<'undo'>, undos: Undos): boolean {
  const from = order.findIndex((act) => act.id === undo.target);
  const to = order.findIndex((act) => act.id === undo.id);
  return order
    .slice(from + 1, to)
    .some((act) => act.desk !== undo.desk && act.desk !== '' && !undos.undone.has(act.id));
}
