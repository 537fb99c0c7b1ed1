// Limits of weighed rules: on the loans of the rule's own criteria, and on all loans of a patron. A limit of a rule counts the loans that match
// its criteria of items and of the lending library; the borrower is the patron in any case.

import type { CountedLoan } from '../limits/counted-loan.ts';
import { reachedLoanLimit, type OutNow, type ReachedLimit } from '../limits/loan-limit.ts';
import { loanLimitsOf } from '../limits/loan-limits-of.ts';
import { criterionFit } from '../match/criterion-fit.ts';
import type { MatchWorld } from '../match/match-world.ts';
import type { RuleSubject } from '../match/rule-subject.ts';
import type { Attribute } from '../model/criteria.ts';
import type { LimitTerms } from '../model/policy/limits.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import type { DecidingRule } from './resolved.ts';
import type { AtDesk } from './limits-question.ts';

/** Attributes that are known of a past loan; a limit counts without the other criteria of its rule. */
const KNOWN_OF_LOANS = [
  'deskBranch',
  'deskBranchGroup',
  'itemHome',
  'itemHomeGroup',
  'itemKind',
  'loanType',
  'location',
] as const satisfies readonly Attribute[];

export type RuleLimitCount = { readonly reached: ReachedLimit | null; readonly entries: readonly TraceEntry[] };

/** The first of these limits that one more loan would pass, with its count. */
export function countRuleLimit(world: MatchWorld, question: AtDesk): RuleLimitCount {
  const limit = question.resolved?.ruleLimit ?? null;
  if (limit === null) return { reached: null, entries: [] };
  const terms: LimitTerms = { ...NO_LIMITS, ...limit.terms };
  const { notCounted } = terms;
  const counted = question.loans.filter(
    ({ state, isClaimed = false }) =>
      !(state === 'lost' && notCounted.includes('lost')) && !(isClaimed && notCounted.includes('claimed')),
  );
  const own = counted.filter((loan) => isAbout(world, limit.of, subjectOf(question.item, loan)));
  const out = { perRule: ordinary(own), perParentType: ordinary([]), total: ordinary(counted) };
  const { perRule, firstTime } = terms;
  const isFirst = question.isFirstLoan && firstTime !== null;
  const total = isFirst ? firstTime : (terms.total?.max ?? null);
  const limits = loanLimitsOf(terms, out, isFirst);
  const reached =
    limits.length === 0
      ? null
      : reachedLoanLimit(limits, { isOnsite: false, isSwitch: false, onsiteCountsAsNormal: false });
  return {
    reached: reached === null || terms.mayOverride ? reached : { ...reached, isFinal: true },
    entries: [
      ...entry('LIMIT_OF_RULE', perRule?.max ?? null, out.perRule),
      ...entry('LIMIT_OF_GROUP', total, out.total),
    ],
  };
}

const NO_LIMITS: LimitTerms = {
  perRule: null,
  perParentType: null,
  total: null,
  onsiteCountsAsNormal: false,
  firstTime: null,
  notCounted: [],
  mayOverride: true,
};

/** No loan here is for use in the building. */
function ordinary(loans: readonly CountedLoan[]): OutNow {
  return { loans: loans.length, onsite: 0 };
}

function entry(code: 'LIMIT_OF_RULE' | 'LIMIT_OF_GROUP', limit: number | null, { loans }: OutNow): TraceEntry[] {
  return limit === null ? [] : [traceEntry(code, { count: loans, limit })];
}

function subjectOf(item: RuleSubject, { kind, location, loanType, branch, home }: CountedLoan): RuleSubject {
  return {
    ...item,
    deskBranch: branch ?? item.deskBranch,
    itemHome: home ?? null,
    itemKind: kind,
    loanType: loanType ?? null,
    location,
  };
}

function isAbout(world: MatchWorld, rule: DecidingRule | null, subject: RuleSubject): boolean {
  const fit = criterionFit(world, subject);
  return KNOWN_OF_LOANS.every((attribute) => {
    const criterion = rule?.criteria[attribute];
    return criterion === undefined || fit(attribute, criterion) !== null;
  });
}
