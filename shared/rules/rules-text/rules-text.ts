// A rules text, read: its priority, its rules with the criteria that they inherit, and the fallback where no rule matches.

import type { LineOrder } from '../strategies/ordered.ts';

/** Letters of criteria: material type, loan type, patron group, institution, campus, library, location. */
export const CRITERION_LETTERS = ['t', 's', 'c', 'b', 'a', 'm', 'g'] as const;
export type CriterionLetter = (typeof CRITERION_LETTERS)[number];

/** Kinds of policies: loan, request, notice, overdue fine, lost item. */
export const POLICY_LETTERS = ['l', 'r', 'n', 'o', 'i'] as const;
export type PolicyLetter = (typeof POLICY_LETTERS)[number];

/** One criterion: any of the names, none of them, or anything at all. */
export type TextCriterion = {
  readonly letter: CriterionLetter;
  readonly asks: 'in' | 'notIn' | 'any';
  readonly names: readonly string[];
};

/** The policy of each kind. */
export type TextPolicies = Readonly<Record<PolicyLetter, string>>;

export type TextRule = {
  /** Where its policies stand; it decides between equals. */
  readonly line: number;
  /** Those of the rules above it that it is indented under come first. */
  readonly criteria: readonly TextCriterion[];
  readonly policies: TextPolicies;
};

/** The rank of a rule before its line. */
export type Priority = 'criterium' | 'number-of-criteria';

export type RulesText = {
  readonly priorities: readonly Priority[];
  readonly line: LineOrder;
  /** For `criterium`: the weight of each letter, 7 to 1; null where the text does not rank by it. */
  readonly letters: ReadonlyMap<CriterionLetter, number> | null;
  readonly rules: readonly TextRule[];
  readonly fallback: TextRule;
};
