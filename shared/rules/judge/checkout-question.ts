// The input of judging a checkout: the patron, the item, others with a claim to it, and the library's settings. One
// shape for all profiles; fields that a system lacks have the plain values here.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Grain } from '../../core/say-date.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import type { ProfileName } from '../model/profile-name.ts';
import type { MoneyGateTerms } from '../model/policy/money-gate.ts';
import type { ReturnTerms } from '../model/policy/return.ts';
import type { DueFault } from '../due/due-run.ts';
import type { ItemLimitCount } from '../limits/item-limit.ts';
import type { ReachedLimit } from '../limits/loan-limit.ts';
import type { Asking } from './finding.ts';
import type { PatronStanding } from './patron-standing.ts';

/** The present borrower of the item. */
export type HolderNow =
  | { readonly who: 'nobody' }
  | {
      readonly who: 'this-patron';
      readonly isOnsite: boolean;
      /** The loan may be renewed in the place of a new one. */
      readonly mayRenew: boolean;
      readonly dueAt: Instant | null;
      /** How it is due; absent = at a time. */
      readonly grain?: Grain | undefined;
    }
  | {
      readonly who: 'another';
      /** When it is due back; absent or null = not known. */
      readonly dueAt?: Instant | null | undefined;
      readonly grain?: Grain | undefined;
    };

/** The patron for whom the item is kept. */
export type KeptFor = 'nobody' | 'this-patron' | 'another';

/** A booking that overlaps the loan. */
export type OverlappingBooking = { readonly isOwn: boolean; readonly startsAt: Instant };

export type ItemStanding = {
  /** Not lent at all, or only when asked twice. */
  readonly notForLoan: Asking;
  readonly isWithdrawn: boolean;
  readonly isRestricted: boolean;
  /** Marked lost or missing, under this status; null = it is not. */
  readonly lostStatus: string | null;
  readonly isClaimed: boolean;
  /** Another status that is not lent from; null = none. */
  readonly badStatus: string | null;
  /** On its way to this branch; null = it is not on its way. */
  readonly inTransitTo: string | null;
  readonly isOfOtherLibrary: boolean;
  /** Two desks disagree about where it is. */
  readonly isInQuestion: boolean;
  /** Parts that go out with it; empty = none. */
  readonly parts: string;
  /** A message at every scan; empty = none. */
  readonly alert: string;
  /** Age that a patron must have; null = any. */
  readonly leastAge: number | null;
  readonly holder: HolderNow;
  /** On the hold shelf, or first in the queue, for a person. */
  readonly held: KeptFor;
  /** Others wait for the title, and this copy, which is on no hold shelf yet, could be theirs. */
  readonly waited: KeptFor;
  readonly recalled: KeptFor;
  /** On its way for the recall, so that it cannot be lent in between. */
  readonly isInTransitForRecall: boolean;
  readonly bookings: readonly OverlappingBooking[];
  /** Display names of its branches, for the place where it may go back to. */
  readonly home: string;
  readonly holding: string;
};

/** An item with nothing against it. */
export const PLAIN_ITEM: ItemStanding = {
  notForLoan: 'nothing',
  isWithdrawn: false,
  isRestricted: false,
  lostStatus: null,
  isClaimed: false,
  badStatus: null,
  inTransitTo: null,
  isOfOtherLibrary: false,
  isInQuestion: false,
  parts: '',
  alert: '',
  leastAge: null,
  holder: { who: 'nobody' },
  held: 'nobody',
  waited: 'nobody',
  recalled: 'nobody',
  isInTransitForRecall: false,
  bookings: [],
  home: '',
  holding: '',
};

/** How a library's settings treat each kind of finding. */
export type CheckoutSettings = {
  /** Patrons who have something overdue. */
  readonly overdues: Asking;
  readonly lostItems: Asking;
  /** Parts that go out with an item; a desk that shows them with every loan asks nothing. */
  readonly parts: Asking;
  readonly ageLimits: Asking;
  /** Patrons who had the title before, and those who have it now. */
  readonly borrowedBefore: Asking;
  readonly sameTitleOut: Asking;
  /** An item that another patron has is taken back without asking. */
  readonly takesBackByItself: boolean;
  /** A loan for use in the building turns into an ordinary one. */
  readonly switchesOnsite: boolean;
  readonly money: MoneyGateTerms;
  readonly returns: Pick<ReturnTerms, 'allowedAt'>;
};

/** The loan by the policy and the counts. */
export type LoanTerms = {
  /** Null: no rule decides. */
  readonly isLoanable: boolean | null;
  readonly reachedLimit: ReachedLimit | null;
  readonly itemLimit: ItemLimitCount | null;
  /** Limit sets that the item falls under and that are reached. */
  readonly limitSets: readonly { readonly name: string; readonly count: number; readonly limit: number }[];
  /** Too many wait for the title. With `days`, the loan is that much shorter; without, there are too few copies for them. */
  readonly underPressure: { readonly holds: number; readonly days?: number | undefined } | null;
  /** The last return of the same thing was so recent that it may be had again only then; null = it may be now. */
  readonly reusableFrom: Instant | null;
  /** Why the policy gives no due date; null = it gives one. */
  readonly dueFailure: Exclude<DueFault, 'ITEM_NOT_LOANABLE'> | null;
  /** The due date, where that is before the loan begins. */
  readonly duePast: Instant | null;
};

export const PLAIN_LOAN_TERMS: LoanTerms = {
  isLoanable: true,
  reachedLimit: null,
  itemLimit: null,
  limitSets: [],
  underPressure: null,
  reusableFrom: null,
  dueFailure: null,
  duePast: null,
};

/** The patron's history with the title. */
export type TitleHistory = {
  readonly hadBefore: boolean;
  /** It is out to the patron now, or to a person whom the library counts with them. */
  readonly isOutNow: boolean;
  /** The patron has another copy of it. */
  readonly hasCopy: boolean;
};

export type CheckoutQuestion = {
  readonly profile: ProfileName;
  readonly now: Instant;
  readonly clock: ZoneClock;
  /** ISO 4217 code, for amounts that are shown. */
  readonly currency: string;
  /** Branch of the desk; null = it has none. */
  readonly desk: string | null;
  /** Null: unknown card. */
  readonly patron: PatronStanding | null;
  readonly patronGroup: string | null;
  /** Years; null = not known. */
  readonly patronAge: number | null;
  readonly history: TitleHistory;
  /** Null: nothing has the barcode. */
  readonly item: ItemStanding | null;
  readonly terms: LoanTerms;
  readonly settings: CheckoutSettings;
  /** How long the loan would run, for rentals by time. */
  readonly rentedMs: number;
  /** Taken for this item, and given back with it. */
  readonly depositMinor: MinorUnits;
};
