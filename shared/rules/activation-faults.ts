// Extra checks of rules that a person puts in force by hand: they must lend at all, name only existing groups and
// branches, and have no absurd amount. Rules already in force, and those of an import, are taken without these checks,
// so that no desk is left without rules by an export's loose ends.

import type { WrittenForm } from '../core/codes/written-forms.ts';
import { assertNever } from '../core/assert.ts';
import type { Json } from './json/json-places.ts';
import { KOHA_RULE_KINDS } from './koha/rule-kinds.ts';
import type { KohaRuleSet } from './koha/koha-rule-set.ts';
import { isBranchAttribute, isMemberAttribute } from './match/criterion-fit.ts';
import { ATTRIBUTE_ORDER, type Attribute, type Criteria } from './model/criteria.ts';
import type { Joining } from './model/joining.ts';
import { periodMinutes } from './model/period.ts';
import type { RuleSet, WeightedRuleSet } from './model/rule-set.ts';
import { fieldFault, type RuleFault } from './rule-fault.ts';

/** Faults that keep a sound rule set from being put in force; `written` is the JSON that it was read from. */
export function activationFaults(rules: RuleSet, written: Json): RuleFault[] {
  return [...currencyFaults(rules), ...numberFaults(written), ...contentFaults(rules)];
}

/** Whether ISO 4217 has a currency of this code that amounts can be in. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

function currencyFaults({ currency }: RuleSet): RuleFault[] {
  return isCurrency(currency) ? [] : [fieldFault('CURRENCY_UNKNOWN', 'currency', { currency })];
}

function contentFaults(rules: RuleSet): RuleFault[] {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return [
        ...noneFaults('rules', rules.rules.filter(isActive)),
        ...blackoutFaults(rules.groups),
        ...weightedFaults(rules),
      ];
    case 'folio':
      return [
        ...noneFaults('rules', rules.rules.filter(isActive)),
        ...blackoutFaults(rules.groups),
        ...rules.limits.flatMap(unknownIn('limits', 'group', rules.groups)),
      ];
    case 'koha':
      return [...noneFaults('rows', rules.rows), ...kohaMoneyFaults(rules)];
    default:
      return assertNever(rules);
  }
}

/** Blackout dates that turn no one away, because they end before they begin. */
function blackoutFaults(groups: readonly { readonly joining?: Joining | undefined }[]): RuleFault[] {
  return groups.flatMap(({ joining }, group) =>
    (joining?.blackout ?? []).flatMap(({ from, to }, index) =>
      from <= to ? [] : [fieldFault('RANGE_BACKWARDS', `groups.${group}.joining.blackout.${index}.to`, { from, to })],
    ),
  );
}

/** One that is not decides nothing. */
function isActive({ active }: { readonly active: boolean }): boolean {
  return active;
}

function noneFaults(list: string, deciding: readonly object[]): RuleFault[] {
  const wanted: WrittenForm = 'activeRule';
  return deciding.length > 0 ? [] : [fieldFault('FORM_MISSING', list, { wanted })];
}

function weightedFaults({ groups, branches, branchGroups = [], ...rules }: WeightedRuleSet): RuleFault[] {
  return [
    ...repeatedIds('limitSets', rules.limitSets),
    ...repeatedIds('branchGroups', branchGroups),
    ...rules.thresholds.flatMap(unknownIn('thresholds', 'group', groups)),
    ...rules.thresholds.flatMap(unknownIn('thresholds', 'branch', branches)),
    ...rules.limitSets.flatMap(unknownIn('limitSets', 'branch', branches)),
    ...rules.limitSets.flatMap(({ rules: named = [] }, index) =>
      strangersAmong(
        `limitSets.${index}.rules`,
        named.map(({ rule }) => rule),
        rules.rules,
      ),
    ),
    ...branchGroups.flatMap(({ branches: members }, index) =>
      strangersAmong(`branchGroups.${index}.branches`, members, branches),
    ),
    ...rules.rules.flatMap(({ criteria }, index) =>
      criteriaFaults(`rules.${index}.criteria`, criteria, { groups, branches, branchGroups }),
    ),
    ...(rules.holdRules ?? []).flatMap(({ criteria }, index) =>
      criteriaFaults(`holdRules.${index}.criteria`, criteria, { groups, branches, branchGroups }),
    ),
  ];
}

type Identified = readonly { readonly id: string }[];
type Known = { readonly groups: Identified; readonly branches: Identified; readonly branchGroups: Identified };

/** A rule for a group or a branch that does not exist would silently match no patron. */
function criteriaFaults(path: string, criteria: Criteria, known: Known): RuleFault[] {
  return ATTRIBUTE_ORDER.flatMap((attribute) => {
    const [criterion, list] = [criteria[attribute], listOf(attribute, known)];
    if (criterion === undefined || list === null) return [];
    if ('in' in criterion) return strangersAmong(`${path}.${attribute}.in`, criterion.in, list);
    return 'notIn' in criterion ? strangersAmong(`${path}.${attribute}.notIn`, criterion.notIn, list) : [];
  });
}

