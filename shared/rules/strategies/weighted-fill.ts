// Matching by weights: the best row is the base, each field that it leaves open is filled from the next matching row, and so on.
// The order of rows in the table means nothing; ties go to the lower position, then the lower id. Source: loan rules, 1.2.

import type { Attribute } from '../model/criteria.ts';
import type { RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import { earlierFirst, gather, tryRows, type Gathering, type Matched } from './matched.ts';
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
  const tried = tryRows<G, R>(rows, fit, (attribute, distance, { criteria }) => {
    const criterion = criteria[attribute];
    if (criterion === undefined) return 0;
    return pointsOf({ weight: named[attribute] ?? weights[attribute], denominator }, attribute, {
      criterion,
      distance,
    });
  });
  return gather<G, R>(
    tried.sort((a, b) => b.score - a.score || earlierFirst(a.row, b.row)),
    weighing,
  );
}
