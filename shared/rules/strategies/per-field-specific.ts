// Each field of the result by itself, from the most specific row that gives it: criteria are compared one attribute at a time in a fixed
// order, so that naming the first outranks naming all others. The order of rows means nothing. Source: loan rules, 1.1 and 2.1.

import type { Attribute } from '../model/criteria.ts';
import type { FieldOf, RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import { earlierFirst, gather, tryRows, type Matched } from './matched.ts';

export type Specificity<G extends object> = {
  /** Which attribute outranks which, the weightiest first. */
  readonly order: readonly Attribute[];
  readonly fields: readonly FieldOf<G>[];
};

/** Matches the active rows of a table field by field. */
export function perFieldSpecific<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  fit: CriterionFit,
  { order, fields }: Specificity<G>,
): Matched<G, R> {
  const tried = tryRows<G, R>(rows, fit, (attribute) => bitOf(order, attribute));
  const sorted = tried.sort(
    (a, b) => b.score - a.score || nearerFirst(order, fit, a.row, b.row) || earlierFirst(a.row, b.row),
  );
  return gather<G, R>(sorted, { fields, from: 'all-rows' });
}

/** What naming an attribute is worth: more than all that come after it together. */
function bitOf(order: readonly Attribute[], attribute: Attribute): number {
  const place = order.indexOf(attribute);
  return place === -1 ? 0 : 2 ** (order.length - 1 - place);
}

/** Of rows that name the same attributes, the one that names the nearer node of a tree. */
function nearerFirst(order: readonly Attribute[], fit: CriterionFit, a: RuleRow<object>, b: RuleRow<object>): number {
  for (const attribute of order) {
    const [left, right] = [a.criteria[attribute], b.criteria[attribute]];
    if (left === undefined || right === undefined) continue;
    const difference = (fit(attribute, left) ?? Infinity) - (fit(attribute, right) ?? Infinity);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return 0;
}
