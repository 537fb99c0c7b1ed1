// Whether one criterion of a rule matches a subject, and how near: the basis of every strategy.

import { AttributeSchema, type Attribute, type Criterion } from '../model/criteria.ts';
import { ancestorsOf, type Tree } from '../tree.ts';
import type { MatchWorld } from './match-world.ts';
import type { RuleSubject } from './rule-subject.ts';

/** How far a criterion is from the subject: steps up a tree, 0 for everything that is no tree; null when it does not match. */
export type CriterionFit = (attribute: Attribute, criterion: Criterion) => number | null;

/** Where each attribute's values stand, and the tree or the kind of value that they are of. */
const BRANCH_TREE = [
  'deskBranch',
  'itemHome',
  'itemHolding',
  'itemOwner',
  'patronHome',
  'pickupBranch',
  'requestBranch',
] as const;
type BranchAttribute = (typeof BRANCH_TREE)[number];
/** Of each attribute that asks for a group of libraries, the one that names the library. */
export const MEMBER_OF = {
  deskBranchGroup: 'deskBranch',
  itemHomeGroup: 'itemHome',
  itemHoldingGroup: 'itemHolding',
  itemOwnerGroup: 'itemOwner',
  patronHomeGroup: 'patronHome',
  pickupBranchGroup: 'pickupBranch',
  requestBranchGroup: 'requestBranch',
} as const satisfies Partial<Record<Attribute, BranchAttribute>>;
type MemberAttribute = keyof typeof MEMBER_OF;
type TreeAttribute = BranchAttribute | 'patronGroup' | 'requestorGroup';

const BRANCHES = new Set<Attribute>(BRANCH_TREE);
const TREES = new Set<Attribute>([...BRANCH_TREE, 'patronGroup', 'requestorGroup']);
const MEMBERS = new Set<Attribute>(Object.keys(MEMBER_OF).map((attribute) => AttributeSchema.parse(attribute)));

/** Whether an attribute names a branch. */
export function isBranchAttribute(attribute: Attribute): attribute is BranchAttribute {
  return BRANCHES.has(attribute);
}

/** Whether a criterion on an attribute is about a node of a tree. */
export function isTreeAttribute(attribute: Attribute): attribute is TreeAttribute {
  return TREES.has(attribute);
}

/** Whether a criterion on an attribute is about named groups of libraries. */
export function isMemberAttribute(attribute: Attribute): attribute is MemberAttribute {
  return MEMBERS.has(attribute);
}

/** The fit of criteria to one subject. */
export function criterionFit(world: MatchWorld, subject: RuleSubject): CriterionFit {
  const above = new Map<TreeAttribute, ReadonlyMap<string, number>>();
  const aboveOf = (attribute: TreeAttribute): ReadonlyMap<string, number> => {
    const known = above.get(attribute);
    if (known !== undefined) return known;
    const found = ancestors(treeFor(world, attribute), subject[attribute]);
    above.set(attribute, found);
    return found;
  };
  return (attribute, criterion) => {
    if (isTreeAttribute(attribute)) return treeDistance(criterion, aboveOf(attribute));
    if (isMemberAttribute(attribute)) {
      return fitsGroup(world, criterion, subject[MEMBER_OF[attribute]] ?? null) ? 0 : null;
    }
    if (attribute === 'patronAge' || attribute === 'itemAge') return isWithin(criterion, subject[attribute]) ? 0 : null;
    if (attribute === 'startDate') return isOnDays(criterion, subject.startDate ?? null) ? 0 : null;
    return matchesFlat(criterion, subject[attribute] ?? null) ? 0 : null;
  };
}

function treeFor({ groups, branches }: MatchWorld, attribute: TreeAttribute): Tree {
  return attribute === 'patronGroup' || attribute === 'requestorGroup' ? groups : branches;
}

function ancestors(tree: Tree, id: string | null | undefined): ReadonlyMap<string, number> {
  return id === null || id === undefined ? new Map() : ancestorsOf(tree, id);
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
  // Saying nothing in particular is as far away as naming the root.
  if ('any' in criterion) return Math.max(above.size - 1, 0);
  if (!('notIn' in criterion) || above.size === 0) return null;
  return criterion.notIn.some((id) => above.has(id)) ? null : above.size - 1;
}

function fitsGroup({ branchGroups }: MatchWorld, criterion: Criterion, branch: string | null): boolean {
  if ('any' in criterion) return true;
  if (branch === null) return false;
  const isMember = (group: string) => branchGroups.get(group)?.has(branch) === true;
  if ('in' in criterion) return criterion.in.some(isMember);
  return 'notIn' in criterion && !criterion.notIn.some(isMember);
}

function matchesFlat(criterion: Criterion, value: string | boolean | null): boolean {
  if ('any' in criterion) return true;
  if ('is' in criterion) return criterion.is === value;
  if (typeof value === 'boolean') return false;
  if ('in' in criterion) return value !== null && criterion.in.includes(value);
  if ('like' in criterion) return value !== null && criterion.like.some((pattern) => isLike(pattern, value));
  return 'notIn' in criterion && (value === null || !criterion.notIn.includes(value));
}

/** Whether a text has the form of a pattern. Goes back at most to the last `*`, so that no pattern takes long. */
function isLike(pattern: string, text: string): boolean {
  let [at, star, resume] = [0, -1, 0];
  let next = 0;
  while (next < text.length) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at;
      resume = next;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[next])) {
      at += 1;
      next += 1;
    } else if (star === -1) {
      return false;
    } else {
      resume += 1;
      next = resume;
      at = star + 1;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Whether an age lies within the bounds, which are strict as a rule: on the very day neither of two adjoining ones matches. */
function isWithin(criterion: Criterion, age: number | null): boolean {
  if ('any' in criterion) return true;
  if (age === null || !isAgeCriterion(criterion)) return false;
  const { olderThanDays = -Infinity, youngerThanDays = Infinity, inclusive } = criterion;
  if (inclusive === true) return olderThanDays <= age && age <= youngerThanDays;
  return olderThanDays < age && age < youngerThanDays;
}

export type AgeCriterion = {
  readonly olderThanDays?: number | undefined;
  readonly youngerThanDays?: number | undefined;
  readonly inclusive?: true | undefined;
};

/** Whether a criterion has bounds of an age; one that names none is one of any age. */
export function isAgeCriterion(criterion: Criterion): criterion is AgeCriterion {
  return !['in', 'notIn', 'any', 'is', 'like', 'from', 'to'].some((key) => key in criterion);
}

function isOnDays(criterion: Criterion, day: string | null): boolean {
  if ('any' in criterion) return true;
  if (day === null || !('from' in criterion || 'to' in criterion)) return false;
  // Dates of this form compare as texts.
  return (criterion.from ?? day) <= day && day <= (criterion.to ?? day);
}
