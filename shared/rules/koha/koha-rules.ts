// Koha's rules: one value per branch, patron category, item type and name, where a part that is left open means any. Each name is looked up
// by itself, so the loan length may come from one row and the fine from another. Source: loan rules, 1.1 (storage, precedence).

import { criterionFit } from '../match/criterion-fit.ts';
import { matchWorld, type MatchWorld } from '../match/match-world.ts';
import { UNKNOWN_SUBJECT, type RuleSubject } from '../match/rule-subject.ts';
import type { Attribute, Criteria } from '../model/criteria.ts';
import type { RuleRow } from '../model/rule-row.ts';
import { PROFILES } from '../model/profile.ts';
import { rowMatcher } from '../strategies/match-rows.ts';
import type { Matched } from '../strategies/matched.ts';
import type { ScopePart } from './rule-kinds.ts';

/** The scope of a rule or of a question; null = any, and of a question: not known. */
export type KohaScope = Readonly<Record<ScopePart, string | null>>;

/** Values of one scope, by rule name. Values of rules are texts; other tables of the same form have values of their own type. */
export type KohaValues<V> = Readonly<Record<string, V>>;

export type KohaRow<V> = RuleRow<KohaValues<V>>;

const ATTRIBUTE_OF_PART: Readonly<Record<ScopePart, Attribute>> = {
  branch: 'deskBranch',
  patron_category: 'patronGroup',
  item_type: 'itemKind',
};

/** Neither branches nor categories are above one another. */
const FLAT: MatchWorld = matchWorld({ groups: [], branches: [] });

/** The row of a scope. Koha has no names for rows: the reader builds a name from the criteria. */
export function kohaRow<V>(scope: KohaScope, gives: KohaValues<V>, position: number): KohaRow<V> {
  const { branch, patron_category: category, item_type: itemType } = scope;
  const criteria: Criteria = {
    ...asks('branch', branch),
    ...asks('patron_category', category),
    ...asks('item_type', itemType),
  };
  const id = [branch, category, itemType].map((part) => part ?? '*').join(' · ');
  return { id, name: '', position, active: true, criteria, gives };
}

function asks(part: ScopePart, value: string | null): Criteria {
  return value === null ? {} : { [ATTRIBUTE_OF_PART[part]]: { in: [value] } };
}

/** Finds the values of the named rules for a scope, each from its own most specific row: made once of a rule set, and asked for every loan. */
export function valueMatcher<V>(
  rows: readonly KohaRow<V>[],
  names: readonly string[],
): (scope: KohaScope) => Matched<KohaValues<V>, KohaRow<V>> {
  const { koha } = PROFILES;
  const match = rowMatcher<KohaValues<V>, KohaRow<V>>(rows, {
    strategy: koha.strategy.loans,
    specificity: koha.specificity,
    fields: names,
  });
  return (scope) => match(criterionFit(FLAT, kohaSubject(scope)));
}

/** The same for one scope alone. */
export function effectiveValues<V>(
  rows: readonly KohaRow<V>[],
  scope: KohaScope,
  names: readonly string[],
): Matched<KohaValues<V>, KohaRow<V>> {
  return valueMatcher(rows, names)(scope);
}

/** The subject that rows of a scope are tried on. */
export function kohaSubject({ branch, patron_category: category, item_type: itemType }: KohaScope): RuleSubject {
  return { ...UNKNOWN_SUBJECT, deskBranch: branch, patronGroup: category, itemKind: itemType };
}
