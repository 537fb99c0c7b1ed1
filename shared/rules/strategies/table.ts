// A table read row by row from its top or its bottom: the first row that matches whole gives the whole result.
// The order of the rows is their meaning. Source: loan rules, 1.4 (Sierra from the bottom, OCLC's maps from the top).

import type { FieldOf, RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import { byPlace, gather, prepareRows, tryPlainly, type Matched } from './matched.ts';

export type Reading<G extends object> = {
  readonly from: 'top' | 'bottom';
  readonly fields: readonly FieldOf<G>[];
};

/** A matcher of the rows of a table in its order. */
export function table<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  { from, fields }: Reading<G>,
): (fit: CriterionFit) => Matched<G, R> {
  const sign = from === 'top' ? 1 : -1;
  const prepared = prepareRows(rows, (a, b) => sign * (a.position - b.position));
  return (fit) =>
    gather<G, R>(
      tryPlainly(prepared, fit, () => 0),
      { fields, from: 'best-row' },
      byPlace,
    );
}
