// Weighed rules as an engine: the rows that match, and the terms of their fields together.

import type { RuleSubject } from '../match/rule-subject.ts';
import { holdRuleMatcher, type RuleMatcher } from '../match/rule-matcher.ts';
import { OPEN_HOLD_TERMS } from '../model/policy/hold.ts';
import { PLAIN_RETURN_TERMS } from '../model/policy/return.ts';
import { PROFILES } from '../model/profile.ts';
import type { GivenGroup } from '../model/policy/given-groups.ts';
import type { Gives, WeightedRuleSet } from '../model/rule-set.ts';
import { NONE_TRIED } from '../trace.ts';
import { weightedSettings } from './checkout-settings.ts';
import { libraryOf } from './library-of.ts';
import { policyOf } from './plain-policy.ts';
import type { Resolved, ResolvedHold, ResolvedReturn, ResolveQuestion } from './resolved.ts';
import { weightedPressure, weightedTerms } from './weighted-terms.ts';

/** Resolves loans by weighed rules. */
export function weightedResolver(rules: WeightedRuleSet, match: RuleMatcher): (question: ResolveQuestion) => Resolved {
  const { calendarOf } = PROFILES[rules.profile];
  const { ownLibraryOnly = false, statisticsGroups = [] } = rules.checkout ?? {};
  return ({ subject, item }) => {
    const { given, gives, missing, circulatesBy, limitedBy, rowIds, candidates } = match(subject);
    return {
      policy: gives === null ? null : policyOf(weightedTerms(gives, item, rules)),
      missing: rowIds.length === 0 ? [] : missing,
      circulatesBy,
      calendarOf: libraryOf(calendarOf, subject),
      rowIds,
      candidates,
      askedAbout: subject,
      settings: weightedSettings(rules, given),
      notForLoan: 'nothing',
      leastAge: given.lend?.leastAge ?? null,
      ownLibraryOnly,
      isForStatistics: statisticsGroups.some((group) => group === subject.patronGroup),
      reuse: gives?.reuse ?? null,
      pressure: gives === null ? null : weightedPressure(gives),
      loanLimits: null,
      ruleLimit: given.limits === undefined ? null : { terms: given.limits, of: limitedBy },
      itemLimit: null,
    };
  };
}

/** Resolves returns by weighed rules. Where none has terms for returns, none is asked. */
export function weightedReturns(rules: WeightedRuleSet, match: RuleMatcher): (subject: RuleSubject) => ResolvedReturn {
  if (!gives(rules, 'returns')) return () => ({ terms: PLAIN_RETURN_TERMS, ...NONE_TRIED });
  return (subject) => {
    const { given, candidates } = match(subject);
    return { terms: { ...PLAIN_RETURN_TERMS, ...given.returns }, candidates, askedAbout: subject };
  };
}

/** Resolves holds by weighed rules. Where none has terms for holds, a hold is open to any patron who may borrow, and none is asked. */
export function weightedHolds(rules: WeightedRuleSet, match: RuleMatcher): (subject: RuleSubject) => ResolvedHold {
  const { ownLibraryOnly = false } = rules.checkout ?? {};
  const plain = { typesByPolicy: null, asksByStatus: false, limitsKind: null, ownLibraryOnly } as const;
  const apart = holdRuleMatcher(rules);
  if (apart !== null) {
    return (subject) => {
      const { given, rowIds, candidates } = apart(subject);
      const terms = rowIds.length === 0 ? null : { ...OPEN_HOLD_TERMS, ...given.hold };
      return {
        ...plain,
        terms,
        leastAge: match(subject).given.lend?.leastAge ?? null,
        candidates,
        askedAbout: subject,
      };
    };
  }
  if (!gives(rules, 'hold') && !gives(rules, 'lend')) {
    return () => ({ ...plain, terms: OPEN_HOLD_TERMS, leastAge: null, ...NONE_TRIED });
  }
  return (subject) => {
    const { given, candidates } = match(subject);
    const terms = { ...OPEN_HOLD_TERMS, ...given.hold };
    return { ...plain, terms, leastAge: given.lend?.leastAge ?? null, candidates, askedAbout: subject };
  };
}

function gives({ rules, site }: WeightedRuleSet, group: GivenGroup & keyof Gives): boolean {
  return site?.[group] !== undefined || rules.some((rule) => rule.gives[group] !== undefined);
}
