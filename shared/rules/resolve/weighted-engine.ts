// Weighed rules as an engine: the rows that match, and the terms of what they give together.

import { matchRules } from '../match/match-rules.ts';
import { PROFILES } from '../model/profile.ts';
import type { WeightedRuleSet } from '../model/rule-set.ts';
import { libraryOf } from './library-of.ts';
import { policyOf } from './plain-policy.ts';
import type { ResolveQuestion, Resolved } from './resolved.ts';
import { weightedPressure, weightedTerms } from './weighted-terms.ts';

/** Resolves loans by weighed rules. */
export function weightedResolver(rules: WeightedRuleSet): (question: ResolveQuestion) => Resolved {
  const { calendarOf } = PROFILES[rules.profile];
  return ({ subject, item }) => {
    const { gives, missing, circulatesBy, rowIds, candidates } = matchRules(rules, subject);
    return {
      policy: gives === null ? null : policyOf(weightedTerms(gives, item, rules)),
      missing: rowIds.length === 0 ? [] : missing,
      circulatesBy,
      calendarOf: libraryOf(calendarOf, subject),
      rowIds,
      candidates,
      askedAbout: subject,
      reuse: gives?.reuse ?? null,
      pressure: gives === null ? null : weightedPressure(gives),
      loanLimits: null,
      itemLimit: null,
    };
  };
}
