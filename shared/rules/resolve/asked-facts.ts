// Which facts a rule set asks for besides those that every decision has. They cost reads, so that they are loaded only
// when needed.

import { MINUTE_MS } from '../../core/instant.ts';
import { asksForCopies } from '../limits/hold-pressure.ts';
import type { Asking } from '../judge/finding.ts';
import { givenValue } from '../model/policy/given.ts';
import type { RuleGives, RuleSet, WeightedRuleSet } from '../model/rule-set.ts';
import { weightedPressure } from './weighted-terms.ts';

export type AskedFacts = {
  /** The copies of a title that a patron waits for. */
  readonly copies: boolean;
  /** Returns of the patron count for so many milliseconds; 0 = they are not needed. */
  readonly returnsWithinMs: number;
};

/** The facts that a rule set needs. */
export function askedFacts(rules: RuleSet): AskedFacts {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return askedByWeighted(rules);
    case 'koha':
      return {
        copies: rules.settings.highHolds?.control === 'dynamic' || rules.settings.renewsIfOthersCanFill,
        returnsWithinMs: rules.settings.checkPrevCheckout ? EVER : 0,
      };
    case 'folio':
      return { copies: false, returnsWithinMs: 0 };
  }
}

function askedByWeighted({ rules, site = {}, checkout = {} }: WeightedRuleSet): AskedFacts {
  const all = [...rules.map(({ gives }) => gives), site];
  const waits = all.map(({ reuse }) => givenValue(reuse)?.cooldownMinutes ?? 0);
  const asksHistory =
    isAsked(checkout.borrowedBefore) || all.some(({ limits }) => typeof givenValue(limits?.firstTime) === 'number');
  return {
    copies: all.some(
      (gives) =>
        asksForCopies(weightedPressure(pressureOf(gives))) ||
        givenValue(gives.renew?.withHold) === 'if-others-can-fill',
    ),
    returnsWithinMs: asksHistory ? EVER : Math.max(0, ...waits) * MINUTE_MS,
  };
}

/** As far back as there are loans. */
const EVER = Number.MAX_SAFE_INTEGER;

function isAsked(asking: Asking | undefined): boolean {
  return asking !== undefined && asking !== 'nothing';
}

function pressureOf(gives: RuleGives): Parameters<typeof weightedPressure>[0] {
  return {
    shorterUnderHolds: givenValue(gives.shorterUnderHolds),
    leastCopiesPerHold: givenValue(gives.leastCopiesPerHold),
    leastAvailablePerHold: givenValue(gives.leastAvailablePerHold),
  };
}
