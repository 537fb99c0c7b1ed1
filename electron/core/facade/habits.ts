// `library.habits`, `library.changeHabits`: keys of the library's own, rights that come with the lessons, carts, handling, kinds of
// equipment and of things that are lent by number, searches for missing copies, and whether desks hear each other. Seen from the copy, also without a line; set by the server.

import { cartFault } from '../../../shared/callnumbers/cart-fault.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { isBooked } from '../../../shared/circ/model/booking.ts';
import type { EquipmentKind } from '../../../shared/circ/model/equipment.ts';
import { habitFault } from '../../../shared/circ/habit-fault.ts';
import { habitsChanged, habitsGone, habitsOf, isSameIn, namedGroups } from '../../../shared/wire/habit-groups.ts';
import { fewestRights, RightSchema } from '../../../shared/circ/rights.ts';
import type { Habits } from '../../../shared/wire/habits.ts';
import { inOrder } from '../../../shared/lists/define-list.ts';
import { typesOfRules } from '../../../shared/rules/types-of-rules.ts';
import { itemTypes } from '../../../db/replica/queries/kinds.ts';
import { allLocations } from '../../../db/replica/queries/library.ts';
import { requireRight, type Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { piecesOut } from './uncataloged.ts';

/** Throws HF-CIRC-001 without a copy. */
export function viewHabits(desk: Desk): MethodOutput<'library.habits'> {
  desk.session.required();
  return viewOf(desk, requiredCopy(desk).library.deskTerms());
}

/**
 * Sets them with the PIN of the person signed in. Throws HF-AUTH-024, 022, 023, HF-SYNC-003 without a line, HF-RULES-009, 011, 013, and 012
 * where the server did not keep all of them.
 */
export async function changeHabits(
  desk: Desk,
  { habits, seen, pin }: ParsedInput<'library.changeHabits'>,
): Promise<MethodOutput<'library.changeHabits'>> {
  requireRight(desk, 'edit-rules');
  const { staffId, staff } = desk.session.required();
  const changed = habitsChanged({ habits, seen });
  const place = habitFault(changed) ?? cartFault(changed.carts);
  if (place !== null) throw new HoldfastError('HF-RULES-011', { place });
  // The server knows of no loans and bookings that still wait here.
  const [copy, gone] = [requiredCopy(desk), habitsGone({ habits, seen })];
  const out = [
    ...gone.uncataloged.filter((kind) => piecesOut(desk, copy, kind).length > 0),
    ...gone.equipment.filter((kind) => bookingsOf(desk, copy, kind) > 0),
  ];
  if (out.length > 0) throw new HoldfastError('HF-RULES-013', { place: out.map(({ name }) => name).join(', ') });
  // The copy follows with the feed: the answer shows the server's state at once.
  const set = await desk.habits({ staffId, habits, seen, pin }, staff);
  // A server of an older version drops unknown groups.
  if (!isSameIn(set, habits, namedGroups({ habits, seen }))) throw new HoldfastError('HF-RULES-012');
  return viewOf(desk, set);
}

/** Bookings of a kind that stand. */
function bookingsOf({ clock }: Desk, { sight }: Copy, { id }: EquipmentKind): number {
  return sight.bookings.bookingsOfKind(id, clock.now()).filter(isBooked).length;
}

function viewOf(desk: Desk, habits: Habits): MethodOutput<'library.habits'> {
  const copy = requiredCopy(desk);
  const { db, library } = copy;
  const { branch } = desk.identity;
  const inUse = itemTypes(db);
  return {
    habits: habitsOf(habits),
    itemTypes: [...new Set([...inUse, ...typesOfRules(library.rulesAt(desk.clock.now()))])].toSorted(inOrder),
    out: (habits.uncataloged ?? []).map((kind) => ({ id: kind.id, out: piecesOut(desk, copy, kind).length })),
    booked: (habits.equipment ?? []).map((kind) => ({ id: kind.id, booked: bookingsOf(desk, copy, kind) })),
    rights: RightSchema.options.filter((right) => !fewestRights.includes(right)),
    stacks: {
      branch,
      branchName: library.branchName(branch),
      locations: allLocations(db)
        .flatMap(({ id, name, branch: of }) => (of === branch ? [{ id, name }] : []))
        .toSorted((a, b) => inOrder(a.name, b.name)),
      itemTypes: inUse.toSorted(inOrder),
    },
  };
}
