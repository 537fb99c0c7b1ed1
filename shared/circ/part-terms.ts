// How missing parts are settled at a branch: in its own way, or as the branch above it or the library does.

import { branchId, type BranchId } from '../core/ids.ts';
import { ancestorsOf, type Tree } from '../rules/tree.ts';
import type { DeskTerms } from './model/desk-terms.ts';
import type { PartTerms } from './model/missing-part.ts';

/** Terms, and the branch that they are of; null = the library. */
export type TermsInForce = { readonly terms: PartTerms; readonly of: BranchId | null };

/** The terms in force at a branch; null = at the library as a whole. They are taken whole: no term of one branch is mixed with those of another. */
export function partTermsAt(desk: DeskTerms, branches: Tree, branch: BranchId | null): TermsInForce {
  const own = new Map(Object.entries(desk.missingPartsOf ?? {}));
  const path = branch === null ? [] : [...ancestorsOf(branches, branch).keys()];
  for (const id of path) {
    const terms = own.get(id);
    if (terms !== undefined) return { terms, of: branchId(id) };
  }
  return { terms: desk.missingParts ?? {}, of: null };
}

/** Terms of a branch, or of the library, itself; null = it has none of its own. */
export function ownPartTerms(desk: DeskTerms, branch: BranchId | null): PartTerms | null {
  return (branch === null ? desk.missingParts : desk.missingPartsOf?.[branch]) ?? null;
}

/** The terms of desks with those of one branch, or of the library, set; null = that branch does as the one above it, the library as by default. */
export function withPartTerms(desk: DeskTerms, branch: BranchId | null, terms: PartTerms | null): DeskTerms {
  if (branch === null) return { ...desk, missingParts: terms ?? undefined };
  const others = Object.entries(desk.missingPartsOf ?? {}).filter(([id]) => id !== branch);
  const all = terms === null ? others : [...others, [branch, terms] as const];
  return { ...desk, missingPartsOf: all.length === 0 ? undefined : Object.fromEntries(all) };
}
