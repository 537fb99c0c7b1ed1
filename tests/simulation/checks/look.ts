// Looks at a desk's views, from outside of it. A copy that turns out to be broken is reported to the desk, as a screen's call would.

import { isReplicaBroken } from '../../../db/replica/open-replica.ts';
import type { OverlayView } from '../../../db/overlay/overlay-view.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

/** The result of a look; `otherwise` where no look is possible. */
export function look<T>(world: World, desk: SimDesk, at: (sight: OverlayView) => T, otherwise: T): T {
  const core = desk.running?.core;
  if (core === undefined) return otherwise;
  try {
    return world.disks.aside(() => {
      const copy = core.desk.copy();
      return copy === null ? otherwise : at(copy.sight);
    });
  } catch (error) {
    if (!isReplicaBroken(error)) throw error;
    core.engine.copyBroke();
    return otherwise;
  }
}
