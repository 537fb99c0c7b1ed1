// Checks a rule set of any form at the edge: its form, and faults that the form cannot express. All faults at once, each with its field and, in a
// text, its place. A set with a fault is not taken, so that the one in force stays in force.

import { activationFaults } from './activation-faults.ts';
import type { WrittenForm } from '../core/codes/written-forms.ts';
import { err, ok, type Result } from '../core/result.ts';
import { calendarFaults, zoneFaults } from './calendar/calendar-faults.ts';
import { zoneClock } from './calendar/zone-clock.ts';
import { formFaults, unknownFields } from './form-faults.ts';
import type { KohaRuleSet } from './koha/koha-rule-set.ts';
import { kohaRowFaults } from './koha/row-faults.ts';
import { readJsonPlaces } from './json/json-places.ts';
import { isMemberAttribute, isTreeAttribute } from './match/criterion-fit.ts';
import { AttributeSchema, type Attribute, type Criterion } from './model/criteria.ts';
import type { Period } from './model/period.ts';
import type { PolicyRuleSet } from './model/policy-rule-set.ts';
import { givenValue } from './model/policy/given.ts';
import type { Schedule } from './model/policy/lend.ts';
import type { ProfileName } from './model/profile-name.ts';
import type { PolicyRefField } from './model/policy-refs.ts';
import { RuleSetSchema, type RuleGives, type RuleSet, type WeightedRuleSet } from './model/rule-set.ts';
import { fieldFault, type RuleFault } from './rule-fault.ts';

/**
 * Reads a rule set that is to be put in force from JSON. The faults are at least one. `inForce` is the profile that it must be of; null =
 * any.
 */
export function readRuleSetText(
  text: string,
  inForce: ProfileName | null = null,
): Result<RuleSet, readonly RuleFault[]> {
  const json = readJsonPlaces(text);
  if (!json.ok) return err([json.error]);
  const placed = (fault: RuleFault): RuleFault => ({ ...fault, place: json.value.placeOf(fault.path.split('.')) });
  const parsed = RuleSetSchema.safeParse(json.value.value);
  if (!parsed.success) return err(formFaults(parsed.error, json.value.value).map(placed));
  const faults = [
    ...unknownFields(json.value.value, parsed.data),
    ...ruleSetFaults(parsed.data),
    ...activationFaults(parsed.data, json.value.value),
    ...profileFaults(parsed.data, inForce),
  ];
  return faults.length === 0 ? ok(parsed.data) : err(faults.map(placed));
}

function profileFaults({ profile }: RuleSet, inForce: ProfileName | null): RuleFault[] {
  if (inForce === null || inForce === profile) return [];
  return [fieldFault('PROFILE_CHANGES', 'profile', { now: inForce, wanted: profile })];
}

/** Faults in the content of a rule set whose form is right. */
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
    ...strangers('groups', rules.groups),
    ...strangers('branches', rules.branches),
    ...rules.rules.flatMap(({ criteria, gives }, index) => [
      ...criteriaFaults(`rules.${index}.criteria`, criteria),
      ...givesFaults(`rules.${index}.gives`, gives),
    ]),
    ...repeatedIds('holdRules', rules.holdRules ?? []),
    ...(rules.holdRules ?? []).flatMap(({ criteria }, index) =>
      criteriaFaults(`holdRules.${index}.criteria`, criteria),
    ),
    ...givesFaults('site', rules.site ?? {}),
    ...rules.branches.flatMap(({ calendar }, index) =>
      calendar === null ? [] : calendarFaults(`branches.${index}.calendar`, calendar),
    ),
  ];
}

function givesFaults(path: string, gives: RuleGives): RuleFault[] {
  const shorter = givenValue(gives.shorterUnderHolds);
  const lists = {
    schedules: givenValue(gives.schedules),
    'lend.limitSchedules': givenValue(gives.lend?.limitSchedules),
    'renew.schedules': givenValue(gives.renew?.schedules),
    'renew.limitSchedules': givenValue(gives.renew?.limitSchedules),
  };
  return [
    ...periodFaults(`${path}.duration.periods`, givenValue(gives.duration)?.periods ?? {}),
    ...(shorter === undefined ? [] : periodFaults(`${path}.shorterUnderHolds`, { period: shorter.period })),
    ...Object.entries(lists).flatMap(([name, list]) => scheduleFaults(`${path}.${name}`, list ?? [])),
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
    ...rules.loanPolicies.flatMap(({ lend, renew }, index) => {
      const at = `loanPolicies.${index}`;
      return [
        ...scheduleFaults(`${at}.lend.schedules`, lend.schedules ?? []),
        ...scheduleFaults(`${at}.lend.limitSchedules`, lend.limitSchedules ?? []),
        ...scheduleFaults(`${at}.renew.schedules`, renew.schedules ?? []),
        ...scheduleFaults(`${at}.renew.limitSchedules`, renew.limitSchedules ?? []),
      ];
    }),
    ...zoneFaults('zone', rules.zone),
    ...rules.calendars.flatMap(({ from, to, calendar }, index) => [
      ...(from <= to ? [] : [fieldFault('RANGE_BACKWARDS', `calendars.${index}.to`, { from, to })]),
      ...calendarFaults(`calendars.${index}.calendar`, calendar),
    ]),
  ];
}

