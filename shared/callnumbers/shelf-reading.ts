// How copies stand that were scanned along a shelf: in order, misplaced, or not to stand there at all. Pure.

import { misplacedIn } from './shelf-order.ts';
import { isInRange, type ShelfRange } from './shelf-range.ts';

/** A copy as it was scanned, and whether it may stand on this shelf. */
export type ShelfScan = { readonly callNumber: string; readonly isHere: boolean };

/** `not-here`: it does not belong on this shelf, or not now. */
export type ShelfStanding = 'in-order' | 'misplaced' | 'not-here';

/** The standing of each scan, in the order in which they were made. A later scan may show that an earlier one was misplaced. */
export function standingsOf(scans: readonly ShelfScan[], range: ShelfRange): ShelfStanding[] {
  const standings = scans.map(({ callNumber, isHere }): ShelfStanding => {
    if (!isHere) return 'not-here';
    return isInRange(range, callNumber) ? 'in-order' : 'misplaced';
  });
  const onShelf = scans.flatMap(({ callNumber }, place) =>
    standings[place] === 'in-order' ? [{ place, callNumber }] : [],
  );
  for (const one of misplacedIn(onShelf.map(({ callNumber }) => callNumber))) {
    const place = onShelf[one]?.place;
    if (place !== undefined) standings[place] = 'misplaced';
  }
  return standings;
}
