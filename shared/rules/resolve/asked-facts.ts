// Which facts a rule set asks for besides those that every decision has. They cost reads, so that nobody loads them unasked.

import { asksForCopies } from '../limits/hold-pressure.ts';
import type { RuleSet } from '../model/rule-set.ts';
import { weightedPressure } from './weighted-terms.ts';

export type AskedFacts = {
  /** The copies of a title that somebody waits for. */
  readonly copies: boolean;
};

/** What a rule set asks for. */
export function askedFacts(rules: RuleSet): AskedFacts {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return { copies: rules.rules.some(({ gives }) => asksForCopies(weightedPressure(gives))) };
    case 'koha':
      return { copies: rules.settings.highHolds?.control === 'dynamic' };
    case 'folio':
      return { copies: false };
  }
}
