// Each field of the result by itself, from the most specific row that gives it: criteria are compared one attribute at a time in a fixed
// order, so that naming the first outranks naming all others. The order of rows means nothing. Source: loan rules, 1.1 and 2.1.

import type { Attribute } from '../model/criteria.ts';
import type { FieldOf, RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import { byPlace, earlierFirst, gather, prepareRows, tryRows, type Matched, type Precedence } from './matched.ts';

export type Specificity<G extends object> = {
  /** Which attribute outranks which, the weightiest first. */
  readonly order: readonly Attribute[];
  readonly fields: readonly FieldOf<G>[];
};

/** A matcher of the active rows of a table, field by field. */
export function perFieldSpecific<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  { order, fields }: Specificity<G>,
): (fit: CriterionFit) => Matched<G, R> {
  const prepared = prepareRows(rows, earlierFirst);
  return (fit) => {
    const tried = tryRows(prepared, fit, ({ on }) => bitOf(order, on));
    const sorted = tried.sort((a, b) => b.score - a.score || nearerFirst(order, fit, a.row, b.row));
    return gather<G, R>(sorted, { fields, from: 'all-rows' }, (ahead, behind) =>
      bySpecificity(order, fit, ahead, behind),
    );
  };
}

/** The weight of naming an attribute: more than all later ones together. */
function bitOf(order: readonly Attribute[], attribute: Attribute): number {
  const place = order.indexOf(attribute);
  return place === -1 ? 0 : 2 ** (order.length - 1 - place);
}

/** The first attribute in the order that only the row ahead names, or names nearer. */
function bySpecificity(
  order: readonly Attribute[],
  fit: CriterionFit,
  ahead: RuleRow<object>,
  behind: RuleRow<object>,
): ReturnType<Precedence<RuleRow<object>>> {
  const deciding =
    order.find((on) => ahead.criteria[on] !== undefined && behind.criteria[on] === undefined) ??
    order.find((on) => distanceOf(fit, ahead, on) < distanceOf(fit, behind, on));
  return deciding === undefined ? byPlace(ahead, behind) : { on: 'specificity', ahead: [deciding] };
}

function distanceOf(fit: CriterionFit, { criteria }: RuleRow<object>, on: Attribute): number {
  const criterion = criteria[on];
  return (criterion === undefined ? null : fit(on, criterion)) ?? Infinity;
}

/** Of rows that name the same attributes, the one that names the nearer node of a tree. */
function nearerFirst(order: readonly Attribute[], fit: CriterionFit, a: RuleRow<object>, b: RuleRow<object>): number {
  for (const attribute of order) {
    if (a.criteria[attribute] === undefined || b.criteria[attribute] === undefined) continue;
    const difference = distanceOf(fit, a, attribute) - distanceOf(fit, b, attribute);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return 0;
}
