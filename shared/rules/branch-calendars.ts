// Calendars of a rule set's branches as opening times, made once and asked often. Folds count lateness by them.

import type { RuleSet } from './model/rule-set.ts';
import { timesOf } from './rule-set-parts.ts';
import type { OpeningTimes } from './calendar/opening-times.ts';

/** The opening times of a branch; null when it has no calendar, or one in a zone that does not exist. */
export type TimesOfBranch = (branch: string) => OpeningTimes | null;

/** Opening times by branch; keep the function as long as the rule set, since it caches its results. */
export function branchCalendars(rules: RuleSet): TimesOfBranch {
  const known = new Map<string, OpeningTimes | null>();
  return (branch) => {
    const kept = known.get(branch);
    if (kept !== undefined) return kept;
    const times = timesOf(rules, branch);
    known.set(branch, times);
    return times;
  };
}
