// The policies that a rule named, in words: the name and the terms of each.

import type { Words } from '../../core/language.ts';
import type { PolicyRefField } from '../model/policy-refs.ts';
import type { LoanPolicy, PolicyRuleSet } from '../model/policy-rule-set.ts';
import type { CappedRate, OverdueTerms } from '../model/policy/overdue.ts';
import type { LostTerms } from '../model/policy/lost.ts';
import { sayAmount, sayPer, sayPeriod } from './say-measures.ts';
import type { Telling } from './say-weighed.ts';
import { worded } from './worded.ts';

/** "“Two weeks” (14 days, renewals 3)". A policy that the rules do not have is shown by its name in the rule. */
export function sayPolicy(telling: Telling, rules: PolicyRuleSet, field: PolicyRefField, called: string): string {
  const { language } = telling;
  const found = policyIn(rules, field, called);
  if (found === null) return `“${called}” (${WORDS.missing[language]})`;
  const details = detailsOf(telling, found);
  return details === '' ? `“${found.policy.name}”` : `“${found.policy.name}” (${details})`;
}

type RequestPolicy = PolicyRuleSet['requestPolicies'][number];
type Named = PolicyRuleSet['noticePolicies'][number];
type Found =
  | { readonly kind: 'loan'; readonly policy: LoanPolicy }
  | { readonly kind: 'overdue'; readonly policy: Named & { readonly terms: OverdueTerms } }
  | { readonly kind: 'lost'; readonly policy: Named & { readonly terms: LostTerms } }
  | { readonly kind: 'request'; readonly policy: RequestPolicy }
  | { readonly kind: 'notice'; readonly policy: Named };

function policyIn(rules: PolicyRuleSet, field: PolicyRefField, called: string): Found | null {
  const find = <P extends Named>(policies: readonly P[]): P | undefined => policies.find(({ id }) => id === called);
  const [loan, overdue, lost, request, notice] = [
    field === 'loanPolicy' ? find(rules.loanPolicies) : undefined,
    field === 'overduePolicy' ? find(rules.overduePolicies) : undefined,
    field === 'lostPolicy' ? find(rules.lostPolicies) : undefined,
    field === 'requestPolicy' ? find(rules.requestPolicies) : undefined,
    field === 'noticePolicy' ? find(rules.noticePolicies) : undefined,
  ];
  if (loan !== undefined) return { kind: 'loan', policy: loan };
  if (overdue !== undefined) return { kind: 'overdue', policy: overdue };
  if (lost !== undefined) return { kind: 'lost', policy: lost };
  if (request !== undefined) return { kind: 'request', policy: request };
  return notice === undefined ? null : { kind: 'notice', policy: notice };
}

function detailsOf(telling: Telling, { kind, policy }: Found): string {
  const { language } = telling;
  switch (kind) {
    case 'loan':
      return joined(sayLending(telling, policy));
    case 'overdue':
      return joined(sayOverdue(telling, policy.terms));
    case 'lost':
      return joined(sayLost(telling, policy.terms));
    case 'request':
      return policy.types.length === 0
        ? WORDS.noRequests[language]
        : policy.types.map((type) => REQUESTS[type][language]).join(', ');
    case 'notice':
      return '';
  }
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

function sayLending({ language }: Telling, { lend, renew, itemLimit }: LoanPolicy): string[] {
  if (lend.circulates === 'never') return [WORDS.never[language]];
  const length = lend.profile === 'rolling' ? sayPeriod(language, lend.period ?? {}) : PROFILES[lend.profile][language];
  const count = renew.allowed ? renew.maxCount : 0;
  return [
    length,
    count === null ? WORDS.renewsFreely[language] : worded(WORDS.renewals[language], { n: String(count) }),
    itemLimit === null ? '' : worded(WORDS.itemLimit[language], { n: String(itemLimit) }),
  ];
}

function sayOverdue(telling: Telling, { normal, recalled, reminders }: OverdueTerms): string[] {
  const { language } = telling;
  const plain = sayRate(telling, normal);
  const recall = recalled === null ? plain : sayRate(telling, recalled);
  return [
    plain,
    recall === plain ? '' : worded(WORDS.recalled[language], { fine: recall }),
    reminders.length === 0 ? '' : WORDS.reminders[language],
  ];
}

function sayRate({ language, currency }: Telling, { rate, capMinor }: CappedRate): string {
  if (rate === null || rate.amountMinor === 0 || rate.per.n === 0) return WORDS.noFine[language];
  const fine = `${sayAmount(language, rate.amountMinor, currency)} ${sayPer(language, rate.per)}`;
  return capMinor === null
    ? fine
    : worded(WORDS.capped[language], { fine, cap: sayAmount(language, capMinor, currency) });
}

function sayLost({ language, currency }: Telling, { aging, cost, setMinor, processingMinor }: LostTerms): string[] {
  const amount = sayAmount(language, setMinor, currency);
  return [
    aging.lostAfter === null
      ? WORDS.neverLost[language]
      : worded(WORDS.lostAfter[language], { time: sayPeriod(language, aging.lostAfter) }),
    worded(COSTS[cost][language], { amount }),
    processingMinor === 0
      ? ''
      : worded(WORDS.processing[language], { amount: sayAmount(language, processingMinor, currency) }),
  ];
}

const PROFILES = {
  fixed: { en: 'until the fixed dates', es: 'hasta las fechas fijas' },
  until: { en: 'until a day of the year', es: 'hasta un día del año' },
  'open-ended': { en: 'without an end', es: 'sin fin' },
} as const satisfies Readonly<Record<string, Words>>;

const COSTS = {
  price: { en: 'the price is billed', es: 'se cobra el precio' },
  set: { en: '{amount} is billed', es: 'se cobra {amount}' },
  actual: { en: 'billed by what it cost', es: 'se cobra lo que costó' },
  none: { en: 'nothing is billed', es: 'no se cobra nada' },
} as const satisfies Readonly<Record<LostTerms['cost'], Words>>;

const REQUESTS = {
  hold: { en: 'holds', es: 'reservas' },
  recall: { en: 'recalls', es: 'reclamos' },
  page: { en: 'fetching from the shelf', es: 'traer del estante' },
} as const satisfies Readonly<Record<RequestPolicy['types'][number], Words>>;

const WORDS = {
  missing: { en: 'not in these rules', es: 'no está en estas reglas' },
  never: { en: 'not lent', es: 'no se presta' },
  renewals: { en: 'renewals {n}', es: 'renovaciones {n}' },
  renewsFreely: { en: 'renewals without limit', es: 'renovaciones sin límite' },
  itemLimit: { en: 'items at once {n}', es: 'materiales a la vez {n}' },
  noFine: { en: 'no fine', es: 'sin multa' },
  capped: { en: '{fine} up to {cap}', es: '{fine} hasta {cap}' },
  recalled: { en: 'after a recall {fine}', es: 'tras un reclamo {fine}' },
  reminders: { en: 'fees for reminders', es: 'cargos por recordatorios' },
  lostAfter: { en: 'lost {time} after the due date', es: 'perdido {time} después del vencimiento' },
  neverLost: { en: 'never lost by itself', es: 'nunca por sí solo' },
  processing: { en: 'with a fee of {amount}', es: 'con un cargo de {amount}' },
  noRequests: { en: 'none', es: 'ninguna' },
} as const satisfies Readonly<Record<string, Words>>;
