// The trees and groups that criteria are read by: made once for a rule set and asked for every loan.

import type { WeightedRuleSet } from '../model/rule-set.ts';
import { deepestLevel, treeOf, type Tree, type TreeNode } from '../tree.ts';

export type MatchWorld = {
  readonly groups: Tree;
  readonly branches: Tree;
  /** The members of each named group of libraries. */
  readonly branchGroups: ReadonlyMap<string, ReadonlySet<string>>;
  /** One for both trees, so that groups and branches of equal weight can be compared. */
  readonly denominator: number;
};

/** The parts of a world: trees of groups and branches. */
export type WorldParts = {
  readonly groups: readonly TreeNode[];
  readonly branches: readonly TreeNode[];
  readonly branchGroups?: WeightedRuleSet['branchGroups'];
};

export function matchWorld(parts: WorldParts): MatchWorld {
  const [groups, branches] = [treeOf(parts.groups), treeOf(parts.branches)];
  const named = (parts.branchGroups ?? []).map(({ id, branches: of }) => [id, new Set<string>(of)] as const);
  return {
    groups,
    branches,
    branchGroups: new Map(named),
    denominator: Math.max(deepestLevel(groups), deepestLevel(branches)) + 1,
  };
}
