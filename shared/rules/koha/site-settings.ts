// Koha's site settings about rules: the library whose rules count, and the defaults without a rule. Source: loan rules, 1.1
// (whose branch, holds, checkin).

import type { LibraryChoice } from '../whose-library.ts';

/** CircControl: the library whose rules and calendar a loan follows. */
export const CIRC_CONTROL = {
  PickupLibrary: ['desk', 'item'],
  PatronLibrary: ['patron'],
  ItemHomeLibrary: ['item'],
} as const satisfies Readonly<Record<string, LibraryChoice>>;
export type CircControl = keyof typeof CIRC_CONTROL;

/** ReservesControlBranch: the library whose rules a hold follows. */
export const RESERVES_CONTROL = {
  ItemHomeLibrary: ['item-home'],
  PatronLibrary: ['patron'],
} as const satisfies Readonly<Record<string, LibraryChoice>>;
export type ReservesControl = keyof typeof RESERVES_CONTROL;

/** RefundLostOnReturnControl: the library whose rules decide about the money of a lost item that comes back. */
export const LOST_RETURN_CONTROL = {
  CheckinLibrary: ['desk', 'item-home'],
  ItemHomeBranch: ['item-home'],
  ItemHoldingBranch: ['item-holding'],
} as const satisfies Readonly<Record<string, LibraryChoice>>;
export type LostReturnControl = keyof typeof LOST_RETURN_CONTROL;

/** Numbers for `holdallowed` in rules of older versions. */
export const HOLD_ALLOWED_NUMBERS = { not_allowed: 0, from_home_library: 1, from_any_library: 2 } as const;

/** Values where no rule gives one. */
export const WITHOUT_RULE = {
  lostreturn: 'refund',
  processingreturn: 'refund',
  returnbranch: 'homebranch',
  hold_fulfillment_policy: 'any',
  holdallowed: 'from_any_library',
} as const;
