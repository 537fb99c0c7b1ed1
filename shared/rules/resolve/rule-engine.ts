// A rule set made ready to be asked: calendars by branch, what the rules say of a loan, and their limits. Made once for a rule set, which never changes.

import { branchCalendars, type TimesOfBranch } from '../branch-calendars.ts';
import type { RuleSubject } from '../match/rule-subject.ts';
import { kohaMoneyGate } from '../koha/koha-policy.ts';
import { OPEN_HOLD_TERMS } from '../model/policy/hold.ts';
import { NO_MONEY_GATE, type MoneyGateTerms } from '../model/policy/money-gate.ts';
import { PLAIN_RETURN_TERMS, type ReturnTerms } from '../model/policy/return.ts';
import type { RuleSet } from '../model/rule-set.ts';
import { askedFacts, type AskedFacts } from './asked-facts.ts';
import { folioHolds, folioResolver } from './folio-engine.ts';
import { kohaHolds, kohaResolver, kohaReturns } from './koha-engine.ts';
import type { Resolved, ResolvedHold, ResolvedReturn, ResolveQuestion } from './resolved.ts';
import { limitsCounter, type LimitsQuestion, type RuleLimits } from './rule-limits.ts';
import { NONE_TRIED } from '../trace.ts';
import { weightedResolver } from './weighted-engine.ts';

export type RuleEngine = {
  readonly timesOf: TimesOfBranch;
  readonly resolve: (question: ResolveQuestion) => Resolved;
  readonly returning: (subject: RuleSubject) => ResolvedReturn;
  readonly holding: (subject: RuleSubject) => ResolvedHold;
  readonly limits: (question: LimitsQuestion) => RuleLimits;
  readonly site: SiteTerms;
  readonly asks: AskedFacts;
};

/** What a library's site settings say besides its rules. */
export type SiteTerms = {
  readonly money: MoneyGateTerms;
  readonly returns: Pick<ReturnTerms, 'allowedAt'>;
};

/** Only Koha says it by site settings; elsewhere debts stand in the way by the limits of the patron group, and anything is taken anywhere. */
const PLAIN_SITE: SiteTerms = { money: NO_MONEY_GATE, returns: PLAIN_RETURN_TERMS };

/** Only Koha has rules of returns. */
const PLAIN_RETURN: ResolvedReturn = { terms: PLAIN_RETURN_TERMS, ...NONE_TRIED };

/** The weighed rules here have no rows of holds: a hold is open to whoever may borrow. */
const OPEN_HOLD: ResolvedHold = {
  terms: OPEN_HOLD_TERMS,
  typesByPolicy: null,
  asksByStatus: false,
  limitsKind: null,
  ...NONE_TRIED,
};

/** Rule sets are immutable rows that a desk asks at every scan, so what was made of one is kept for as long as the row itself is. */
const made = new WeakMap<RuleSet, RuleEngine>();

/** The engine of a rule set; the same one for the same row. */
export function ruleEngine(rules: RuleSet): RuleEngine {
  const known = made.get(rules);
  if (known !== undefined) return known;
  const engine: RuleEngine = {
    timesOf: branchCalendars(rules),
    resolve: resolverOf(rules),
    returning: rules.profile === 'koha' ? kohaReturns(rules) : () => PLAIN_RETURN,
    holding: holdsOf(rules),
    limits: limitsCounter(rules),
    asks: askedFacts(rules),
    site:
      rules.profile === 'koha'
        ? { money: kohaMoneyGate(rules), returns: { allowedAt: rules.settings.returnsAllowedAt } }
        : PLAIN_SITE,
  };
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

function holdsOf(rules: RuleSet): RuleEngine['holding'] {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return () => OPEN_HOLD;
    case 'folio':
      return folioHolds(rules);
    case 'koha':
      return kohaHolds(rules);
  }
}
