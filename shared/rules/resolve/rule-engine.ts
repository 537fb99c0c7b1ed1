// A rule set made ready to be asked: calendars by branch, what the rules say of a loan, and their limits. Made once for a rule set, which never changes.

import { branchCalendars, type TimesOfBranch } from '../branch-calendars.ts';
import type { RuleSet } from '../model/rule-set.ts';
import { folioResolver } from './folio-engine.ts';
import { kohaResolver } from './koha-engine.ts';
import type { Resolved, ResolveQuestion } from './resolved.ts';
import { limitsCounter, type LimitsQuestion, type RuleLimits } from './rule-limits.ts';
import { weightedResolver } from './weighted-engine.ts';

export type RuleEngine = {
  readonly timesOf: TimesOfBranch;
  readonly resolve: (question: ResolveQuestion) => Resolved;
  readonly limits: (question: LimitsQuestion) => RuleLimits;
};

/** Rule sets are immutable rows that a desk asks at every scan, so what was made of one is kept for as long as the row itself is. */
const made = new WeakMap<RuleSet, RuleEngine>();

/** The engine of a rule set; the same one for the same row. */
export function ruleEngine(rules: RuleSet): RuleEngine {
  const known = made.get(rules);
  if (known !== undefined) return known;
  const engine = { timesOf: branchCalendars(rules), resolve: resolverOf(rules), limits: limitsCounter(rules) };
  made.set(rules, engine);
  return engine;
}

function resolverOf(rules: RuleSet): RuleEngine['resolve'] {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return weightedResolver(rules);
    case 'folio':
      return folioResolver(rules);
    case 'koha':
      return kohaResolver(rules);
  }
}
