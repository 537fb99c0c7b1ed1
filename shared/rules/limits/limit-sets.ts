// Limit sets: caps on loans of some kinds of items or from some shelves, at and below a library. Source: loan rules, 1.2.
// Loans whose branch is not known count everywhere. Loans that were claimed or lost are not counted by anything here.

import type { LimitSet, WeightedRuleSet } from '../model/rule-set.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { ancestorsOf, treeOf } from '../tree.ts';
import { isOut, type CountedLoan } from './counted-loan.ts';

/** Properties of an item and of a loan that limit sets match on. */
type PlacedItem = Pick<CountedLoan, 'kind' | 'location' | 'limitGroup'>;

/** The loans of a patron and the limit sets to count them by. */
export type LimitSetQuestion = {
  readonly rules: Pick<WeightedRuleSet, 'branches' | 'limitSets'>;
  readonly deskBranch: string;
  readonly loans: readonly CountedLoan[];
  /** The rules that the item is lent by, the winner first; absent = none is known. */
  readonly ruleIds?: readonly string[];
};

export type LimitSetCount = {
  readonly limitSet: LimitSet;
  readonly count: number;
  readonly isReached: boolean;
  readonly entry: TraceEntry;
};

/** The limit sets that an item falls under at a desk, each with how many of them the patron has out. */
export function countLimitSets(question: LimitSetQuestion, item: PlacedItem): LimitSetCount[] {
  const { rules, deskBranch, loans, ruleIds = [] } = question;
  const branches = treeOf(rules.branches);
  const above = ancestorsOf(branches, deskBranch);
  const applying = rules.limitSets.filter(
    (limitSet) => limitSet.limit > 0 && above.has(limitSet.branch) && isAbout(limitSet, item, ruleIds),
  );
  return applying.map((limitSet) => {
    const isNear = ({ branch }: CountedLoan) =>
      limitSet.global || branch === null || ancestorsOf(branches, branch).has(limitSet.branch);
    const count = loans.filter((loan) => isOut(loan) && isIn(limitSet, loan) && isNear(loan)).length;
    const { name, limit } = limitSet;
    return {
      limitSet,
      count,
      isReached: count >= limit,
      entry: traceEntry('LIMIT_SET_COUNT', { name, count, limit }),
    };
  });
}

/** Source of limit sets that rules name: Evergreen, `action.item_user_circ_test`. */
function isAbout(limitSet: LimitSet, item: PlacedItem, ruleIds: readonly string[]): boolean {
  const { rules } = limitSet;
  if (rules === undefined) return isIn(limitSet, item);
  return rules.some(({ rule, fallsThrough }) => rule === ruleIds[0] || (fallsThrough && ruleIds.includes(rule)));
}

function isIn(limitSet: LimitSet, item: PlacedItem): boolean {
  const { kind, location, limitGroup } = item;
  return (
    (kind !== null && limitSet.kinds.includes(kind)) ||
    (location !== null && limitSet.locations.some((one) => String(one) === location)) ||
    (typeof limitGroup === 'string' && limitSet.limitGroups?.includes(limitGroup) === true)
  );
}
