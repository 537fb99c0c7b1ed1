// The question about the limits of a patron.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { CountedLoan } from '../limits/counted-loan.ts';
import type { RuleSubject } from '../match/rule-subject.ts';
import type { Resolved } from './resolved.ts';

/** The group, the place, the item and the loans, for the limits that apply. */
export type LimitsQuestion = {
  /** Null: of no group in particular. */
  readonly group: string | null;
  readonly deskBranch: string | null;
  readonly patronHome: string | null;
  /** The item that is asked for, as rules see it; null = the desk has no branch. */
  readonly item: RuleSubject | null;
  readonly loans: readonly CountedLoan[];
  readonly owedMinor: MinorUnits;
  readonly now: Instant;
  /** The patron has never borrowed before, as far as the library knows; asked where a rule makes that distinction. */
  readonly isFirstLoan: boolean;
  readonly resolved: Resolved | null;
};

/** Limits at a desk that has a branch. */
export type AtDesk = LimitsQuestion & { readonly deskBranch: string; readonly item: RuleSubject };
