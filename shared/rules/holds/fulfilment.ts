// Whether a copy may fill a hold at all: the place of pickup, the type that the hold asks for, the state of the copy.

import { assertNever } from '../../core/assert.ts';
import type { HoldTerms } from '../model/policy/hold.ts';

export type FillingCopy = {
  readonly home: string | null;
  readonly holding: string | null;
  readonly kind: string | null;
  readonly isDamaged: boolean;
};

export type FilledHold = {
  readonly pickup: string | null;
  readonly patronHome: string | null;
  /** Null: an item of any type will do. */
  readonly kind: string | null;
};

/** Groups of libraries, each a list of its members. */
export type LibraryGroups = readonly (readonly string[])[];

/** Whether a copy may fill a hold. */
export function canFillHold(
  terms: Pick<HoldTerms, 'fulfilAt' | 'damagedAllowed'>,
  { copy, hold, groups }: { readonly copy: FillingCopy; readonly hold: FilledHold; readonly groups: LibraryGroups },
): boolean {
  if (copy.isDamaged && !terms.damagedAllowed) return false;
  if (hold.kind !== null && hold.kind !== copy.kind) return false;
  return isPickupAllowed(terms.fulfilAt, { copy, hold, groups });
}

function isPickupAllowed(
  at: HoldTerms['fulfilAt'],
  { copy, hold, groups }: { readonly copy: FillingCopy; readonly hold: FilledHold; readonly groups: LibraryGroups },
): boolean {
  switch (at) {
    case 'any':
      return true;
    case 'home':
      return copy.home === hold.pickup;
    case 'holding':
      return copy.holding === hold.pickup;
    case 'group':
      return areTogether(groups, copy.home, hold.pickup);
    case 'patron-group':
      return areTogether(groups, hold.patronHome, hold.pickup);
    default:
      return assertNever(at);
  }
}

/** Whether two libraries are one, or members of one group. */
export function areTogether(groups: LibraryGroups, one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  return one === other || groups.some((group) => group.includes(one) && group.includes(other));
}
