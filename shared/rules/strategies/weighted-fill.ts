// Matching by weights: the best row is the base, each field that it leaves open is filled from the next matching row, and so on.
// The order of rows in the table means nothing; ties go to the lower position, then the lower id. Source: loan rules, 1.2.

import { ATTRIBUTE_ORDER, type Attribute } from '../model/criteria.ts';
import type { RuleRow } from '../model/rule-row.ts';
import { isTreeAttribute, type CriterionFit } from '../match/criterion-fit.ts';
import {
  byPlace,
  earlierFirst,
  gather,
  prepareRows,
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

/** A matcher of the active rows of a table by weights. */
export function weightedFill<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  weighing: Weighing<G>,
): (fit: CriterionFit) => Matched<G, R> {
  const prepared = prepareRows(rows, earlierFirst);
  const points = pointsBy(weighing);
  return (fit) =>
    gather<G, R>(
      tryRows(prepared, fit, points).sort((a, b) => b.score - a.score),
      weighing,
      byWeight(fit, points),
    );
}

/** Points of criteria. Those of a tree depend on the distance alone, and each power is taken once. */
function pointsBy<G extends object>({ weights, named, denominator }: Weighing<G>): Points {
  const known = new Map<Attribute, number[]>();
  const weighed: Points = ({ on, asked }, distance) =>
    pointsOf({ weight: named[on] ?? weights[on], denominator }, on, { criterion: asked, distance });
  return (ask, distance) => {
    if (!isTreeAttribute(ask.on)) return weighed(ask, distance);
    let byDistance = known.get(ask.on);
    if (byDistance === undefined) known.set(ask.on, (byDistance = []));
    return (byDistance[distance] ??= weighed(ask, distance));
  };
}

/** The criteria that the row ahead has more points for; between equals its place. */
function byWeight<R extends RuleRow<object>>(fit: CriterionFit, points: Points): Precedence<R> {
  const pointsFor = (row: R, on: Attribute): number => {
    const asked = row.criteria[on];
    const distance = asked === undefined ? null : fit(on, asked);
    return asked === undefined || distance === null ? 0 : points({ on, asked }, distance);
  };
  const sum = (row: R): number => ATTRIBUTE_ORDER.reduce((total, attribute) => total + pointsFor(row, attribute), 0);
  return (ahead, behind) => {
    if (sum(ahead) <= sum(behind)) return byPlace(ahead, behind);
    const more = ATTRIBUTE_ORDER.filter((attribute) => pointsFor(ahead, attribute) > pointsFor(behind, attribute));
    return { on: 'weight', ahead: more };
  };
}
