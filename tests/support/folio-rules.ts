// A small set of FOLIO's rules for the main branch of the small library: books for two weeks, everything else not at all.

import { ruleSetVersion } from '../../shared/core/ids.ts';
import { shapingOf } from '../../shared/rules/due/shaping-of.ts';
import { NO_LEND_TERMS } from '../../shared/rules/model/policy/lend.ts';
import { PLAIN_RECALL_TERMS } from '../../shared/rules/model/policy/recall.ts';
import { PLAIN_RENEW_TERMS } from '../../shared/rules/model/policy/renew.ts';
import type { LoanPolicy, PolicyRuleSet } from '../../shared/rules/model/policy-rule-set.ts';
import { calendar } from './small-library.ts';

export const loanPolicy = (id: string, over: Partial<LoanPolicy> = {}): LoanPolicy => ({
  id,
  name: `Policy ${id}`,
  lend: { ...NO_LEND_TERMS, period: { n: 2, unit: 'weeks' } },
  shaping: shapingOf('folio', 'end_next_open_day'),
  recall: PLAIN_RECALL_TERMS,
  renew: { ...PLAIN_RENEW_TERMS, maxCount: 2 },
  grace: null,
  itemLimit: null,
  ...over,
});

type Rule = PolicyRuleSet['rules'][number];

/** A rule of the text at a line that gives the loan policy of this id, and the general fees. */
export const policyRule = (line: number, policy: string, over: Partial<Rule> = {}): Rule => ({
  id: `line-${line}`,
  name: `Line ${line}`,
  position: line,
  active: true,
  criteria: {},
  gives: { loanPolicy: policy, overduePolicy: 'fines', lostPolicy: 'lost' },
  ...over,
});

export const folioRules = (over: Partial<PolicyRuleSet> = {}): PolicyRuleSet => ({
  version: ruleSetVersion('folio-1'),
  profile: 'folio',
  currency: 'USD',
  zone: 'America/New_York',
  line: 'last-line',
  rules: [
    policyRule(1, 'never', { rank: [0] }),
    policyRule(2, 'two-weeks', { rank: [1], criteria: { itemKind: { in: ['kind-book'] } } }),
  ],
  loanPolicies: [loanPolicy('two-weeks'), loanPolicy('never', { lend: { ...NO_LEND_TERMS, circulates: 'never' } })],
  requestPolicies: [],
  noticePolicies: [],
  overduePolicies: [
    {
      id: 'fines',
      name: 'Fines',
      terms: {
        lateness: { in: 'minutes', closedTime: 'count' },
        grace: {
          period: { n: 0, unit: 'minutes' },
          mode: 'all-or-nothing',
          extend: 'none',
          intoClosed: false,
          ignoredForRecall: false,
        },
        normal: { rate: { amountMinor: 25, per: { n: 1, unit: 'days' }, chargeAt: 'start' }, capMinor: 1000 },
        recalled: null,
        capAtPrice: false,
        patronCapMinor: null,
        overshoot: false,
        forgiveOnRenewal: false,
        reminders: [],
        remindersStopRenewal: false,
      },
    },
  ],
  lostPolicies: [
    {
      id: 'lost',
      name: 'Lost',
      terms: {
        aging: { lostAfter: { n: 6, unit: 'weeks' }, billAfter: null },
        recalledAging: null,
        cost: 'set',
        setMinor: 9900,
        defaultPriceMinor: 0,
        processingMinor: 0,
        processingWhen: { declared: false, aged: false },
        refundWithin: null,
        onReturn: { cost: 'refund', processing: 'refund', overdue: 'none' },
      },
    },
  ],
  groups: [{ id: 'group-students', name: 'students' }],
  itemKinds: [
    { id: 'kind-book', name: 'book' },
    { id: 'kind-film', name: 'film' },
  ],
  loanTypes: [{ id: 'type-reserve', name: 'reserve' }],
  institutions: [{ id: 'university', name: 'University', code: 'U', within: null }],
  campuses: [{ id: 'campus', name: 'Campus', code: 'C', within: 'university' }],
  libraries: [{ id: 'library', name: 'Library', code: 'L', within: 'campus' }],
  locations: [{ id: 'location-stacks', name: 'Stacks', code: 'STACKS', within: 'library', desk: 'main' }],
  calendars: [
    { id: 'june', name: 'June', from: '2022-06-01', to: '2022-06-30', desks: ['main'], calendar: calendar() },
  ],
  limits: [],
  ...over,
});
