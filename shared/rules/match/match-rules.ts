// The loan rules that a loan falls under, by the strategy of the library's profile, and whether they say enough to lend by.

import { PROFILES } from '../model/profile.ts';
import { GIVES_FIELDS, type GivesField } from '../model/gives-fields.ts';
import type { Gives, LoanRule, WeightedRuleSet } from '../model/rule-set.ts';
import { matchRows } from '../strategies/match-rows.ts';
import type { Matched } from '../strategies/matched.ts';
import { LOAN_WEIGHTS } from '../strategies/weights.ts';
import type { Candidate } from '../trace.ts';
import { criterionFit } from './criterion-fit.ts';
import { matchWorld } from './match-world.ts';
import type { RuleSubject } from './rule-subject.ts';

/** A result that a loan can be made by. */
export type LendableGives = Gives & Required<Pick<Gives, 'circulates' | 'duration'>>;

export type RuleMatch = {
  /** Null when no rule matched, or the matching rules leave a required field open. */
  readonly gives: LendableGives | null;
  /** Required fields that no matching rule gave. */
  readonly missing: readonly GivesField[];
  /** The rule that said whether the item circulates. */
  readonly circulatesBy: LoanRule | null;
  /** Every rule that contributed, the winner first. */
  readonly rowIds: readonly string[];
  readonly candidates: readonly Candidate[];
};

/** Matches the rules of a set. */
export function matchRules(rules: WeightedRuleSet, subject: RuleSubject): RuleMatch {
  const world = matchWorld(rules);
  const { strategy, specificity, requiredToLend } = PROFILES[rules.profile];
  const matched = matchRows<Gives, LoanRule>(rules.rules, criterionFit(world, subject), {
    strategy: strategy.loans,
    fields: GIVES_FIELDS,
    specificity,
    weighing: { weights: LOAN_WEIGHTS, named: rules.weights, denominator: world.denominator, from: 'all-rows' },
  });
  return toMatch(matched, requiredToLend);
}

function toMatch(
  { gives, givenBy, contributors, candidates }: Matched<Gives, LoanRule>,
  required: readonly GivesField[],
): RuleMatch {
  const missing = required.filter((field) => !givenBy.has(field));
  return {
    gives: missing.length === 0 && isLendable(gives) ? gives : null,
    missing,
    circulatesBy: givenBy.get('circulates') ?? null,
    rowIds: contributors.map((rule) => rule.id),
    candidates,
  };
}

function isLendable(gives: Gives): gives is LendableGives {
  return gives.circulates !== undefined && gives.duration !== undefined;
}
