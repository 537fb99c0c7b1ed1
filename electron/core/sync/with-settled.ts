// What looks different after a batch of the feed, the acts that it confirmed included.

import type { Differences } from '../../../db/overlay/looks.ts';
import type { Rebased } from '../../../db/overlay/overlay.ts';

/** Acts that are confirmed look different too: their mark goes. */
export function withSettled({ differences, settled }: Rebased): Differences {
  return {
    items: new Set([...differences.items, ...settled.flatMap(({ items }) => items)]),
    titles: differences.titles,
    patrons: new Set([...differences.patrons, ...settled.flatMap(({ patrons }) => patrons)]),
  };
}
