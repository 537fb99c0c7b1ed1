// Keys of the library's own, rights that come with the lessons, carts, handling and kinds of things, set by a person who is signed in at a desk with a
// line and may edit rules.

import { cartFault } from '../../shared/callnumbers/cart-fault.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { habitFault } from '../../shared/circ/habit-fault.ts';
import {
  habitsChanged,
  habitsGone,
  habitsIn,
  habitsOf,
  isSameIn,
  namedGroups,
} from '../../shared/wire/habit-groups.ts';
import { HABIT_GROUPS, type HabitsRequest, type HabitsResponse } from '../../shared/wire/habits.ts';
import { checkOwnPin, type PinParts } from '../staff/check-own-pin.ts';
import { markStaffChanged } from '../staff/mark-staff-changed.ts';
import { requireStaffRight } from '../staff/require-staff-right.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { kindsBooked, kindsOut } from './kinds-out.ts';
import { openLibraryWriter } from './library-writer.ts';

type Parts = PinParts & { readonly clock: Clock };

/**
 * Sets them, and returns those that hold then. Throws HF-AUTH-024 without the right `edit-rules`, HF-AUTH-022 and 023 for the PIN, HF-RULES-009 where
 * others were set meanwhile, HF-RULES-011 for keys that no desk could follow, rights that cannot wait for the lessons and kinds named twice,
 * HF-RULES-013 for a kind that goes while it is out or booked.
 */
export async function habitsForDesk(parts: Parts, request: HabitsRequest): Promise<HabitsResponse> {
  const { store, clock } = parts;
  const { staffId, habits, seen, pin } = request;
  const now = clock.now();
  await store.read((tx) => requireStaffRight(tx, { staffId, right: 'edit-rules', now }));
  await checkOwnPin(parts, staffId, pin);
  const changed = habitsChanged(request);
  const place = habitFault(changed) ?? cartFault(changed.carts);
  if (place !== null) throw new HoldfastError('HF-RULES-011', { place });
  const named = namedGroups(request);
  const gone = habitsGone(request);
  const out = await store.read(async (tx) => [
    ...(await kindsOut(tx, gone.uncataloged)),
    ...(await kindsBooked(tx, gone.equipment)),
  ]);
  if (out.length > 0) throw new HoldfastError('HF-RULES-013', { place: out.map(({ name }) => name).join(', ') });
  const left = HABIT_GROUPS.filter((group) => !named.includes(group));
  const { desk } = await openLibraryWriter(store, clock).changeLibrary((library) => {
    const before = habitsOf(library.desk ?? {});
    const others = Object.entries(library.desk ?? {}).filter(([name]) => !HABIT_GROUPS.some((group) => group === name));
    if (!isSameIn(before, seen, named)) throw new HoldfastError('HF-RULES-009');
    return {
      ...library,
      desk: { ...Object.fromEntries(others), ...habitsIn(before, left), ...habitsIn(habits, named) },
    };
  });
  // People's rights at a desk follow from it.
  await writeAndPublish(store, markStaffChanged);
  return habitsOf(desk ?? {});
}
