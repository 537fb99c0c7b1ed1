// A table read row by row from its top or its bottom: the first row that matches whole gives the whole result.
// The order of the rows is their meaning. Source: loan rules, 1.4 (Sierra from the bottom, OCLC's maps from the top).

import type { FieldOf, RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import { byPlace, gather, tryPlainly, type Matched, type Prepared } from './matched.ts';

export type Reading<G extends object> = {
  readonly from: 'top' | 'bottom';
  readonly fields: readonly FieldOf<G>[];
};

/** Matches the rows of a table in its order. */
export function table<G extends object, R extends RuleRow<G>>(
  rows: readonly Prepared<R>[],
  fit: CriterionFit,
  { from, fields }: Reading<G>,
): Matched<G, R> {
  const tried = tryPlainly(rows, fit, () => 0);
  const sign = from === 'top' ? 1 : -1;
  return gather<G, R>(
    tried.sort((a, b) => sign * (a.row.position - b.row.position)),
    { fields, from: 'best-row' },
    byPlace,
  );
}
