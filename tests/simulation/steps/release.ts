// A person's work after a fault of the server was mended: acts held meanwhile are released, and count at their own time. [I7] [I27]

import { METHODS } from '../../../shared/bridge/contract.ts';
import type { World } from '../world/world.ts';

/** Long enough for a desk to send its acts and to receive the others'. */
const KNOWN_MS = 35_000;

/** Releases held acts, at any desk that may. */
export async function releaseHeld(world: World): Promise<void> {
  world.program.cannotBear = null;
  if (!world.program.hasFailed) return;
  await world.pass(KNOWN_MS);
  for (const desk of world.desks) {
    const list = await world.call(desk, 'exception.list', {});
    if (list?.ok !== true) continue;
    const { exceptions } = METHODS['exception.list'].output.parse(list.value);
    const exceptionIds = exceptions.filter(({ code }) => code === 'server-fault').map(({ exceptionId }) => exceptionId);
    if (exceptionIds.length === 0) continue;
    const answer = await world.call(desk, 'exception.release', { exceptionIds });
    world.trace('release', desk.name, exceptionIds.length, answer?.ok);
    if (answer?.ok !== true) continue;
    world.program.letGoAt.add(desk.name);
    world.covered('held acts let go');
    await world.pass(KNOWN_MS);
  }
}
