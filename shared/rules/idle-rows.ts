// Rows of a rule set of any form that decide nothing, because an earlier row gives everything. Reported to the person
// who puts rules in force: such a row is nearly always a slip. A row that only several rows together leave without
// effect is not found.

import type { Attribute, Criteria, Criterion } from './model/criteria.ts';
import { GIVEN_GROUPS } from './model/policy/given-groups.ts';
import type { KohaRuleSet } from './koha/koha-rule-set.ts';
import type { LoanRule, RuleSet, WeightedRuleSet } from './model/rule-set.ts';
import { idleRules } from './idle-rules.ts';
import { earlierFirst } from './strategies/matched.ts';
import { ancestorsOf, treeOf, type Tree } from './tree.ts';

/**
 * A row that decides nothing, and the one that leaves nothing to it; each by its name, or by its id if it has no name.
 */
export type IdleRow = { readonly row: string; readonly behind: string };

/** The rows of a set that never decide anything. Total. */
export function idleRows(rules: RuleSet): IdleRow[] {
  switch (rules.profile) {
    case 'folio':
      return idleRules(rules).map(({ rule, behind }) => ({ row: calledOf(rule), behind: calledOf(behind) }));
    case 'koha':
      return idleScopes(rules);
    case 'evergreen':
    case 'holdfast':
      return rules.strategy === 'table_top_down' || rules.strategy === 'table_bottom_up'
        ? idleOfTable(rules)
        : idleTwins(rules);
  }
}

function calledOf({ name, id }: { readonly name: string; readonly id: string }): string {
  return name === '' ? id : name;
}

function activeOf({ rules }: WeightedRuleSet): LoanRule[] {
  return rules.filter(({ active }) => active).toSorted(earlierFirst);
}

/** One row of a table gives everything: a row is idle when an earlier one matches all its loans. */
function idleOfTable(rules: WeightedRuleSet): IdleRow[] {
  const sign = rules.strategy === 'table_top_down' ? 1 : -1;
  const asked = activeOf(rules).toSorted((a, b) => sign * (a.position - b.position));
  const trees = { patronGroup: treeOf(rules.groups), branch: treeOf(rules.branches) };
  return behindFirst(asked, (ahead, behind) => takesAll(trees, ahead.criteria, behind.criteria));
}

/** Where rows are weighed, a row is idle when another has the same criteria and gives all its fields. */
function idleTwins(rules: WeightedRuleSet): IdleRow[] {
  return behindFirst(
    activeOf(rules),
    (ahead, behind) => isSame(ahead.criteria, behind.criteria) && givesAll(ahead.gives, behind.gives),
  );
}

function behindFirst(asked: readonly LoanRule[], takes: (ahead: LoanRule, behind: LoanRule) => boolean): IdleRow[] {
  return asked.flatMap((row, index) => {
    const ahead = asked.slice(0, index).find((other) => takes(other, row));
    return ahead === undefined ? [] : [{ row: calledOf(row), behind: calledOf(ahead) }];
  });
}

type Trees = { readonly patronGroup: Tree; readonly branch: Tree };

/** Whether every loan that one set of criteria asks for passes the other. */
function takesAll(trees: Trees, ahead: Criteria, behind: Criteria): boolean {
  return parseAttributes(Object.keys(ahead)).every((on) => isWithin(treeOn(trees, on), behind[on], ahead[on]));
}

function treeOn({ patronGroup, branch }: Trees, on: Attribute): Tree | null {
  if (on === 'patronGroup' || on === 'requestorGroup') return patronGroup;
  return BRANCHES.has(on) ? branch : null;
}

/** Attributes that also match below the named place. */
const BRANCHES: ReadonlySet<string> = new Set<Attribute>([
  'deskBranch',
  'itemHome',
  'itemHolding',
  'itemOwner',
  'patronHome',
  'pickupBranch',
  'requestBranch',
]);

function isWithin(tree: Tree | null, narrow: Criterion | undefined, wide: Criterion | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  if ('in' in wide && 'in' in narrow) return narrow.in.every((one) => wide.in.some((all) => isBelow(tree, one, all)));
  return isSame(narrow, wide);
}

function isBelow(tree: Tree | null, one: string, all: string): boolean {
  return one === all || (tree !== null && ancestorsOf(tree, one).has(all));
}

/** The keys of criteria are attributes. */
function parseAttributes(keys: readonly string[]): readonly Attribute[] {
  return keys as readonly Attribute[];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

/** The same text for any order of the keys or entries. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(inOrder(one))).toSorted();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, inner]) => [key, inOrder(inner)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function givesAll(ahead: LoanRule['gives'], behind: LoanRule['gives']): boolean {
  const fields = new Set(fieldsOf(ahead));
  return fieldsOf(behind).every((field) => fields.has(field));
}

/** Plain fields, and those of groups, each of which is looked for alone. */
function fieldsOf(gives: LoanRule['gives']): string[] {
  return Object.entries(gives).flatMap(([name, value]) =>
    GROUPS.has(name) && typeof value === 'object' && value !== null
      ? Object.keys(value).map((field) => `${name}.${field}`)
      : [name],
  );
}

const GROUPS: ReadonlySet<string> = new Set(Object.keys(GIVEN_GROUPS));

/** Of two rows of Koha with one scope the first decides each value that both have. */
function idleScopes({ rows }: KohaRuleSet): IdleRow[] {
  const scopeOf = ({ branch, patron_category: category, item_type: type }: KohaRuleSet['rows'][number]) =>
    [branch ?? '*', category ?? '*', type ?? '*'].join(' · ');
  return rows.flatMap((row, index) => {
    const scope = scopeOf(row);
    const ahead = rows
      .slice(0, index)
      .find((other) => scopeOf(other) === scope && Object.keys(row.values).every((name) => name in other.values));
    return ahead === undefined ? [] : [{ row: scope, behind: scope }];
  });
}
