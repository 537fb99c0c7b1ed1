// Suspension and pickup branch of a hold, from its acts. The later by effective time stands. sync.md 4a

import type { BranchId, HoldId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { ActOf } from '../acts.ts';
import { isSuspendedAt, type Hold } from '../model/hold.ts';

type Suspension = Pick<Hold, 'suspended' | 'suspendedUntil'>;
type PlacingAct = ActOf<'openHold' | 'placeHold'>;

/** By hold, whether it is placed yet or not: an act by a slow clock may come first. */
export type HoldFields = {
  readonly suspensions: Map<HoldId, Suspension>;
  readonly pickups: Map<HoldId, BranchId>;
};

/** Takes one act. */
export function stepFields(
  { suspensions, pickups }: HoldFields,
  act: ActOf<'suspendHold' | 'resumeHold' | 'changePickup'>,
): void {
  if (act.kind === 'changePickup') pickups.set(act.hold, act.pickup);
  else if (act.kind === 'resumeHold') suspensions.set(act.hold, { suspended: false });
  else suspensions.set(act.hold, { suspended: true, suspendedUntil: act.until });
}

function suspensionOf({ suspensions }: HoldFields, act: PlacingAct): Suspension {
  return suspensions.get(act.hold) ?? (act.kind === 'openHold' ? act : { suspended: false });
}

/** The suspension of a hold as its row has it: its end only where there is one. */
export function suspensionSaid(fields: HoldFields, act: PlacingAct): Suspension {
  const { suspended, suspendedUntil = null } = suspensionOf(fields, act);
  return { suspended, ...(suspended && suspendedUntil !== null ? { suspendedUntil } : {}) };
}

/** Whether a hold takes no copy at a moment. */
export function isSuspendedIn(fields: HoldFields, act: PlacingAct, at: Instant): boolean {
  return isSuspendedAt(suspensionOf(fields, act), at);
}

/** Whether an act suspends a hold at a moment. Suspensions by the library's own system do not count: it traps copies all the same. */
export function isSuspendedByAct({ suspensions }: HoldFields, hold: HoldId, at: Instant): boolean {
  const said = suspensions.get(hold);
  return said !== undefined && isSuspendedAt(said, at);
}

export function pickupOf({ pickups }: HoldFields, act: PlacingAct): BranchId {
  return pickups.get(act.hold) ?? act.pickup;
}
