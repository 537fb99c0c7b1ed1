// The input of judging a check-in: the item as it is found, the desk, and the rules on returns.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { ReturnTerms } from '../model/policy/return.ts';
import type { ProfileName } from '../model/profile-name.ts';
import type { ItemPlaces } from './return-place.ts';

/** An item as a check-in finds it. */
export type ReturnedItem = ItemPlaces & {
  /** The stay that ends with this check-in: a loan, or a place on its shelf; `elsewhere` = neither, and its place is shown by itself. */
  readonly from: 'loan' | 'shelf' | 'elsewhere';
  /** A status that things which come back do not have; null = none. */
  readonly badStatus: string | null;
  /** Two desks disagree about it, so that a person looks before it goes anywhere. */
  readonly isInQuestion: boolean;
  readonly isWithdrawn: boolean;
  /** Marked lost or missing, under this status; null = it was not. */
  readonly lostStatus: string | null;
  /** The status that it gets besides coming in; null = none of its own. */
  readonly statusBecomes: string | null;
  /** Where it was on its way to; null = it was not on its way. */
  readonly transitTo: string | null;
  /** Whether a person claims to have returned it, and whether that ends with this. */
  readonly claim: 'none' | 'open' | 'resolved';
  /** The bundle that it belongs to; null = none. */
  readonly bundle: string | null;
  /** Its records contradict each other. */
  readonly isContradictory: boolean;
  /** Parts that have to come back with it, and its alert at every scan; empty = none. */
  readonly parts: string;
  readonly alert: string;
};

/** Effect of a check-in on the ban of the patron: `until` null = it has no end. */
export type BanChange = { readonly kind: 'set' | 'before'; readonly until: Instant | null };

export type ReturnQuestion = {
  readonly profile: ProfileName;
  /**
   * The copy is in the desk's hands: its return is recorded with any finding, even if its system would turn it away.
   */
  readonly isTakenAnyway: boolean;
  readonly zone: string;
  /** ISO 4217 code, for amounts that are shown. */
  readonly currency: string;
  /** Branch of the desk; null = it has none. */
  readonly desk: string | null;
  /** Display name of a branch. */
  readonly branchName: (id: string) => string;
  /** As scanned. */
  readonly barcode: string;
  /** Null: nothing has the barcode. */
  readonly item: ReturnedItem | null;
  readonly terms: ReturnTerms;
  /** Amount taken off the lost bill by the return; 0 = nothing is taken back. Null = there was no bill. */
  readonly liftedMinor: MinorUnits | null;
  /** Other loans of the patron that are overdue. */
  readonly otherOverdues: number;
  readonly ban: BanChange | null;
  /** Where the patron who recalled it, or who waits for it, picks it up; null = none. */
  readonly recallPickup: string | null;
  readonly holdPickup: string | null;
};
