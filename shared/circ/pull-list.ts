// Which copies on the shelf are fetched for which waiting holds. Pure, so that every desk of the library fetches another one.

import type { HoldCopy } from './facts.ts';
import type { Hold } from './model/hold.ts';
import { canFill } from './decide/fitting-hold.ts';
import { compareText } from './fold/timeline.ts';

/** A copy to be fetched. */
export type Pull = { readonly hold: Hold; readonly copy: HoldCopy };

/**
 * One copy for each waiting hold, in the order of the holds' places: one that stands where the hold is picked up before one that would
 * have to travel, then by barcode.
 */
export function pullList(holds: readonly Hold[], copies: readonly HoldCopy[]): Pull[] {
  const left = copies
    .filter(({ item }) => item.state.status === 'available')
    .toSorted((a, b) => compareText(a.item.barcode, b.item.barcode));
  const pulls: Pull[] = [];
  for (const hold of holds) {
    const fitting = left.filter(({ item, location }) => canFill({ item, location }, hold));
    const copy = fitting.find(({ item }) => item.state.branch === hold.pickup) ?? fitting[0];
    if (copy === undefined) continue;
    left.splice(left.indexOf(copy), 1);
    pulls.push({ hold, copy });
  }
  return pulls;
}
