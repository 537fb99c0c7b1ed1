// Weeks without work: all that is over by then is older than the server's retention, and is folded into checkpoints.

import { LOOK_EVERY_MS } from '../../../server/schedule/schedule.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { CATCH_UP_MS } from '../checks/check-end.ts';
import { keptFolded } from '../../../server/timeline/keep-folded.ts';
import type { World } from '../world/world.ts';
import { heal } from './faults.ts';

const PAUSE_MS = 50 * DAY_MS;

/** Everything is handed in first: acts that arrive after so long are history, which the model does not cover. */
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
