// Matching by weights: the best row is the base, each field that it leaves open is filled from the next matching row, and so on.
// The order of rows in the table means nothing; ties go to the lower position, then the lower id. Source: loan rules, 1.2.

import { ATTRIBUTE_ORDER, type Attribute } from '../model/criteria.ts';
import type { RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import {
  byPlace,
  earlierFirst,
  gather,
  tryRows,
  type Gathering,
  type Matched,
  type Points,
  type Precedence,
} from './matched.ts';
import { pointsOf, type Weights } from './weights.ts';

/** How rows are weighed. `named` are the weights that the library set itself. */
export type Weighing<G extends object> = Gathering<G> & {
  readonly weights: Weights;
  readonly named: Partial<Readonly<Record<Attribute, number>>>;
  readonly denominator: number;
};

/** Matches the active rows of a table by weights. */
export function weightedFill<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  fit: CriterionFit,
  weighing: Weighing<G>,
): Matched<G, R> {
  const { weights, named, denominator } = weighing;
  const points: Points<R> = (attribute, distance, { criteria }) => {
    const criterion = criteria[attribute];
    if (criterion === undefined) return 0;
    return pointsOf({ weight: named[attribute] ?? weights[attribute], denominator }, attribute, {
      criterion,
      distance,
    });
  };
  const tried = tryRows<G, R>(rows, fit, points);
  return gather<G, R>(
    tried.sort((a, b) => b.score - a.score || earlierFirst(a.row, b.row)),
    weighing,
    byWeight(fit, points),
  );
}

/** The criteria that the row ahead has more points for; between equals its place. */
function byWeight<R extends RuleRow<object>>(fit: CriterionFit, points: Points<R>): Precedence<R> {
  const pointsFor = (row: R, attribute: Attribute): number => {
    const criterion = row.criteria[attribute];
    const distance = criterion === undefined ? null : fit(attribute, criterion);
    return distance === null ? 0 : points(attribute, distance, row);
  };
  const sum = (row: R): number => ATTRIBUTE_ORDER.reduce((total, attribute) => total + pointsFor(row, attribute), 0);
  return (ahead, behind) => {
    if (sum(ahead) <= sum(behind)) return byPlace(ahead, behind);
    const more = ATTRIBUTE_ORDER.filter((attribute) => pointsFor(ahead, attribute) > pointsFor(behind, attribute));
    return { on: 'weight', ahead: more };
  };
}
