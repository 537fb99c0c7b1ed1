// What every strategy answers: what the matching rows give, which row gave which field, and what became of each row that was tried.

import { ATTRIBUTE_ORDER, type Attribute, type Criteria, type Criterion } from '../model/criteria.ts';
import type { FieldOf, RuleRow } from '../model/rule-row.ts';
import type { CriterionFit } from '../match/criterion-fit.ts';
import type { Candidate, LostCriterion, Outranked } from '../trace.ts';

/** What the matching rows give together. */
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
  readonly lost: readonly Attribute[];
};

/** Why one row that matches goes before another. */
export type Precedence<R> = (ahead: R, behind: R) => Pick<Outranked, 'on' | 'ahead' | 'figures'>;

/** The points of a criterion that matches at a distance. */
export type Points<R> = (attribute: Attribute, distance: number, row: R) => number;

/** Tries every active row: its points are those of the criteria that match, also where another one does not. */
export function tryRows<G extends object, R extends RuleRow<G>>(
  rows: readonly R[],
  fit: CriterionFit,
  points: Points<R>,
): Tried<R>[] {
  const tried: Tried<R>[] = [];
  for (const row of rows) if (row.active) tried.push(tryRow(row, fit, points));
  return tried;
}

function tryRow<G extends object, R extends RuleRow<G>>(row: R, fit: CriterionFit, points: Points<R>): Tried<R> {
  const { criteria } = row;
  let score = 0;
  const lost: Attribute[] = [];
  // Only what a row asks: this runs for every row at every scan, and most rows ask two or three things.
  for (const attribute of inOrder(parseAttributes(Object.keys(criteria)))) {
    const criterion = criteria[attribute];
    if (criterion === undefined) continue;
    const distance = fit(attribute, criterion);
    if (distance === null) lost.push(attribute);
    else score += points(attribute, distance, row);
  }
  return { row, score, lost };
}

/** In one order whatever the order they were written in: points are fractions, so the order of adding them shows in their sum. */
function inOrder(attributes: readonly Attribute[]): readonly Attribute[] {
  for (let index = 1; index < attributes.length; index += 1) {
    const [before, after] = [attributes[index - 1], attributes[index]];
    if (before !== undefined && after !== undefined && PLACES[before] > PLACES[after]) {
      return attributes.toSorted((a, b) => PLACES[a] - PLACES[b]);
    }
  }
  return attributes;
}

/** An active row with what it asks, the plainest first. */
export type Prepared<R> = { readonly row: R; readonly asks: readonly (readonly [Attribute, Criterion])[] };

/** Prepares rows for `tryPlainly`; kept, it need not be done for every loan. */
export function prepareRows<R extends RuleRow<object>>(rows: readonly R[]): Prepared<R>[] {
  return rows.filter(({ active }) => active).map((row) => ({ row, asks: asksOf(row.criteria) }));
}

function asksOf(criteria: Criteria): Prepared<unknown>['asks'] {
  return ATTRIBUTE_ORDER.flatMap((attribute) => {
    const criterion = criteria[attribute];
    return criterion === undefined ? [] : [[attribute, criterion] as const];
  });
}

/** Tries rows whose order alone ranks them. */
export function tryPlainly<R extends RuleRow<object>>(
  rows: readonly Prepared<R>[],
  fit: CriterionFit,
  score: (row: R) => number,
): Tried<R>[] {
  return rows.map(({ row, asks }) => {
    const lost: Attribute[] = [];
    for (const [attribute, criterion] of asks) if (fit(attribute, criterion) === null) lost.push(attribute);
    return { row, score: score(row), lost };
  });
}

/** The keys of criteria are attributes. */
function parseAttributes(keys: readonly string[]): readonly Attribute[] {
  return keys as readonly Attribute[];
}

const PLACES = parsePlaces(Object.fromEntries(ATTRIBUTE_ORDER.map((attribute, place) => [attribute, place])));

function parsePlaces(places: Readonly<Record<string, number>>): Readonly<Record<Attribute, number>> {
  return places as Readonly<Record<Attribute, number>>;
}

/** How the rows that match make one result: the best alone, or the best with its gaps filled by those after it. */
export type Gathering<G extends object> = {
  readonly fields: readonly FieldOf<G>[];
  readonly from: 'best-row' | 'all-rows';
  /** Whether a field is asked for beside what was given so far; absent = every one is. */
  readonly isAsked?: ((field: FieldOf<G>, given: Partial<G>) => boolean) | undefined;
};

/** Makes the result of rows in the order in which they are preferred; `precedence` says why that is their order. */
export function gather<G extends object, R extends RuleRow<G>>(
  sorted: readonly Tried<R>[],
  { fields, from, isAsked = () => true }: Gathering<G>,
  precedence: Precedence<R>,
): Matched<G, R> {
  const matching = sorted.filter(({ lost }) => lost.length === 0);
  const failing = sorted.filter(({ lost }) => lost.length > 0);
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
  /** The best row that gave what another one gives too. */
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
function failedOf({ row, score, lost: on }: Tried<RuleRow<object>>): Candidate {
  const { id: ruleId, name, criteria } = row;
  const lost: LostCriterion[] = [];
  for (const attribute of on) {
    const asked = criteria[attribute];
    if (asked !== undefined) lost.push({ on: attribute, asked });
  }
  const failed = { ruleId, name, matched: false, score, failedOn: on[0] ?? null, lost, gave: [] };
  return name === '' ? { ...failed, asks: criteria } : failed;
}

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

/** Nobody asks for the values of a row that gave nothing. */
function gaveOf(row: RuleRow<object>, gave: readonly string[]): Pick<Candidate, 'gave' | 'gives'> {
  return { gave: [...gave], ...(gave.length === 0 ? {} : { gives: row.gives }) };
}

/** A rule that nobody named is told by what it asks. */
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
