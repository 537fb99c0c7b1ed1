// Which copies on the shelf are fetched for which waiting holds. Pure, so that every desk of the library fetches another one.

import type { HoldCopy } from './facts.ts';
import type { Hold } from './model/hold.ts';
import { canFill } from './decide/fitting-hold.ts';
import { compareText } from './fold/timeline.ts';

/** A copy to be fetched; `next`: the one to fetch where it is not found, which no one else is sent for. */
export type Pull = { readonly hold: Hold; readonly copy: HoldCopy; readonly next: HoldCopy | null };

/**
 * One copy for each waiting hold, in the order of the holds' places: one that was not looked for in vain before one that was, one that stands where
 * the hold is picked up before one that would have to travel, then by barcode.
 */
export function pullList(holds: readonly Hold[], copies: readonly HoldCopy[]): Pull[] {
  const left = copies
    .filter(({ item }) => item.state.status === 'available')
    .toSorted((a, b) => compareText(a.item.barcode, b.item.barcode));
  const pulls: Omit<Pull, 'next'>[] = [];
  for (const hold of holds) {
    const copy = bestOf(left, hold);
    if (copy === null) continue;
    left.splice(left.indexOf(copy), 1);
    pulls.push({ hold, copy });
  }
  // Copies that are left over are named once all holds have theirs.
  return pulls.map((pull) => {
    const next = bestOf(left, pull.hold);
    if (next !== null) left.splice(left.indexOf(next), 1);
    return { ...pull, next };
  });
}

function bestOf(copies: readonly HoldCopy[], hold: Hold): HoldCopy | null {
  const fitting = copies.filter(({ item, location }) => canFill({ item, location }, hold));
  const weight = ({ item }: HoldCopy): number =>
    (item.state.soughtAt === undefined ? 0 : 2) + (item.state.branch === hold.pickup ? 0 : 1);
  return fitting.toSorted((a, b) => weight(a) - weight(b))[0] ?? null;
}
