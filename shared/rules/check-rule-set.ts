// Checks a rule set at the edge: its form, and what a form cannot say. All faults at once, each with its field and, in a text, its place.
// A set with a fault is not taken, so that the one in force stays in force.

import { err, ok, type Result } from '../core/result.ts';
import type { z } from 'zod';
import { zoneClock } from './calendar/zone-clock.ts';
import { readJsonPlaces } from './json/json-places.ts';
import { isMemberAttribute, isTreeAttribute } from './match/criterion-fit.ts';
import { AttributeSchema, type Attribute, type Criterion } from './model/criteria.ts';
import { WeightedRuleSetSchema, type WeightedRuleSet } from './model/rule-set.ts';
import { fieldFault, type RuleFault } from './rule-fault.ts';

/** Reads a rule set from JSON. The faults are at least one. */
export function readRuleSetText(text: string): Result<WeightedRuleSet, readonly RuleFault[]> {
  const json = readJsonPlaces(text);
  if (!json.ok) return err([json.error]);
  const placed = (fault: RuleFault): RuleFault => ({ ...fault, place: json.value.placeOf(fault.path.split('.')) });
  const parsed = WeightedRuleSetSchema.safeParse(json.value.value);
  if (!parsed.success) return err(formFaults(parsed.error).map(placed));
  const faults = ruleSetFaults(parsed.data);
  return faults.length === 0 ? ok(parsed.data) : err(faults.map(placed));
}

/** What is wrong with the form of something. */
export function formFaults({ issues }: z.ZodError): RuleFault[] {
  return issues.map(({ path, message }) => fieldFault('FORM', path.map(String).join('.'), { expected: message }));
}

/** What is wrong with a rule set whose form is right. */
export function ruleSetFaults(rules: WeightedRuleSet): RuleFault[] {
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
    ...zoneFaults(rules),
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

function zoneFaults({ branches }: WeightedRuleSet): RuleFault[] {
  return branches.flatMap(({ calendar }, index) => {
    if (calendar === null || zoneClock(calendar.zone) !== null) return [];
    return [fieldFault('ZONE_UNKNOWN', `branches.${index}.calendar.zone`, { zone: calendar.zone })];
  });
}
