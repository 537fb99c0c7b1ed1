// Faults in a library's own keys and lessons that no desk could follow.

import { keysWith } from '../core/desk-keys.ts';
import type { DeskTerms } from './model/desk-terms.ts';
import { fewestRights, isRight } from './rights.ts';

/** The action or the right that cannot be; null where all can. */
export function habitFault({ keys = {}, lessonRights = [] }: Pick<DeskTerms, 'keys' | 'lessonRights'>): string | null {
  const [fault] = keysWith(keys).faults;
  return fault?.action ?? lessonRights.find((right) => !isRight(right) || fewestRights.includes(right)) ?? null;
}
