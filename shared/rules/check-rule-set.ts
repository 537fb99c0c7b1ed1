// Checks a rule set of any form at the edge: its form, and what a form cannot say. All faults at once, each with its field and, in a text, its place.
// A set with a fault is not taken, so that the one in force stays in force.

import { err, ok, type Result } from '../core/result.ts';
import type { z } from 'zod';
import { zoneClock } from './calendar/zone-clock.ts';
import { checkValue } from './koha/check-rule.ts';
import type { KohaRuleSet } from './koha/koha-rule-set.ts';
import { readJsonPlaces } from './json/json-places.ts';
import { isMemberAttribute, isTreeAttribute } from './match/criterion-fit.ts';
import { AttributeSchema, type Attribute, type Criterion } from './model/criteria.ts';
import type { PolicyRuleSet } from './model/policy-rule-set.ts';
import type { PolicyRefField } from './model/policy-refs.ts';
import { RuleSetSchema, type RuleSet, type WeightedRuleSet } from './model/rule-set.ts';
import { fieldFault, type RuleFault } from './rule-fault.ts';

/** Reads a rule set from JSON. The faults are at least one. */
export function readRuleSetText(text: string): Result<RuleSet, readonly RuleFault[]> {
  const json = readJsonPlaces(text);
  if (!json.ok) return err([json.error]);
  const placed = (fault: RuleFault): RuleFault => ({ ...fault, place: json.value.placeOf(fault.path.split('.')) });
  const parsed = RuleSetSchema.safeParse(json.value.value);
  if (!parsed.success) return err(formFaults(parsed.error).map(placed));
  const faults = ruleSetFaults(parsed.data);
  return faults.length === 0 ? ok(parsed.data) : err(faults.map(placed));
}

/** What is wrong with the form of something. */
export function formFaults({ issues }: z.ZodError): RuleFault[] {
  return issues.map(({ path, message }) => fieldFault('FORM', path.map(String).join('.'), { expected: message }));
}

/** What is wrong with a rule set whose form is right. */
export function ruleSetFaults(rules: RuleSet): RuleFault[] {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return weightedFaults(rules);
    case 'folio':
      return policyRuleFaults(rules);
    case 'koha':
      return kohaFaults(rules);
  }
}

function weightedFaults(rules: WeightedRuleSet): RuleFault[] {
  return [
    ...repeatedIds('rules', rules.rules),
    ...repeatedIds('groups', rules.groups),
    ...repeatedIds('branches', rules.branches),
    ...circles('groups', rules.groups),
    ...circles('branches', rules.branches),
    ...rules.rules.flatMap(({ criteria, gives }, index) => [
      ...criteriaFaults(`rules.${index}.criteria`, criteria),
      ...scheduleFaults(`rules.${index}.gives.schedules`, gives.schedules ?? []),
    ]),
    ...rules.branches.flatMap(({ calendar }, index) =>
      calendar === null ? [] : zoneFaults(`branches.${index}.calendar.zone`, calendar.zone),
    ),
  ];
}

const POLICY_LISTS = {
  loanPolicy: 'loanPolicies',
  requestPolicy: 'requestPolicies',
  noticePolicy: 'noticePolicies',
  overduePolicy: 'overduePolicies',
  lostPolicy: 'lostPolicies',
} as const satisfies Readonly<Record<PolicyRefField, keyof PolicyRuleSet>>;

/** Exports name policies that they do not hold: a rule that does lends nothing, and the others are as good as ever. */
function policyRuleFaults(rules: PolicyRuleSet): RuleFault[] {
  return [
    ...repeatedIds('rules', rules.rules),
    ...Object.values(POLICY_LISTS).flatMap((list) => repeatedIds(list, rules[list])),
    ...rules.rules.flatMap(({ criteria }, index) => criteriaFaults(`rules.${index}.criteria`, criteria)),
    ...zoneFaults('zone', rules.zone),
    ...rules.calendars.flatMap(({ calendar }, index) => zoneFaults(`calendars.${index}.calendar.zone`, calendar.zone)),
  ];
}

function kohaFaults({ rows, zone, calendars }: KohaRuleSet): RuleFault[] {
  return [
    ...rows.flatMap(({ values }, index) =>
      Object.entries(values).flatMap(([name, value]) => {
        const checked = checkValue(name, value);
        return checked.ok ? [] : [{ ...checked.error, path: `rows.${index}.values.${name}` }];
      }),
    ),
    ...zoneFaults('zone', zone),
    ...Object.entries(calendars).flatMap(([branch, calendar]) => zoneFaults(`calendars.${branch}.zone`, calendar.zone)),
  ];
}

function repeatedIds(list: string, rows: readonly { readonly id: string }[]): RuleFault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [fieldFault('ID_TWICE', `${list}.${index}.id`, { id })];
  });
}

function circles(list: string, rows: readonly { readonly id: string; readonly parent: string | null }[]): RuleFault[] {
  const parents = new Map(rows.map(({ id, parent }) => [id, parent]));
  return rows.flatMap(({ id }, index) => {
    let at = parents.get(id) ?? null;
    for (let step = 0; at !== null && at !== id && step <= rows.length; step += 1) at = parents.get(at) ?? null;
    return at === id ? [fieldFault('TREE_CIRCLE', `${list}.${index}.parent`, { id })] : [];
  });
}

function criteriaFaults(path: string, criteria: WeightedRuleSet['rules'][number]['criteria']): RuleFault[] {
  return AttributeSchema.options.flatMap((attribute) => {
    const criterion = criteria[attribute];
    const fits = criterion === undefined || canBeAsked(attribute, criterion);
    return fits ? [] : [fieldFault('CRITERION_UNFIT', `${path}.${attribute}`, { attribute })];
  });
}

const FLAGS: ReadonlySet<Attribute> = new Set(['reference', 'juvenile', 'renewal', 'onsite']);
const AGES: ReadonlySet<Attribute> = new Set(['patronAge', 'itemAge']);

function canBeAsked(attribute: Attribute, criterion: Criterion): boolean {
  if ('any' in criterion) return true;
  if (FLAGS.has(attribute)) return 'is' in criterion;
  const isNames = 'in' in criterion || 'notIn' in criterion;
  const isDates = 'from' in criterion || 'to' in criterion;
  if (AGES.has(attribute)) return !isNames && !isDates && !('is' in criterion) && !('like' in criterion);
  if (attribute === 'startDate') return isDates;
  if (isTreeAttribute(attribute) || isMemberAttribute(attribute)) return isNames;
  return isNames || 'like' in criterion;
}

function scheduleFaults(
  path: string,
  schedules: NonNullable<WeightedRuleSet['rules'][number]['gives']['schedules']>,
): RuleFault[] {
  return schedules.flatMap(({ from, to }, index) =>
    from <= to ? [] : [fieldFault('SCHEDULE_BACKWARDS', `${path}.${index}.to`)],
  );
}

function zoneFaults(path: string, zone: string): RuleFault[] {
  return zoneClock(zone) === null ? [fieldFault('ZONE_UNKNOWN', path, { zone })] : [];
}