function listOf(attribute: Attribute, { groups, branches, branchGroups }: Known): Identified | null {
  if (attribute === 'patronGroup' || attribute === 'requestorGroup') return groups;
  if (isBranchAttribute(attribute)) return branches;
  return isMemberAttribute(attribute) ? branchGroups : null;
}

function strangersAmong(path: string, names: readonly string[], list: Identified): RuleFault[] {
  const known = new Set(list.map(({ id }) => id));
  return names.flatMap((name, index) =>
    known.has(name) ? [] : [fieldFault('REFERENCE_UNKNOWN', `${path}.${index}`, { name })],
  );
}

function unknownIn<F extends string>(
  list: string,
  field: F,
  there: Identified,
): (row: Readonly<Record<F, string>>, index: number) => RuleFault[] {
  const known = new Set(there.map(({ id }) => id));
  return (row, index) =>
    known.has(row[field]) ? [] : [fieldFault('REFERENCE_UNKNOWN', `${list}.${index}.${field}`, { name: row[field] })];
}

function repeatedIds(list: string, rows: Identified): RuleFault[] {
  return rows.flatMap(({ id }, index) =>
    rows.findIndex((row) => row.id === id) < index ? [fieldFault('ID_TWICE', `${list}.${index}.id`, { id })] : [],
  );
}

/** Koha's amounts are texts; an amount below zero is no decimal, and has its fault already. */
function kohaMoneyFaults({ rows }: KohaRuleSet): RuleFault[] {
  return rows.flatMap(({ values }, index) =>
    Object.entries(values).flatMap(([name, value]) => {
      if (KOHA_RULE_KINDS.get(name)?.isMoney !== true) return [];
      return boundFaults(`rows.${index}.values.${name}`, Number(value), { least: -Infinity, most: MOST_MONEY / 100 });
    }),
  );
}

/** A million of the main unit; more is a slip of the key. */
const MOST_MONEY = 100_000_000;
/** Of counts, days and places. */
const MOST = 100_000_000;
/** Weights are exponents: two to twice as much must stay a number, and leave room for those beside it. */
const MOST_WEIGHT = 100;
const MOST_YEARS = 100;
const YEAR_MINUTES = 366 * 1_440;

/** Fields that hold a moment. */
const MOMENTS: ReadonlySet<string> = new Set(['at', 'from', 'to', 'due']);

type Bounds = { readonly least: number; readonly most: number };

/** Negative amounts and absurd numbers, in any field. */
function numberFaults(written: Json): RuleFault[] {
  const faults: RuleFault[] = [];
  // One path that grows and shrinks: rules have tens of thousands of values, and hardly ever a fault.
  const path: string[] = [];
  const look = (value: Json): void => {
    if (typeof value === 'number' && !isWithin(value, boundsOf(path))) {
      faults.push(...boundFaults(path.join('.'), value, boundsOf(path)));
    }
    if (typeof value !== 'object' || value === null) return;
    faults.push(...periodFaults(value, path));
    for (const [key, inner] of Object.entries<Json>(value)) {
      path.push(key);
      look(inner);
      path.pop();
    }
  };
  look(written);
  return faults;
}

function isWithin(value: number, { least, most }: Bounds): boolean {
  return least <= value && value <= most;
}

function boundsOf(path: readonly string[]): Bounds {
  const field = path.at(-1) ?? '';
  if (field.endsWith('Minor')) return { least: 0, most: MOST_MONEY };
  if (path[0] === 'weights') return { least: 0, most: MOST_WEIGHT };
  if (field.endsWith('Ms')) return { least: 0, most: MOST_YEARS * YEAR_MINUTES * 60_000 };
  if (field.endsWith('Minutes')) return { least: 0, most: YEAR_MINUTES };
  return MOMENTS.has(field) ? { least: -Infinity, most: Infinity } : { least: -MOST, most: MOST };
}

function boundFaults(path: string, value: number, { least, most }: Bounds): RuleFault[] {
  if (value < least) return [fieldFault('FORM_LEAST', path, { least })];
  return value > most ? [fieldFault('FORM_MOST', path, { most })] : [];
}

function periodFaults(value: object, path: readonly string[]): RuleFault[] {
  if (!('n' in value && 'unit' in value)) return [];
  const { n, unit } = value;
  if (typeof n !== 'number' || typeof unit !== 'string') return [];
  const inMinutes = periodMinutes({ n, unit });
  if (inMinutes <= MOST_YEARS * YEAR_MINUTES) return [];
  const most = Math.floor((MOST_YEARS * YEAR_MINUTES) / periodMinutes({ n: 1, unit }));
  return [fieldFault('FORM_MOST', [...path, 'n'].join('.'), { most })];
}