function kohaFaults({ rows, zone, calendars, itemTypeParents = {}, ...site }: KohaRuleSet): RuleFault[] {
  // No fault of a value depends on the zone: where there is none of that name, any other gives the same faults.
  const clock = zoneClock(zone) ?? zoneClock('UTC');
  const ofRow = (row: KohaRuleSet['rows'][number]) => (clock === null ? [] : kohaRowFaults(row, site, clock));
  return [
    ...rows.flatMap((row, index) =>
      ofRow(row).map((fault) => ({ ...fault, path: `rows.${index}.values.${fault.path}` })),
    ),
    ...[...belowThemselves(new Map(Object.entries(itemTypeParents)))].map((id) =>
      fieldFault('TREE_CIRCLE', `itemTypeParents.${id}`, { id }),
    ),
    ...zoneFaults('zone', zone),
    ...Object.entries(calendars).flatMap(([branch, calendar]) => calendarFaults(`calendars.${branch}`, calendar)),
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
  const below = belowThemselves(new Map(rows.map(({ id, parent }) => [id, parent])));
  return rows.flatMap(({ id }, index) =>
    below.has(id) ? [fieldFault('TREE_CIRCLE', `${list}.${index}.parent`, { id })] : [],
  );
}

/** Every id that is above itself. */
function belowThemselves(parents: ReadonlyMap<string, string | null>): ReadonlySet<string> {
  const found = [...parents.keys()].filter((id) => {
    let at = parents.get(id) ?? null;
    for (let step = 0; at !== null && at !== id && step <= parents.size; step += 1) at = parents.get(at) ?? null;
    return at === id;
  });
  return new Set(found);
}

/** Rows whose parent is none of them. */
function strangers(
  list: string,
  rows: readonly { readonly id: string; readonly parent: string | null }[],
): RuleFault[] {
  const known = new Set<string | null>(rows.map(({ id }) => id));
  return rows.flatMap(({ parent }, index) =>
    parent === null || known.has(parent)
      ? []
      : [fieldFault('REFERENCE_UNKNOWN', `${list}.${index}.parent`, { name: parent })],
  );
}

function periodFaults(path: string, periods: Readonly<Record<string, Period>>): RuleFault[] {
  return Object.entries(periods).flatMap(([grade, { n }]) =>
    n > 0 ? [] : [fieldFault('FORM_LEAST', `${path}.${grade}.n`, { least: 1 })],
  );
}

function criteriaFaults(path: string, criteria: WeightedRuleSet['rules'][number]['criteria']): RuleFault[] {
  return AttributeSchema.options.flatMap((attribute) => {
    const criterion = criteria[attribute];
    if (criterion === undefined || 'any' in criterion) return [];
    const wanted = askedBy(attribute);
    const fits = WAYS[wanted].some((way) => way in criterion);
    if (!fits) return [fieldFault('CRITERION_UNFIT', `${path}.${attribute}`, { attribute, wanted })];
    return boundFaults(`${path}.${attribute}`, criterion);
  });
}

/** Bounds with nothing between them: the rule would silently match no patron. */
function boundFaults(path: string, criterion: Criterion): RuleFault[] {
  if ('from' in criterion || 'to' in criterion) {
    const { from, to } = criterion;
    if (from === undefined || to === undefined || from <= to) return [];
    return [fieldFault('RANGE_BACKWARDS', `${path}.to`, { from, to })];
  }
  if (!('olderThanDays' in criterion || 'youngerThanDays' in criterion)) return [];
  const { olderThanDays: above, youngerThanDays: below, inclusive } = criterion;
  if (above === undefined || below === undefined) return [];
  const isEmpty = inclusive === true ? below < above : below <= above;
  return isEmpty ? [fieldFault('AGES_CROSSED', `${path}.youngerThanDays`, { above, below })] : [];
}

/** The ways in which an attribute can be asked about, by the words for them. */
const WAYS = {
  flag: ['is'],
  ages: ['olderThanDays', 'youngerThanDays'],
  dates: ['from', 'to'],
  names: ['in', 'notIn'],
  namesOrPatterns: ['in', 'notIn', 'like'],
} as const satisfies Partial<Readonly<Record<WrittenForm, readonly string[]>>>;

const FLAGS: ReadonlySet<Attribute> = new Set(['reference', 'juvenile', 'renewal', 'onsite']);

function askedBy(attribute: Attribute): keyof typeof WAYS {
  if (FLAGS.has(attribute)) return 'flag';
  if (attribute === 'patronAge' || attribute === 'itemAge') return 'ages';
  if (attribute === 'startDate') return 'dates';
  return isTreeAttribute(attribute) || isMemberAttribute(attribute) ? 'names' : 'namesOrPatterns';
}

function scheduleFaults(path: string, schedules: readonly Pick<Schedule, 'from' | 'to'>[]): RuleFault[] {
  return schedules.flatMap(({ from, to }, index) =>
    from <= to ? [] : [fieldFault('SCHEDULE_BACKWARDS', `${path}.${index}.to`)],
  );
}
