// Matches the rows of a table by the strategy that is asked for. All strategies answer in the same form.

import { assertNever } from '../../core/assert.ts';
import type { Attribute } from '../model/criteria.ts';
import type { Strategy } from '../model/profile.ts';
import type { FieldOf, RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import { byPlace, gather, prepareRows, tryPlainly, type Matched } from './matched.ts';
import { ordered, type LineOrder } from './ordered.ts';
import { perFieldSpecific } from './per-field-specific.ts';
import { weightedFill, type Weighing } from './weighted-fill.ts';
import { LOAN_WEIGHTS } from './weights.ts';

/** A strategy with its settings. */
export type Matching<G extends object> = {
  readonly strategy: Strategy;
  readonly fields: readonly FieldOf<G>[];
  /** Of `per_field_specific`. */
  readonly specificity?: readonly Attribute[] | undefined;
  /** Of `ordered`; absent = the last line wins. */
  readonly line?: LineOrder | undefined;
  /** Of `weighted_fill`; absent = loans weighed as Evergreen comes. */
  readonly weighing?: Pick<Weighing<G>, 'weights' | 'named' | 'denominator' | 'from' | 'isAsked'> | undefined;
};

const PLAIN_WEIGHING = { weights: LOAN_WEIGHTS, named: {}, denominator: 1, from: 'all-rows' } as const;

/** A matcher of the active rows of a table: made once of a rule set, and asked for every loan. */
export function rowMatcher<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  matching: Matching<G>,
): (fit: CriterionFit) => Matched<G, R> {
  const { fields } = matching;
  switch (matching.strategy) {
    case 'weighted_fill':
      return weightedFill<G, R>(rows, { fields, ...(matching.weighing ?? PLAIN_WEIGHING) });
    case 'per_field_specific':
      return perFieldSpecific<G, R>(rows, { fields, order: matching.specificity ?? [] });
    case 'ordered':
      return ordered<G, R>(rows, { fields, line: matching.line ?? 'last-line' });
    case 'table_top_down':
      return table<G, R>(rows, { fields, from: 'top' });
    case 'table_bottom_up':
      return table<G, R>(rows, { fields, from: 'bottom' });
    default:
      return assertNever(matching.strategy);
  }
}

/** Matches the active rows of a table once. */
export function matchRows<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  fit: CriterionFit,
  matching: Matching<G>,
): Matched<G, R> {
  return rowMatcher<G, R>(rows, matching)(fit);
}

/** A table read row by row from its top or its bottom: the first row that matches whole gives the whole result. The order of the rows is their meaning. Source: loan rules, 1.4 (Sierra from the bottom, OCLC's maps from the top). */
type Reading<G extends object> = {
  readonly from: 'top' | 'bottom';
  readonly fields: readonly FieldOf<G>[];
};

/** A matcher of the rows of a table in its order. */
function table<G extends object, R extends RuleRow<G>>(
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
