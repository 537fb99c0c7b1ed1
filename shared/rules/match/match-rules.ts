// The rules that a loan falls under, by the strategy of the library's profile, and whether they say enough to lend by.

import { assertNever } from '../../core/assert.ts';
import type { Gives, LoanRule, RuleSet } from '../model/rule-set.ts';
import type { Candidate } from '../trace.ts';
import type { RuleSubject } from './rule-subject.ts';
import { weightedFill, type Filled, type GivesField } from './weighted-fill.ts';

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
export function matchRules(rules: RuleSet, subject: RuleSubject): RuleMatch {
  switch (rules.profile) {
    case 'evergreen':
      return toMatch(weightedFill(rules, subject), ['circulates', 'duration', 'fine', 'maxFine']);
    case 'holdfast':
      return toMatch(weightedFill(rules, subject), ['circulates', 'duration']);
    default:
      return assertNever(rules.profile);
  }
}

function toMatch(filled: Filled, required: readonly GivesField[]): RuleMatch {
  const missing = required.filter((field) => !filled.givenBy.has(field));
  return {
    gives: missing.length === 0 && isLendable(filled.gives) ? filled.gives : null,
    missing,
    circulatesBy: filled.givenBy.get('circulates') ?? null,
    rowIds: filled.contributors.map((rule) => rule.id),
    candidates: filled.candidates,
  };
}

function isLendable(gives: Gives): gives is LendableGives {
  return gives.circulates !== undefined && gives.duration !== undefined;
}
