// How each system reads its rules: the strategy for each kind of result, the library whose calendar counts, the fields a rule must give to lend by.
// A library has one profile. Considered: code per system. Desk, server and explanation would each need all of them.

import type { LibraryChoice } from '../whose-library.ts';
import type { Attribute } from './criteria.ts';
import type { GivesField } from './gives-fields.ts';
import type { ProfileName } from './profile-name.ts';

/** How one row, or several, are chosen out of a table. */
export type Strategy = 'per_field_specific' | 'weighted_fill' | 'ordered' | 'table_top_down' | 'table_bottom_up';

export type Profile = {
  readonly strategy: { readonly loans: Strategy; readonly holds: Strategy };
  /** Of `per_field_specific`: which attribute outranks which. */
  readonly specificity: readonly Attribute[];
  /** Fields without which nothing is lent. */
  readonly requiredToLend: readonly GivesField[];
  /** The library whose calendar a loan follows. Where sites choose, this is the system's default. */
  readonly calendarOf: LibraryChoice;
  /** Whether a renewal asks the rules anew, or goes by those that the loan was made under. */
  readonly renewal: 'anew' | 'kept';
  /** `final`: only reasons that leave nothing to decide block, and all others may be overridden; `as-listed`: each reason has its system's effect. */
  readonly blocks: 'final' | 'as-listed';
};

const AT_THE_DESK: LibraryChoice = ['desk'];

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  koha: {
    strategy: { loans: 'per_field_specific', holds: 'per_field_specific' },
    specificity: ['deskBranch', 'patronGroup', 'itemKind'],
    // A missing length is not one of zero days: nothing is lent by it.
    requiredToLend: ['circulates', 'duration'],
    calendarOf: ['item'],
    renewal: 'anew',
    blocks: 'as-listed',
  },
  folio: {
    strategy: { loans: 'ordered', holds: 'ordered' },
    specificity: [],
    requiredToLend: ['circulates', 'duration'],
    calendarOf: AT_THE_DESK,
    renewal: 'kept',
    blocks: 'as-listed',
  },
  evergreen: {
    strategy: { loans: 'weighted_fill', holds: 'weighted_fill' },
    specificity: [],
    requiredToLend: ['circulates', 'duration', 'fine', 'maxFine'],
    calendarOf: AT_THE_DESK,
    // Rows may ask whether a loan is renewed.
    renewal: 'anew',
    blocks: 'final',
  },
  holdfast: {
    strategy: { loans: 'weighted_fill', holds: 'weighted_fill' },
    specificity: [],
    requiredToLend: ['circulates', 'duration'],
    calendarOf: AT_THE_DESK,
    renewal: 'anew',
    blocks: 'final',
  },
};
