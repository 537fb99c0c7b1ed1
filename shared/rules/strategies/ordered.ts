// Rules in an order of their own: by rank, then by their place in the text, first or last. The whole result comes from the one best row.
// Source: loan rules, 1.3 (order).

import { ATTRIBUTE_ORDER } from '../model/criteria.ts';
import type { FieldOf, RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import { gather, prepareRows, tryPlainly, type Matched, type Precedence } from './matched.ts';

/** Which of two rows of one rank wins. */
export type LineOrder = 'first-line' | 'last-line';

export type Ordering<G extends object> = { readonly line: LineOrder; readonly fields: readonly FieldOf<G>[] };

/** A matcher of the rows of a table by rank and line. */
export function ordered<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  { line, fields }: Ordering<G>,
): (fit: CriterionFit) => Matched<G, R> {
  const prepared = prepareRows(rows, (a, b) => compareRows(a, b, line));
  return (fit) =>
    gather<G, R>(
      tryPlainly(prepared, fit, (row) => scoreOf(row, line)),
      { fields, from: 'best-row' },
      byRankOrLine,
    );
}

/** The row that is preferred first. */
export function compareRows(a: RuleRow<object>, b: RuleRow<object>, line: LineOrder): number {
  return compareRanks(b.rank ?? [], a.rank ?? []) || byLine(a.position, b.position, line);
}

/** A higher rank, with the criteria that only the row ahead asks; between equals the line. */
function byRankOrLine(ahead: RuleRow<object>, behind: RuleRow<object>): ReturnType<Precedence<RuleRow<object>>> {
  if (compareRanks(ahead.rank ?? [], behind.rank ?? []) === 0) {
    return { on: 'line', ahead: [], figures: [String(ahead.position), String(behind.position)] };
  }
  const sayRank = ({ rank = [] }: RuleRow<object>): string => rank.join('.');
  const only = ATTRIBUTE_ORDER.filter(
    (attribute) => ahead.criteria[attribute] !== undefined && behind.criteria[attribute] === undefined,
  );
  return { on: 'priority', ahead: only, figures: [sayRank(ahead), sayRank(behind)] };
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function byLine(a: number, b: number, line: LineOrder): number {
  return line === 'first-line' ? a - b : b - a;
}

/** Each step of a rank outweighs every line a text may have. */
const LINES = 10_000_000;

/** A figure that shows the order: rank before line, as FOLIO writes it. */
function scoreOf({ rank = [], position }: RuleRow<object>, line: LineOrder): number {
  const ranked = rank.reduce((sum, step) => sum * 10 + step, 0);
  return ranked * LINES + (line === 'last-line' ? position : LINES - position);
}
