// Faults of computers: programs are killed, power goes, clocks are wrong, lids are shut.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { CLOCKS_CHANGE_AT } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

/** A desk's program is killed, now or at one of its next store calls; one that was killed starts again. */
export async function killDesk(world: World, desk: SimDesk): Promise<void> {
  if (desk.running === null) return world.startAgain(desk);
  if (world.chance.oneIn(3)) {
    world.covered('desk killed between effects');
    await world.killDesk(desk);
  } else {
    world.covered('desk killed at a store call');
    desk.running.guard.killAt = desk.running.guard.calls + world.chance.between(1, 120);
  }
}

export async function losePower(world: World, desk: SimDesk): Promise<void> {
  if (desk.running === null) return world.startAgain(desk);
  world.covered('power lost');
  await world.killDesk(desk, world.chance);
}

/** The same of the server. */
export async function killServer(world: World): Promise<void> {
  if (world.server === null) return world.startServer();
  if (world.chance.oneIn(3)) return world.killServer();
  world.covered('server killed in a transaction');
  world.server.guard.killAt = world.server.guard.calls + world.chance.between(1, 150);
}

/** A clock is set, or loses its time. */
export function setClock(world: World, desk: SimDesk): void {
  const years = 10 * 365 * DAY_MS;
  const off = world.chance.pick([0, 0, 3_000, -5 * MINUTE_MS, HOUR_MS, -HOUR_MS, -DAY_MS, years, -years]);
  if (off !== 0) world.covered('clock set wrong');
  desk.wallOffMs = off;
}

/** Time goes on with every computer off. */
export function allSleep(world: World): void {
  world.covered('computer slept');
  world.kernel.leap(world.chance.pick([MINUTE_MS, HOUR_MS, DAY_MS, 8 * DAY_MS, 20 * DAY_MS]));
}

/** One computer sleeps while the others go on. */
export function suspend(world: World, desk: SimDesk): void {
  world.covered('computer suspended');
  desk.pace.sleep(world.chance.between(1, world.chance.pick([10, 60, 600])) * 1_000);
}

/** The night in which the clocks of a branch are changed: the staff come to work shortly before. */
export function changeClocks(world: World): void {
  const ms = CLOCKS_CHANGE_AT - world.chance.between(1, 90) * MINUTE_MS - world.kernel.now;
  if (ms <= 0) return;
  world.covered('clocks about to change');
  world.kernel.leap(ms);
}
