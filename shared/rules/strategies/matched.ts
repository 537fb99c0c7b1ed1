// The answer of every strategy: the values of the matching rows, the row of each field, and the outcome of each tried
// row.

import { ATTRIBUTE_ORDER, type Criteria } from '../model/criteria.ts';
import type { FieldOf, RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import type { Candidate, LostCriterion, Outranked } from '../trace.ts';

/** The fields of the matching rows together. */
export type Matched<G extends object, R extends RuleRow<G> = RuleRow<G>> = {
  readonly gives: Partial<G>;
  /** The row that gave each field that was given. */
  readonly givenBy: ReadonlyMap<FieldOf<G>, R>;
  /** The winner first, then the rows that filled gaps; empty when nothing matched. */
  readonly contributors: readonly R[];
  /** Every row that matches, best first. */
  readonly matching: readonly R[];
  readonly candidates: readonly Candidate[];
};

/** A row with how well it matches; `lost` are the criteria that do not, the plainest first. */
export type Tried<R> = {
  readonly row: R;
  readonly score: number;
  readonly lost: readonly LostCriterion[];
};

/** Why one row that matches goes before another. */
export type Precedence<R> = (ahead: R, behind: R) => Pick<Outranked, 'on' | 'ahead' | 'figures'>;

/** An active row with its criteria, the plainest first: made once, since every scan tries every row. */
export type Prepared<R> = { readonly row: R; readonly asks: readonly LostCriterion[] };

/**
 * Prepares rows in the order of preference when nothing else ranks them. The criteria of a row are put in one fixed
 * order: points are fractions, so their sum depends on the order of adding.
 */
export function prepareRows<R extends RuleRow<object>>(
  rows: readonly R[],
  order: (a: R, b: R) => number,
): Prepared<R>[] {
  return rows
    .filter(({ active }) => active)
    .sort(order)
    .map((row) => ({ row, asks: asksOf(row.criteria) }));
}

function asksOf(criteria: Criteria): readonly LostCriterion[] {
  return ATTRIBUTE_ORDER.flatMap((on) => {
    const asked = criteria[on];
    return asked === undefined ? [] : [{ on, asked }];
  });
}

/** The points of a criterion that matches at a distance. */
export type Points = (ask: LostCriterion, distance: number) => number;

const NOTHING_LOST: readonly LostCriterion[] = [];

/** Tries rows: their points are those of the criteria that match, also where another one does not. */
export function tryRows<R>(rows: readonly Prepared<R>[], fit: CriterionFit, points: Points): Tried<R>[] {
  return rows.map(({ row, asks }) => {
    let score = 0;
    let lost: LostCriterion[] | null = null;
    for (const ask of asks) {
      const distance = fit(ask.on, ask.asked);
      if (distance !== null) score += points(ask, distance);
      else if (lost === null) lost = [ask];
      else lost.push(ask);
    }
    return { row, score, lost: lost ?? NOTHING_LOST };
  });
}

/** Tries rows whose order alone ranks them. */
export function tryPlainly<R>(rows: readonly Prepared<R>[], fit: CriterionFit, score: (row: R) => number): Tried<R>[] {
  return rows.map(({ row, asks }) => {
    let lost: LostCriterion[] | null = null;
    for (const ask of asks) {
      if (fit(ask.on, ask.asked) !== null) continue;
      if (lost === null) lost = [ask];
      else lost.push(ask);
    }
    return { row, score: score(row), lost: lost ?? NOTHING_LOST };
  });
}

/** How the rows that match make one result: the best alone, or the best with its gaps filled by those after it. */
export type Gathering<G extends object> = {
  readonly fields: readonly FieldOf<G>[];
  readonly from: 'best-row' | 'all-rows';
  /** Whether a field is asked for beside the fields given so far; absent = every one is. */
  readonly isAsked?: ((field: FieldOf<G>, given: Partial<G>) => boolean) | undefined;
};

/** Makes the result of rows in the order in which they are preferred; `precedence` is the reason for that order. */
export function gather<G extends object, R extends RuleRow<G>>(
  sorted: readonly Tried<R>[],
  { fields, from, isAsked = () => true }: Gathering<G>,
  precedence: Precedence<R>,
): Matched<G, R> {
  const matching: Tried<R>[] = [];
  const failing: Tried<R>[] = [];
  for (const tried of sorted) (tried.lost.length === 0 ? matching : failing).push(tried);
  const gives: Partial<G> = {};
  const givenBy = new Map<FieldOf<G>, R>();
  for (const { row } of from === 'all-rows' ? matching : matching.slice(0, 1)) {
    for (const field of fields) {
      if (givenBy.has(field) || row.gives[field] === undefined || !isAsked(field, gives)) continue;
      gives[field] = row.gives[field];
      givenBy.set(field, row);
    }
  }
  const givers = new Set(givenBy.values());
  const contributors = matching.map(({ row }) => row).filter((row, index) => index === 0 || givers.has(row));
  /** The best contributor that gave one of the fields of this row already. */
  const before = (row: R): R | undefined => {
    if (from === 'best-row') return contributors[0];
    const givenBefore = new Set(
      fields.flatMap((field) => (row.gives[field] === undefined ? [] : (givenBy.get(field) ?? []))),
    );
    return contributors.find((other) => givenBefore.has(other));
  };
  return {
    gives,
    givenBy,
    contributors,
    matching: matching.map(({ row }) => row),
    candidates: toCandidates({ matching, failing }, givenBy, contributors, (row) =>
      outrankedOf(row, before(row), precedence),
    ),
  };
}

type Sorted<R> = { readonly matching: readonly Tried<R>[]; readonly failing: readonly Tried<R>[] };

/** The winner, the rows that filled gaps, those that matched and were outranked, and those that failed. */
function toCandidates<G extends object, R extends RuleRow<G>>(
  { matching, failing }: Sorted<R>,
  givenBy: ReadonlyMap<FieldOf<G>, R>,
  contributors: readonly R[],
  outranked: (row: R) => Pick<Candidate, 'outranked'>,
): Candidate[] {
  const gave = new Map<R, FieldOf<G>[]>(contributors.map((row) => [row, []]));
  for (const [field, row] of givenBy) gave.get(row)?.push(field);
  const matched = ({ row, score }: Tried<R>) => ({ ...calledOf(row), matched: true, score, failedOn: null });
  return [
    ...matching
      .filter(({ row }) => gave.has(row))
      .map((tried) => ({ ...matched(tried), ...gaveOf(tried.row, gave.get(tried.row) ?? []) })),
    ...matching
      .filter(({ row }) => !gave.has(row))
      .map((tried) => ({ ...matched(tried), gave: [], ...outranked(tried.row) })),
    ...failing.map(failedOf),
  ];
}

/** Nearly every rule of a large library fails at every scan, so that this is made plainly. */
function failedOf({ row: { id: ruleId, name, criteria }, score, lost }: Tried<RuleRow<object>>): Candidate {
  const failedOn = lost[0]?.on ?? null;
  return name === ''
    ? { ruleId, name, asks: criteria, matched: false, score, failedOn, lost, gave: NONE_GIVEN }
    : { ruleId, name, matched: false, score, failedOn, lost, gave: NONE_GIVEN };
}

const NONE_GIVEN: readonly string[] = [];

/** A row that adds nothing to any result is outranked by none. */
function outrankedOf<R extends RuleRow<object>>(
  row: R,
  ahead: R | undefined,
  precedence: Precedence<R>,
): Pick<Candidate, 'outranked'> {
  if (ahead === undefined) return {};
  const { ruleId: by, ...called } = calledOf(ahead);
  return { outranked: { by, ...called, ...precedence(ahead, row) } };
}

/** The values of a row that gave nothing are not needed. */
function gaveOf(row: RuleRow<object>, gave: readonly string[]): Pick<Candidate, 'gave' | 'gives'> {
  return { gave: [...gave], ...(gave.length === 0 ? {} : { gives: row.gives }) };
}

/** A rule without a name is shown by its criteria. */
function calledOf({ id, name, criteria }: RuleRow<object>): Pick<Candidate, 'ruleId' | 'name' | 'asks'> {
  return { ruleId: id, name, ...(name === '' ? { asks: criteria } : {}) };
}

/** Between equals: the lower position, then the lower id. Ids of digits compare as numbers, as they do where they came from. */
export function earlierFirst(a: RuleRow<object>, b: RuleRow<object>): number {
  return a.position - b.position || compareIds(a.id, b.id);
}

/** Why one of two rows goes before the other where only their place or their ids put them in order. */
export function byPlace(ahead: RuleRow<object>, behind: RuleRow<object>): ReturnType<Precedence<RuleRow<object>>> {
  if (ahead.position === behind.position) return { on: 'id', ahead: [], figures: [ahead.id, behind.id] };
  return { on: 'position', ahead: [], figures: [String(ahead.position), String(behind.position)] };
}

function compareIds(a: string, b: string): number {
  const isNumeric = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (isNumeric && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
