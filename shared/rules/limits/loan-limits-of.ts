// The limits of a policy in the order in which they are asked: of the item type above, of the rule, of the patron group at the library.
// A patron who has never borrowed before has another total, where the policy has one.

import type { LimitTerms, LoanLimit } from '../model/policy/limits.ts';
import type { OutNow } from './loan-limit.ts';

/** The patron's loans that each limit counts. */
export type OutByLimit = { readonly perRule: OutNow; readonly perParentType: OutNow; readonly total: OutNow };

/** The limits that the policy names, each with its count; none = no rule limits loans. */
export function loanLimitsOf(
  { perRule, perParentType, total, firstTime }: LimitTerms,
  out: OutByLimit,
  isFirstLoan: boolean,
): { readonly limit: LoanLimit; readonly out: OutNow }[] {
  const ofAll = isFirstLoan && firstTime !== null ? { max: firstTime, maxOnsite: total?.maxOnsite ?? null } : total;
  return [
    ...(perParentType === null ? [] : [{ limit: perParentType, out: out.perParentType }]),
    ...(perRule === null ? [] : [{ limit: perRule, out: out.perRule }]),
    ...(ofAll === null ? [] : [{ limit: ofAll, out: out.total }]),
  ];
}
