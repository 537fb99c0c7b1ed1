// `item.choices`: choices for the form of a copy.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { inOrder } from '../../../shared/lists/define-list.ts';
import { itemTypes } from '../../../db/replica/queries/kinds.ts';
import { allLocations } from '../../../db/replica/queries/library.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';

/** Item types in use, by their names, and the shelves, those of the branch of the copy first. */
export function itemChoices(desk: Desk, { barcode }: ParsedInput<'item.choices'>): MethodOutput<'item.choices'> {
  const { db, sight, library } = requiredCopy(desk);
  const item = barcode === null ? null : sight.itemByBarcode(barcode);
  const here = item?.home ?? desk.identity.branch;
  const isHere = (branch: string): number => (branch === here ? 0 : 1);
  return {
    kinds: itemTypes(db).toSorted(inOrder),
    locations: allLocations(db)
      .map(({ id, name, branch }) => ({ id, name, branch, branchName: library.branchName(branch) }))
      .toSorted(
        (a, b) => isHere(a.branch) - isHere(b.branch) || inOrder(a.branchName, b.branchName) || inOrder(a.name, b.name),
      )
      .map(({ branch: _, ...shown }) => shown),
  };
}
