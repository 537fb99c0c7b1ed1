// Where a block on an account counts: at the library that set it and below, unless it is ignored near the patron's own library.
// Source: loan rules, 1.2 (penalties).

import { ancestorsOf, type Tree } from '../tree.ts';

/** A block as its library set it. */
export type PlacedPenalty = {
  readonly at: string;
  /** Steps through the tree, up and down, within which of the patron's home it is ignored; null = it never is. */
  readonly ignoredWithin: number | null;
};

/** Whether a block counts where something is to be lent. */
export function reachesDesk(
  branches: Tree,
  { at, ignoredWithin }: PlacedPenalty,
  { desk, patronHome }: { readonly desk: string; readonly patronHome: string | null },
): boolean {
  if (!ancestorsOf(branches, desk).has(at)) return false;
  if (ignoredWithin === null || patronHome === null) return true;
  const distance = distanceBetween(branches, desk, patronHome);
  return distance === null || distance > ignoredWithin;
}

/** Steps from one branch to another through the nearest one above both; null = nothing is above both. */
export function distanceBetween(branches: Tree, one: string, other: string): number | null {
  const above = ancestorsOf(branches, one);
  for (const [id, steps] of ancestorsOf(branches, other)) {
    const up = above.get(id);
    if (up !== undefined) return up + steps;
  }
  return null;
}
