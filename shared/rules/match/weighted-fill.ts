// Matching by weights: the best row is the base, each field that it leaves open is filled from the next matching row, and so on.
// The order of rows in the table means nothing; ties go to the lower position, then the lower id. Source: loan rules, 1.2.

import type { Gives, LoanRule, RuleSet } from '../model/rule-set.ts';
import type { Candidate } from '../trace.ts';
import { ATTRIBUTE_ORDER, criterionScorer, type ScoreCriterion } from './criteria.ts';
import type { RuleSubject } from './rule-subject.ts';

/** Fields of a result, in the order in which they are told. */
export const GIVES_FIELDS = [
  'circulates',
  'duration',
  'schedules',
  'renewals',
  'hardDate',
  'fine',
  'maxFine',
  'grace',
  'hoursMode',
  'closeBufferMinutes',
  'openingOffsetMinutes',
  'overnight',
  'lost',
] as const satisfies readonly (keyof Gives)[];
export type GivesField = (typeof GIVES_FIELDS)[number];

/** What the matching rows give together. */
export type Filled = {
  readonly gives: Gives;
  /** The rule that gave each field that was given. */
  readonly givenBy: ReadonlyMap<GivesField, LoanRule>;
  /** The base first, then the rules that filled gaps; empty when nothing matched. */
  readonly contributors: readonly LoanRule[];
  readonly candidates: readonly Candidate[];
};

type Scored = { readonly rule: LoanRule; readonly score: number; readonly failedOn: string | null };

/** Matches the active rules of a set. */
export function weightedFill(rules: RuleSet, subject: RuleSubject): Filled {
  const scorer = criterionScorer(rules, subject);
  const matching: Scored[] = [];
  const failing: Scored[] = [];
  for (const rule of rules.rules) {
    if (!rule.active) continue;
    const scored = scoreRule(rule, scorer);
    (scored.failedOn === null ? matching : failing).push(scored);
  }
  matching.sort(bestFirst);
  failing.sort(bestFirst);
  const gives: Gives = {};
  const givenBy = new Map<GivesField, LoanRule>();
  for (const { rule } of matching) {
    for (const field of GIVES_FIELDS) {
      if (givenBy.has(field) || rule.gives[field] === undefined) continue;
      copyField(gives, rule.gives, field);
      givenBy.set(field, rule);
    }
  }
  const givers = new Set(givenBy.values());
  const contributors = matching.map(({ rule }) => rule).filter((rule, index) => index === 0 || givers.has(rule));
  return { gives, givenBy, contributors, candidates: toCandidates({ matching, failing }, contributors, givenBy) };
}

function copyField<F extends GivesField>(into: Pick<Gives, F>, from: Pick<Gives, F>, field: F): void {
  into[field] = from[field];
}

function scoreRule(rule: LoanRule, scorer: ScoreCriterion): Scored {
  let score = 0;
  let failedOn: string | null = null;
  for (const attribute of ATTRIBUTE_ORDER) {
    const criterion = rule.criteria[attribute];
    if (criterion === undefined) continue;
    const points = scorer(attribute, criterion);
    if (points === null) failedOn ??= attribute;
    else score += points;
  }
  return { rule, score, failedOn };
}

function bestFirst(a: Scored, b: Scored): number {
  return b.score - a.score || a.rule.position - b.rule.position || compareIds(a.rule.id, b.rule.id);
}

/** Ids of digits compare as numbers, as they do where they came from. */
function compareIds(a: string, b: string): number {
  const isNumeric = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (isNumeric && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The winner, the rules that filled gaps, those that matched and had nothing to add, and those that failed. */
function toCandidates(
  { matching, failing }: { readonly matching: readonly Scored[]; readonly failing: readonly Scored[] },
  contributors: readonly LoanRule[],
  givenBy: ReadonlyMap<GivesField, LoanRule>,
): Candidate[] {
  const gave = new Map<LoanRule, GivesField[]>(contributors.map((rule) => [rule, []]));
  for (const [field, rule] of givenBy) gave.get(rule)?.push(field);
  const candidates: Candidate[] = [];
  const add = ({ rule, score, failedOn }: Scored) =>
    candidates.push({
      ruleId: rule.id,
      name: rule.name,
      matched: failedOn === null,
      score,
      failedOn,
      gave: gave.get(rule) ?? [],
    });
  for (const scored of matching) if (gave.has(scored.rule)) add(scored);
  for (const scored of matching) if (!gave.has(scored.rule)) add(scored);
  failing.forEach(add);
  return candidates;
}
