// The result of the rules for one loan, the same for every form of rules.

import type { TriedRules } from '../trace.ts';
import type { LimitRow } from '../limits/loan-limit.ts';
import type { ItemLimitCriteria } from '../limits/item-limit.ts';
import type { CheckoutSettings } from '../judge/checkout-question.ts';
import type { Asking } from '../judge/finding.ts';
import type { RuleSubject } from '../match/rule-subject.ts';
import type { GivesField } from '../model/gives-fields.ts';
import type { Criteria } from '../model/criteria.ts';
import type { LimitTerms } from '../model/policy/limits.ts';
import type { HoldPressureTerms } from '../model/policy/hold-pressure.ts';
import type { HoldTerms } from '../model/policy/hold.ts';
import type { RequestType } from '../holds/request-types.ts';
import type { ReuseTerms } from '../model/policy/reuse.ts';
import type { ReturnTerms } from '../model/policy/return.ts';
import type { Policy } from '../model/policy.ts';
import type { PolicyTerms } from '../model/policy-terms.ts';
import type { GradedItem } from './graded-item.ts';

/** The question to the rules: patron, item and place, and the other facts that policies depend on. */
export type ResolveQuestion = {
  readonly subject: RuleSubject;
  readonly item: GradedItem;
};

/** The policy of a loan, with the terms that it keeps in full. */
export type FullPolicy = Policy & { readonly terms: PolicyTerms };

/** The rule that decided whether the item circulates, and its criteria. */
export type DecidingRule = { readonly criteria: Criteria };

export type Resolved = TriedRules & {
  /** Null: no rule matched, or the matching rules leave a required field open. */
  readonly policy: FullPolicy | null;
  /** Required fields that no matching rule gave; empty where none matched. */
  readonly missing: readonly GivesField[];
  readonly circulatesBy: DecidingRule | null;
  /** The library whose calendar counts; null = none of the places that could be is known. */
  readonly calendarOf: string | null;
  /** Every rule that contributed, the winner first. */
  readonly rowIds: readonly string[];
  /** Effect of many holds on the loan; null = none. */
  readonly pressure: HoldPressureTerms | null;
  /** The library's own treatment of findings. */
  readonly settings: CheckoutSettings;
  /** The effect for items of a kind that is not lent, in place of the rules; `nothing` = the kind is lent. */
  readonly notForLoan: Asking;
  /** Years that a patron must have for it; null = any. */
  readonly leastAge: number | null;
  /** Patrons and items of another library than the desk's are asked about. */
  readonly ownLibraryOnly: boolean;
  /** The card of the patron only counts use in the building. */
  readonly isForStatistics: boolean;
  /** How soon the person who brought it back may have it again; null = at once. */
  readonly reuse: ReuseTerms | null;
  /** Limits that the rules themselves give; null = this form of rules has none there. */
  readonly loanLimits: ResolvedLimits | null;
  /** Limits that weighed rules give; null = none. */
  readonly ruleLimit: RuleLimit | null;
  readonly itemLimit: { readonly criteria: ItemLimitCriteria; readonly max: number | null } | null;
};

/** Limits of weighed rules, and the rule that the limit on its own criteria comes from: it counts the loans that match them. */
export type RuleLimit = {
  readonly terms: Partial<LimitTerms>;
  readonly of: DecidingRule | null;
};

/** The rules for an item that comes back, no matter who had it. */
export type ResolvedReturn = TriedRules & { readonly terms: ReturnTerms };

/** The rules for a hold. */
export type ResolvedHold = TriedRules & {
  /** Null: no rule applies to such a hold. */
  readonly terms: HoldTerms | null;
  /** How patrons may ask for such an item by their policy; null = in every way. */
  readonly typesByPolicy: readonly RequestType[] | null;
  /** How an item may be asked for by its status, in the system's own words for statuses; false = no rule looks at it. */
  readonly asksByStatus: boolean;
  /** Years that a patron must have for it; null = any. */
  readonly leastAge: number | null;
  /** Patrons hold the items of their own library only. */
  readonly ownLibraryOnly: boolean;
  /** The item type whose holds the limit under the rule counts; null = those of every type. */
  readonly limitsKind: string | null;
};

/** Limits with the rows that define which loans each counts; a row is null where no limit stands. */
export type ResolvedLimits = {
  readonly terms: LimitTerms;
  readonly perRule: LimitRow | null;
  readonly perParentType: LimitRow | null;
  readonly total: LimitRow | null;
};
