// Trees of groups and branches, as rules ask about them: ancestors, and the distance to them. Safe against rows that name each other.

/** A row of a tree. */
export type TreeNode = { readonly id: string; readonly parent: string | null };

/** A tree by the ids of its rows. */
export type Tree = ReadonlyMap<string, TreeNode>;

/** The tree of some rows. */
export function treeOf(nodes: readonly TreeNode[]): Tree {
  return new Map(nodes.map((node) => [node.id, node]));
}

/** A node and everything above it, with the number of steps; a node that the tree does not know is above itself only. */
export function ancestorsOf(tree: Tree, id: string): ReadonlyMap<string, number> {
  const distances = new Map<string, number>();
  for (let at: string | null = id; at !== null && !distances.has(at); at = tree.get(at)?.parent ?? null) {
    distances.set(at, distances.size);
  }
  return distances;
}

/** The level of the deepest node; a root is at level 0. */
export function deepestLevel(tree: Tree): number {
  const levels = new Map<string, number>();
  const levelOf = (node: TreeNode): number => {
    const known = levels.get(node.id);
    if (known !== undefined) return known;
    // Before its parents are looked at, so that a circle ends here.
    levels.set(node.id, 0);
    const parent = node.parent === null ? undefined : tree.get(node.parent);
    const level = parent === undefined ? 0 : levelOf(parent) + 1;
    levels.set(node.id, level);
    return level;
  };
  return [...tree.values()].reduce((deepest, node) => Math.max(deepest, levelOf(node)), 0);
}

/** Whether a branch lies on the path of another: above it, below it, or the same. Both ids may be unknown to the tree. */
export function isOnPath(tree: Tree, id: string, other: string): boolean {
  return ancestorsOf(tree, id).has(other) || ancestorsOf(tree, other).has(id);
}

/** Steps from one node up to their common ancestor and down to the other; null = there is none. */
export function stepsBetween(tree: Tree, one: string, other: string): number | null {
  const above = ancestorsOf(tree, other);
  const steps = [...ancestorsOf(tree, one)].flatMap(([id, up]) => {
    const down = above.get(id);
    return down === undefined ? [] : [up + down];
  });
  return steps.length === 0 ? null : Math.min(...steps);
}
