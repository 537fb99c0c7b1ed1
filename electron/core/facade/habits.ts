// `library.habits`, `library.changeHabits`: keys of the library's own, and rights that come with the lessons. Seen from the copy, also without a line; set
// by the server.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { habitFault } from '../../../shared/circ/habit-fault.ts';
import { fewestRights, RightSchema } from '../../../shared/circ/rights.ts';
import type { Habits } from '../../../shared/wire/habits.ts';
import { requireRight, type Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';

/** Throws HF-CIRC-001 without a copy. */
export function viewHabits(desk: Desk): MethodOutput<'library.habits'> {
  desk.session.required();
  return viewOf(requiredCopy(desk).library.deskTerms());
}

/** Sets them with the PIN of the person signed in. Throws HF-AUTH-024, 022, 023, HF-SYNC-003 without a line, HF-RULES-009 and 011. */
export async function changeHabits(
  desk: Desk,
  { habits, seen, pin }: ParsedInput<'library.changeHabits'>,
): Promise<MethodOutput<'library.changeHabits'>> {
  requireRight(desk, 'edit-rules');
  const { staffId, staff } = desk.session.required();
  const place = habitFault(habits);
  if (place !== null) throw new HoldfastError('HF-RULES-011', { place });
  // The copy follows with the feed: what the server has is told at once.
  return viewOf(await desk.habits({ staffId, habits, seen, pin }, staff));
}

function viewOf({ keys, lessonRights }: Habits): MethodOutput<'library.habits'> {
  const rights = RightSchema.options.filter((right) => !fewestRights.includes(right));
  return {
    habits: { ...(keys === undefined ? {} : { keys }), ...(lessonRights === undefined ? {} : { lessonRights }) },
    rights,
  };
}
