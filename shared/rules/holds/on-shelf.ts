// Whether an item that stands on the shelf, or copies of its title that do, keep a hold from being placed.

import { assertNever } from '../../core/assert.ts';
import type { HoldTerms } from '../model/policy/hold.ts';

/** Counts of the copies of a title. */
export type CopyCounts = {
  /** Copies that the patron could take from the shelf now. */
  readonly available: number;
  readonly total: number;
  /** Whether the copy asked for is out or kept for a person; null where no copy is asked for. */
  readonly isThisOut: boolean | null;
};

/** Whether copies on the shelf leave room for a hold. */
export function isHoldableOnShelf(onShelf: HoldTerms['onShelf'], { available, total, isThisOut }: CopyCounts): boolean {
  switch (onShelf) {
    case 'yes':
      return true;
    case 'only-if-all-unavailable':
      return available <= 0;
    case 'only-if-any-unavailable':
      return isThisOut ?? available < total;
    case 'no':
      return isThisOut ?? available <= 0;
    default:
      return assertNever(onShelf);
  }
}
