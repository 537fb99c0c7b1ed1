// Weeks without work: all that is over by then is older than what the server keeps, and is folded into checkpoints.

import { LOOK_EVERY_MS } from '../../../server/schedule/schedule.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { CATCH_UP_MS } from '../checks/check-end.ts';
import { keptFolded } from '../../../server/timeline/keep-folded.ts';
import type { World } from '../world/world.ts';
import { heal } from './faults.ts';

const PAUSE_MS = 50 * DAY_MS;

/** Everything is handed in first: what comes in after so long is history, and changes nothing that the model could tell. */
export async function longPause(world: World): Promise<void> {
  await heal(world);
  await world.pass(CATCH_UP_MS);
  // Images older than desks keep their acts are never put back.
  world.forgetImages();
  world.kernel.leap(PAUSE_MS);
  await world.pass(2 * LOOK_EVERY_MS);
  const { acts } = await world.kernel.until(world.requireServer().store.read(keptFolded));
  world.hasCheckpoints = true;
  world.covered('act folded into a checkpoint', acts.length);
}
