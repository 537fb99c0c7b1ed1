// Which facts a rule set asks for besides those that every decision has. They cost reads, so that nobody loads them unasked.

import { MINUTE_MS } from '../../core/instant.ts';
import { asksForCopies } from '../limits/hold-pressure.ts';
import type { RuleSet, WeightedRuleSet } from '../model/rule-set.ts';
import { weightedPressure } from './weighted-terms.ts';

export type AskedFacts = {
  /** The copies of a title that somebody waits for. */
  readonly copies: boolean;
  /** What a patron brought back within so many milliseconds; 0 = nothing. */
  readonly returnsWithinMs: number;
};

/** What a rule set asks for. */
export function askedFacts(rules: RuleSet): AskedFacts {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return askedByWeighted(rules);
    case 'koha':
      return { copies: rules.settings.highHolds?.control === 'dynamic', returnsWithinMs: 0 };
    case 'folio':
      return { copies: false, returnsWithinMs: 0 };
  }
}

function askedByWeighted({ rules }: WeightedRuleSet): AskedFacts {
  const waits = rules.map(({ gives }) => gives.reuse?.cooldownMinutes ?? 0);
  return {
    copies: rules.some(({ gives }) => asksForCopies(weightedPressure(gives))),
    returnsWithinMs: Math.max(0, ...waits) * MINUTE_MS,
  };
}
