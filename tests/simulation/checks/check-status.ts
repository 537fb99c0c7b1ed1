// The connection status of a desk. An open socket proves nothing: where nothing comes through, the desk must not claim a connection.

import { SyncStatusSchema } from '../../../shared/views/sync.ts';
import { SECOND_MS, type Millis } from '../../../shared/core/instant.ts';
import { holds } from '../world/broken.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

/** No byte for 45 seconds, and a probe each minute, show that a line is dead; the answer to the probe is waited for a while. */
const NOTICED_MS: Millis = 80_000;

/** Requests allowed at once when the line goes, and for each second that follows: a probe every three seconds, and jobs that back off. */
const ASKED_AT_ONCE = 40;
const ASKED_PER_SECOND = 1;

/** No desk asks without end where no answer comes. [I29] */
export function checkRetries(world: World): void {
  for (const { name, line } of world.desks) {
    const { since, asked } = line.vain;
    if (asked > ASKED_AT_ONCE) world.covered('retries counted');
    const seconds = (world.kernel.now - since) / SECOND_MS;
    holds(
      29,
      asked <= ASKED_AT_ONCE + ASKED_PER_SECOND * seconds,
      () => `${name} asked ${asked} times in ${seconds} s on a line that is ${line.line.mode}`,
    );
  }
}

/** No desk shows that it is connected when nothing has come through for longer than it takes to notice. [I26] */
export async function checkStatus(world: World): Promise<void> {
  for (const desk of world.desks) {
    const { silentSince } = desk.line;
    if (silentSince === null || world.kernel.awake - silentSince < NOTICED_MS || desk.running === null) continue;
    // A desk that was held up has not had that time.
    if (world.kernel.awake - desk.pace.goesOnAwake < NOTICED_MS) continue;
    world.covered('dead line looked at');
    if (isAsBefore(desk)) continue;
    const online = await isOnline(world, desk);
    holds(26, !online, () => `${desk.name} says that it is connected, and its line is ${desk.line.line.mode} for long`);
    desk.saidOffline = standingOf(desk);
  }
}

/**
 * Whether nothing has happened at a desk since it reported no connection: its engine is in the same state, and its program asked nothing
 * of its files. Its status follows from these and from how long something waits, which only grows.
 */
function isAsBefore(desk: SimDesk): boolean {
  const { saidOffline: before } = desk;
  const now = standingOf(desk);
  return before !== null && now !== null && now.state === before.state && now.calls === before.calls;
}

function standingOf({ running }: SimDesk): SimDesk['saidOffline'] {
  return running === null ? null : { state: running.core.engine.state, calls: running.guard.calls };
}

async function isOnline(world: World, desk: SimDesk): Promise<boolean> {
  const answer = await world.call(desk, 'sync.status', {});
  return answer?.ok === true && SyncStatusSchema.parse(answer.value).online;
}
