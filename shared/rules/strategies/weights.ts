// The points that each criterion adds to a rule's score. Source: loan rules, 1.2 (score): tree fields 2^(2w −
// distance/denominator), flat fields 4^w, groups of libraries plainly w, a shorter item age wins ties.

import type { Attribute, Criterion } from '../model/criteria.ts';
import { isAgeCriterion, isMemberAttribute, isTreeAttribute } from '../match/criterion-fit.ts';

export type Weights = Readonly<Record<Attribute, number>>;

/** Attributes that no table of weights knows: they decide whether a rule matches and add nothing. */
const UNWEIGHED = {
  itemHolding: 0,
  itemHoldingGroup: 0,
  loanType: 0,
  library: 0,
  campus: 0,
  institution: 0,
  onsite: 0,
  startDate: 0,
} as const;

/** Weights of loan rules for attributes that a rule set names none for: those that Evergreen comes with. */
export const LOAN_WEIGHTS: Weights = {
  ...UNWEIGHED,
  patronGroup: 11,
  requestorGroup: 0,
  deskBranch: 10,
  deskBranchGroup: 10,
  itemHome: 8,
  itemHomeGroup: 8,
  itemOwner: 8,
  itemOwnerGroup: 8,
  patronHome: 8,
  patronHomeGroup: 8,
  pickupBranch: 0,
  pickupBranchGroup: 0,
  requestBranch: 0,
  requestBranchGroup: 0,
  renewal: 7,
  juvenile: 6,
  itemKind: 5,
  location: 5,
  recordType: 4,
  recordForm: 3,
  recordLevel: 2,
  videoFormat: 2,
  reference: 1,
  patronAge: 0,
  itemAge: 0,
};

/** Weights of hold rules, likewise. */
export const HOLD_WEIGHTS: Weights = {
  ...UNWEIGHED,
  requestorGroup: 8,
  patronGroup: 7,
  pickupBranch: 5,
  pickupBranchGroup: 5,
  requestBranch: 5,
  requestBranchGroup: 5,
  itemHome: 5,
  itemHomeGroup: 5,
  itemOwner: 5,
  itemOwnerGroup: 5,
  patronHome: 5,
  patronHomeGroup: 5,
  deskBranch: 0,
  deskBranchGroup: 0,
  renewal: 0,
  itemKind: 4,
  location: 4,
  juvenile: 4,
  recordType: 3,
  recordForm: 2,
  recordLevel: 1,
  videoFormat: 1,
  reference: 0,
  patronAge: 0,
  itemAge: 0,
};

/** The points of a criterion that matches, `distance` steps up its tree. */
export function pointsOf(
  { weight, denominator }: { readonly weight: number; readonly denominator: number },
  attribute: Attribute,
  { criterion, distance }: { readonly criterion: Criterion; readonly distance: number },
): number {
  if (isTreeAttribute(attribute)) return 2 ** (2 * weight - distance / denominator);
  if (isMemberAttribute(attribute)) return weight;
  if (isUnweighed(attribute)) return 0;
  if (attribute === 'patronAge') return patronAgePoints(criterion, weight);
  if (attribute === 'itemAge') return itemAgePoints(criterion, weight);
  // The record level decides whether a rule matches and never how well.
  return attribute === 'recordLevel' || 'any' in criterion ? 0 : 4 ** weight;
}

function isUnweighed(attribute: Attribute): boolean {
  return Object.hasOwn(UNWEIGHED, attribute);
}

/** Each bound of a patron's age counts. */
function patronAgePoints(criterion: Criterion, weight: number): number {
  if (!isAgeCriterion(criterion)) return 0;
  const bounds = [criterion.olderThanDays, criterion.youngerThanDays].filter((bound) => bound !== undefined);
  return bounds.length * 4 ** weight;
}

/** A shorter bound comes first when all else is equal. */
function itemAgePoints(criterion: Criterion, weight: number): number {
  if (!isAgeCriterion(criterion)) return 0;
  const { youngerThanDays } = criterion;
  return youngerThanDays === undefined ? 4 ** weight : 4 ** weight - 1 + 1 / youngerThanDays;
}
