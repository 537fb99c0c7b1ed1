// A rule set made ready to be asked: calendars by branch, rules of loans, and limits. Made once for a rule set, which never changes.

import { branchCalendars, type TimesOfBranch } from '../branch-calendars.ts';
import type { RuleSubject } from '../match/rule-subject.ts';
import { ruleMatcher } from '../match/rule-matcher.ts';
import { PLAIN_RETURN_TERMS } from '../model/policy/return.ts';
import type { RuleSet } from '../model/rule-set.ts';
import { askedFacts, type AskedFacts } from './asked-facts.ts';
import { folioHolds, folioResolver } from './folio-engine.ts';
import { kohaHolds, kohaResolver, kohaReturns } from './koha-engine.ts';
import type { Resolved, ResolvedHold, ResolvedReturn, ResolveQuestion } from './resolved.ts';
import type { LimitsQuestion } from './limits-question.ts';
import { limitsCounter, type RuleLimits } from './rule-limits.ts';
import { NONE_TRIED } from '../trace.ts';
import { weightedHolds, weightedResolver, weightedReturns } from './weighted-engine.ts';

export type RuleEngine = {
  readonly timesOf: TimesOfBranch;
  readonly resolve: (question: ResolveQuestion) => Resolved;
  readonly returning: (subject: RuleSubject) => ResolvedReturn;
  readonly holding: (subject: RuleSubject) => ResolvedHold;
  readonly limits: (question: LimitsQuestion) => RuleLimits;
  readonly asks: AskedFacts;
};

/** FOLIO has no rules of returns. */
const PLAIN_RETURN: ResolvedReturn = { terms: PLAIN_RETURN_TERMS, ...NONE_TRIED };

/** Rule sets are immutable rows that a desk asks at every scan, so the engine of one is kept for as long as the row itself is. */
const made = new WeakMap<RuleSet, RuleEngine>();

/** The engine of a rule set; the same one for the same row. */
export function ruleEngine(rules: RuleSet): RuleEngine {
  const known = made.get(rules);
  if (known !== undefined) return known;
  const engine: RuleEngine = {
    timesOf: branchCalendars(rules),
    ...askedOf(rules),
    limits: limitsCounter(rules),
    asks: askedFacts(rules),
  };
  made.set(rules, engine);
  return engine;
}

function askedOf(rules: RuleSet): Pick<RuleEngine, 'resolve' | 'returning' | 'holding'> {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast': {
      const match = ruleMatcher(rules);
      return {
        resolve: weightedResolver(rules, match),
        returning: weightedReturns(rules, match),
        holding: weightedHolds(rules, match),
      };
    }
    case 'folio':
      return { resolve: folioResolver(rules), returning: () => PLAIN_RETURN, holding: folioHolds(rules) };
    case 'koha':
      return { resolve: kohaResolver(rules), returning: kohaReturns(rules), holding: kohaHolds(rules) };
  }
}
