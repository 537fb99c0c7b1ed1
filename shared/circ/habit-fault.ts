// Faults in a library's own keys, lessons and kinds of things that no desk could follow.

import { keysWith } from '../core/desk-keys.ts';
import { foldText } from '../core/fold-text.ts';
import type { DeskTerms } from './model/desk-terms.ts';
import { fewestRights, isRight } from './rights.ts';

/** The action, the right or the kind that cannot be; null where all can. */
export function habitFault({
  keys = {},
  lessonRights = [],
  uncataloged = [],
  equipment = [],
}: Pick<DeskTerms, 'keys' | 'lessonRights' | 'uncataloged' | 'equipment'>): string | null {
  const [fault] = keysWith(keys).faults;
  const wrongRight = lessonRights.find((right) => !isRight(right) || fewestRights.includes(right));
  return fault?.action ?? wrongRight ?? namedTwice(uncataloged) ?? namedTwice(equipment);
}

type Named = { readonly id: string; readonly name: string };

/** The name of a kind that has its code or its name from one before it. */
function namedTwice(kinds: readonly Named[]): string | null {
  const isTaken = ({ id, name }: Named, before: readonly Named[]): boolean =>
    before.some((one) => one.id === id || foldText(one.name) === foldText(name));
  return kinds.find((kind, at) => isTaken(kind, kinds.slice(0, at)))?.name ?? null;
}
