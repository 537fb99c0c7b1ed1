// The facts that may stand against a patron, the same for every kind of request.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Param } from '../../core/say.ts';
import type { GroupCount } from '../limits/thresholds.ts';
import type { BlockedAct } from '../model/rule-set.ts';

/** A ban or restriction that runs. */
export type Restriction = {
  /** Null: it has no end. */
  readonly until: Instant | null;
  readonly label: string;
};

/** A block by name, with the acts that it stops here, and staff's note on it. */
export type Penalty = {
  readonly name: string;
  readonly blocks: readonly BlockedAct[];
  readonly label?: string | undefined;
  /** Until when it runs, where that is shown. */
  readonly until?: Param | undefined;
};

export type PatronStanding = {
  readonly isExpired: boolean;
  /** When it expired or will; null or absent where that is not known. */
  readonly expiresAt?: Instant | null | undefined;
  readonly isActive: boolean;
  readonly isBarred: boolean;
  readonly restriction: Restriction | null;
  readonly penalties: readonly Penalty[];
  /** Limits of the patron group, each with its count. */
  readonly groupCounts?: readonly GroupCount[] | undefined;
  readonly lacksAddress: boolean;
  /** The card at hand is in use no more. */
  readonly hasLostCard: boolean;
  /** Why it is not, by the `kinds` of its reason; absent = that is not known. */
  readonly cardIs?: string | undefined;
  /** A card that only counts use in the building. */
  readonly isForStatistics: boolean;
  readonly isOfOtherLibrary: boolean;
  /** Borrows for a person who has not allowed it, or no longer. */
  readonly isInvalidProxy: boolean;
  /** Loans that are overdue. */
  readonly overdues: number;
  /** Debt that limits loans, in minor units. */
  readonly owedMinor: MinorUnits;
  /** Debt that does not, in minor units. */
  readonly otherOwedMinor: MinorUnits;
  /** Owed by those whom the patron answers for, and by those who answer for the patron. */
  readonly guaranteesOweMinor: MinorUnits;
  readonly guarantorsOweMinor: MinorUnits;
};

/** A patron with nothing against. */
export const BLAMELESS: PatronStanding = {
  isExpired: false,
  isActive: true,
  isBarred: false,
  restriction: null,
  penalties: [],
  lacksAddress: false,
  hasLostCard: false,
  isForStatistics: false,
  isOfOtherLibrary: false,
  isInvalidProxy: false,
  overdues: 0,
  owedMinor: 0,
  otherOwedMinor: 0,
  guaranteesOweMinor: 0,
  guarantorsOweMinor: 0,
};
