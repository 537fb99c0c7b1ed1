// Accounts that staff block.

import { BlockKindSchema } from '../../../shared/circ/model/patron-blocks.ts';
import { DAY_MS, formatInstant } from '../../../shared/core/instant.ts';
import { patronId } from '../../../shared/core/ids.ts';
import { look } from '../checks/look.ts';
import { asked, someCard, someOf } from '../steps/acts.ts';
import { cardOf } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const setBlock = act(3, blockOne);
export const liftBlock = act(4, unblockOne);

async function blockOne(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const until = world.clockOf(desk).now() + chance.between(0, 3) * DAY_MS;
  await asked(world, desk, 'patron.block', {
    card: someCard(world),
    kinds: [chance.pick(BlockKindSchema.options), chance.pick(BlockKindSchema.options)],
    until: chance.oneIn(2) ? null : formatInstant(until).slice(0, 10),
    reason: 'see the office',
  });
}

/** A block that the desk sees; those that the rules impose among them. Another desk may lift it too. */
async function unblockOne(world: World, desk: SimDesk): Promise<void> {
  const patrons = someOf(world, world.library.patrons);
  const blocked = look(
    world,
    desk,
    (sight) =>
      patrons.flatMap((one) =>
        (sight.patron(patronId(one))?.blocks ?? []).map(({ id }) => ({ card: cardOf(one), id })),
      ),
    [],
  );
  if (blocked.length === 0) return;
  const { card, id } = world.chance.pick(blocked);
  await asked(world, desk, 'patron.unblock', { card, block: id, reason: 'settled' });
}
