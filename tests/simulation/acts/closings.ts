// Emergency closings. Their windows lie years ahead, where nothing is due: the contract tests of the server cover the
// due dates that they move, in every order of arrival. The check here is that they stand, or are taken back, with any
// acts in between.

import { inForceOrder, windowsOf } from '../../../shared/circ/model/closing.ts';
import { DAY_MS, formatInstant } from '../../../shared/core/instant.ts';
import { asked } from '../steps/acts.ts';
import { BRANCHES, WORLD_START } from '../world/library.ts';
import { act } from './simulated.ts';

const YEARS_AHEAD_MS = 5_000 * DAY_MS;

export const closeBranch = act(1, async (world, desk) => {
  const { chance, kernel } = world;
  const from = WORLD_START + YEARS_AHEAD_MS + chance.below(9) * DAY_MS;
  await asked(world, desk, 'branch.close', {
    branch: chance.pick(BRANCHES),
    from: formatInstant(from),
    to: formatInstant(from + chance.between(1, 3) * DAY_MS),
    // Each has a name of its own.
    reason: `${desk.name} at ${kernel.now}`,
  });
});

/** One that the desk knows of and that stands there; another desk may take it back too. */
export const liftClosing = act(2, async (world, desk) => {
  const known = world.disks.aside(() => desk.running?.core.desk.copy()?.library.activations() ?? []);
  const standing = windowsOf(inForceOrder(known)).filter(({ isLifted }) => !isLifted);
  if (standing.length > 0) await asked(world, desk, 'branch.liftClosing', { closing: world.chance.pick(standing).id });
});
