// Ordered rules that name policies, as an engine: the one rule that decides, and the terms of the policies that it names.
// A library's groups, kinds and places may be given by the id, the code or the name that the rules have for them.

import { orderedMatcher } from '../ordered-rules.ts';
import type { RuleSubject } from '../match/rule-subject.ts';
import { readPeriod, type StoredPeriod } from '../model/period.ts';
import type { LostTerms } from '../model/policy/lost.ts';
import { OPEN_HOLD_TERMS } from '../model/policy/hold.ts';
import type { OverdueTerms } from '../model/policy/overdue.ts';
import { PROFILES } from '../model/profile.ts';
import type { LoanPolicy, PolicyRuleSet } from '../model/policy-rule-set.ts';
import type { PolicyRefs } from '../model/policy-refs.ts';
import type { PolicyTerms } from '../model/policy-terms.ts';
import { plainSettings } from './checkout-settings.ts';
import { libraryOf } from './library-of.ts';
import { namer } from './named.ts';
import { policyOf } from './plain-policy.ts';
import type { FullPolicy, ResolvedHold, ResolveQuestion, Resolved } from './resolved.ts';

/** Resolves loans by rules that name policies. */
export function folioResolver(rules: PolicyRuleSet): (question: ResolveQuestion) => Resolved {
  const match = orderedMatcher({ line: rules.line, rows: rules.rules });
  const namesOf = folioNames(rules);
  const policies = policiesOf(rules);
  return ({ subject }) => {
    const askedAbout = namesOf(subject);
    const { gives, contributors, candidates } = match(askedAbout);
    const [rule] = contributors;
    const terms = termsOf(policies, gives);
    const { itemKind, loanType, patronGroup } = rule?.criteria ?? {};
    const asks = {
      materialType: itemKind !== undefined,
      loanType: loanType !== undefined,
      patronGroup: patronGroup !== undefined,
    };
    const loanPolicy = policies.loan.get(gives.loanPolicy ?? '');
    return {
      policy: terms === null ? null : policyOf(terms),
      missing: [],
      circulatesBy: rule ?? null,
      calendarOf: libraryOf(PROFILES.folio.calendarOf, subject),
      rowIds: rule === undefined ? [] : [rule.id],
      candidates,
      askedAbout,
      // Its loan policies have a period of their own for it, among the lending terms.
      pressure: null,
      settings: plainSettings('folio'),
      notForLoan: 'nothing',
      leastAge: null,
      ownLibraryOnly: false,
      isForStatistics: false,
      reuse: null,
      loanLimits: null,
      ruleLimit: null,
      itemLimit: { criteria: asks, max: loanPolicy?.itemLimit ?? null },
    };
  };
}

/** The policy of a loan whose policies are known by name, as loans of that system keep them; null = there is no such loan policy. */
export function policyNamed(rules: PolicyRuleSet, refs: Partial<PolicyRefs>): FullPolicy | null {
  const terms = termsOf(policiesOf(rules), refs);
  return terms === null ? null : policyOf(terms);
}

/** Resolves holds by the request policy that a rule names. A rule without one allows no requests. */
export function folioHolds(rules: PolicyRuleSet): (subject: RuleSubject) => ResolvedHold {
  const match = orderedMatcher({ line: rules.line, rows: rules.rules });
  const namesOf = folioNames(rules);
  const policies = new Map(rules.requestPolicies.map(({ id, types }) => [id, types]));
  return (subject) => {
    const askedAbout = namesOf(subject);
    const { gives, contributors, candidates } = match(askedAbout);
    return {
      terms: contributors.length === 0 ? null : OPEN_HOLD_TERMS,
      typesByPolicy: policies.get(gives.requestPolicy ?? '') ?? [],
      asksByStatus: true,
      limitsKind: null,
      leastAge: null,
      ownLibraryOnly: false,
      candidates,
      askedAbout,
    };
  };
}

type Policies = {
  readonly loan: ReadonlyMap<string, LoanPolicy>;
  readonly overdue: ReadonlyMap<string, OverdueTerms>;
  readonly lost: ReadonlyMap<string, LostTerms>;
};

function policiesOf({ loanPolicies, overduePolicies, lostPolicies }: PolicyRuleSet): Policies {
  return {
    loan: new Map(loanPolicies.map((policy) => [policy.id, policy])),
    overdue: new Map(overduePolicies.map(({ id, terms }) => [id, terms])),
    lost: new Map(lostPolicies.map(({ id, terms }) => [id, terms])),
  };
}

/** The terms of the policies that a rule names; null = there is no such loan policy. */
function termsOf(
  policies: Policies,
  { loanPolicy, overduePolicy, lostPolicy }: Partial<PolicyRefs>,
): PolicyTerms | null {
  const loan = policies.loan.get(loanPolicy ?? '');
  if (loan === undefined) return null;
  const overdue = policies.overdue.get(overduePolicy ?? '') ?? NO_FINE;
  return {
    profile: 'folio',
    name: loan.name,
    lend: loan.lend,
    shaping: loan.shaping,
    renew: loan.renew,
    overdue: { ...overdue, grace: { ...overdue.grace, period: gracePeriod(loan.grace) } },
    lost: policies.lost.get(lostPolicy ?? '') ?? NEVER_LOST,
    ban: null,
    recall: loan.recall,
  };
}

function gracePeriod(stored: StoredPeriod | null): OverdueTerms['grace']['period'] {
  const period = readPeriod(stored);
  return typeof period === 'string' ? { n: 0, unit: 'minutes' } : period;
}

const NO_FINE: OverdueTerms = {
  lateness: { in: 'minutes', closedTime: 'count' },
  grace: {
    period: { n: 0, unit: 'minutes' },
    mode: 'all-or-nothing',
    extend: 'none',
    intoClosed: false,
    ignoredForRecall: false,
  },
  normal: { rate: null, capMinor: null },
  recalled: null,
  capAtPrice: false,
  patronCapMinor: null,
  overshoot: false,
  forgiveOnRenewal: false,
  reminders: [],
  remindersStopRenewal: false,
};

const NEVER_LOST: LostTerms = {
  aging: { lostAfter: null, billAfter: null },
  recalledAging: null,
  cost: 'none',
  setMinor: 0,
  defaultPriceMinor: 0,
  processingMinor: 0,
  processingWhen: { declared: false, aged: false },
  refundWithin: null,
  onReturn: { cost: 'refund', processing: 'refund', overdue: 'none' },
};

/** Puts a subject into the ids of the rules, and adds where its location is. */
export function folioNames(rules: PolicyRuleSet): (subject: RuleSubject) => RuleSubject {
  const [group, kind, loanType] = [namer(rules.groups), namer(rules.itemKinds), namer(rules.loanTypes)];
  const location = namer(rules.locations);
  const within = (places: readonly { readonly id: string; readonly within: string | null }[]) =>
    new Map(places.map((place) => [place.id, place.within]));
  const above = [within(rules.locations), within(rules.libraries), within(rules.campuses)] as const;
  return (subject) => {
    const place = location(subject.location);
    const library = above[0].get(place ?? '') ?? null;
    const campus = above[1].get(library ?? '') ?? null;
    return {
      ...subject,
      patronGroup: group(subject.patronGroup),
      itemKind: kind(subject.itemKind),
      loanType: loanType(subject.loanType),
      location: place,
      library,
      campus,
      institution: above[2].get(campus ?? '') ?? null,
    };
  };
}
