// Whether one criterion of a rule matches, and what it adds to the rule's score.
// Source: loan rules, 1.2 (score). Tree fields 2^(2w − distance/denominator), flat fields 4^w, a shorter item age wins ties.

import type { Attribute, Criterion, RuleSet } from '../model/rule-set.ts';
import { ancestorsOf, deepestLevel, treeOf, type Tree } from '../tree.ts';
import type { RuleSubject } from './rule-subject.ts';

/** Scores a criterion; null when it does not match. */
export type ScoreCriterion = (attribute: Attribute, criterion: Criterion) => number | null;

/** Weights for attributes that a rule set names none for: those that Evergreen comes with. */
export const DEFAULT_WEIGHTS: Readonly<Record<Attribute, number>> = {
  patronGroup: 11,
  deskBranch: 10,
  itemHome: 8,
  itemOwner: 8,
  patronHome: 8,
  renewal: 7,
  juvenile: 6,
  itemKind: 5,
  location: 5,
  recordType: 4,
  recordForm: 3,
  // The record level decides whether a rule matches and never how well.
  recordLevel: 2,
  videoFormat: 2,
  reference: 1,
  patronAge: 0,
  itemAge: 0,
};

/** The order in which criteria are looked at: widest first, so that "failed on" names the plainest difference. */
export const ATTRIBUTE_ORDER = [
  'patronGroup',
  'deskBranch',
  'itemOwner',
  'itemHome',
  'patronHome',
  'renewal',
  'juvenile',
  'patronAge',
  'itemKind',
  'location',
  'recordType',
  'recordForm',
  'recordLevel',
  'videoFormat',
  'reference',
  'itemAge',
] as const satisfies readonly Attribute[];

type AgeCriterion = { readonly olderThanDays?: number | undefined; readonly youngerThanDays?: number | undefined };
type TreeAttribute = 'patronGroup' | 'deskBranch' | 'itemHome' | 'itemOwner' | 'patronHome';

/** A scorer for one subject under one rule set. */
export function criterionScorer(rules: RuleSet, subject: RuleSubject): ScoreCriterion {
  const [groups, branches] = [treeOf(rules.groups), treeOf(rules.branches)];
  // One denominator for both trees, so that groups and branches of equal weight can be compared.
  const denominator = Math.max(deepestLevel(groups), deepestLevel(branches)) + 1;
  const above: Readonly<Record<TreeAttribute, ReadonlyMap<string, number>>> = {
    patronGroup: aboveOf(groups, subject.patronGroup),
    deskBranch: aboveOf(branches, subject.deskBranch),
    itemHome: aboveOf(branches, subject.itemHome),
    itemOwner: aboveOf(branches, subject.itemOwner),
    patronHome: aboveOf(branches, subject.patronHome),
  };
  return (attribute, criterion) => {
    const weight = rules.weights[attribute] ?? DEFAULT_WEIGHTS[attribute];
    if (isTreeAttribute(attribute)) {
      const distance = treeDistance(criterion, above[attribute]);
      return distance === null ? null : 2 ** (2 * weight - distance / denominator);
    }
    if (attribute === 'patronAge') return scorePatronAge(criterion, subject.patronAge, weight);
    if (attribute === 'itemAge') return scoreItemAge(criterion, subject.itemAge, weight);
    if (!matchesFlat(criterion, subject[attribute])) return null;
    return attribute === 'recordLevel' ? 0 : 4 ** weight;
  };
}

function aboveOf(tree: Tree, id: string | null): ReadonlyMap<string, number> {
  return id === null ? new Map() : ancestorsOf(tree, id);
}

function isTreeAttribute(attribute: Attribute): attribute is TreeAttribute {
  return ['patronGroup', 'deskBranch', 'itemHome', 'itemOwner', 'patronHome'].includes(attribute);
}

/** Steps from the subject up to the nearest named node; null when the criterion does not match. */
function treeDistance(criterion: Criterion, above: ReadonlyMap<string, number>): number | null {
  if ('in' in criterion) {
    // A plain loop: this runs for every criterion of every rule at every scan.
    let nearest: number | null = null;
    for (const id of criterion.in) {
      const distance = above.get(id);
      if (distance !== undefined && (nearest === null || distance < nearest)) nearest = distance;
    }
    return nearest;
  }
  if (!('notIn' in criterion) || above.size === 0) return null;
  // A negation says as little as naming the root does.
  return criterion.notIn.some((id) => above.has(id)) ? null : above.size - 1;
}

function matchesFlat(criterion: Criterion, value: string | boolean | null): boolean {
  if ('is' in criterion) return criterion.is === value;
  if (typeof value === 'boolean') return false;
  if ('in' in criterion) return value !== null && criterion.in.includes(value);
  return 'notIn' in criterion && (value === null || !criterion.notIn.includes(value));
}

/** Whether an age lies within the bounds, which are strict: on the very day neither of two adjoining bounds matches. */
function isWithin(criterion: Criterion, age: number | null): criterion is AgeCriterion {
  if (age === null || 'in' in criterion || 'notIn' in criterion || 'is' in criterion) return false;
  const { olderThanDays = -Infinity, youngerThanDays = Infinity } = criterion;
  return olderThanDays < age && age < youngerThanDays;
}

/** Each bound of a patron's age counts. */
function scorePatronAge(criterion: Criterion, age: number | null, weight: number): number | null {
  if (!isWithin(criterion, age)) return null;
  const bounds = [criterion.olderThanDays, criterion.youngerThanDays].filter((bound) => bound !== undefined);
  return bounds.length * 4 ** weight;
}

/** A shorter bound comes first when all else is equal. */
function scoreItemAge(criterion: Criterion, age: number | null, weight: number): number | null {
  if (!isWithin(criterion, age)) return null;
  const { youngerThanDays } = criterion;
  return youngerThanDays === undefined ? 4 ** weight : 4 ** weight - 1 + 1 / youngerThanDays;
}
