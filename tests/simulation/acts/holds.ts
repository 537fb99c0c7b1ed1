// Holds on titles.

import { branchId, holdId, patronId, titleId } from '../../../shared/core/ids.ts';
import { look } from '../checks/look.ts';
import { done, record } from '../steps/acts.ts';
import { BRANCHES, cardOf } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const placeHold = act(5, askForTitle);
export const cancelHold = act(2, cancelOne);

/** Places a hold on a title. */
export async function askForTitle(world: World, desk: SimDesk): Promise<void> {
  const { chance, library } = world;
  const patron = chance.pick(library.patrons);
  const args = {
    holdId: holdId(Buffer.from(chance.bytes(8)).toString('hex')),
    patronId: patronId(patron),
    card: cardOf(patron),
    titleId: titleId(chance.pick(library.titles.slice(0, 4))),
    itemId: null,
    pickup: branchId(chance.pick(BRANCHES)),
  };
  await record(world, desk, { name: 'placeHold', args, told: done });
}

async function cancelOne(world: World, desk: SimDesk): Promise<void> {
  const titles = world.library.titles.slice(0, 4);
  const live = look(world, desk, (sight) => titles.flatMap((title) => sight.holdsOfTitle(titleId(title))), []);
  if (live.length === 0) return;
  const hold = world.chance.pick(live);
  const args = { holdId: hold.id, patronId: hold.patronId, titleId: hold.titleId, reason: 'no longer wanted' };
  await record(world, desk, { name: 'cancelHold', args, told: done });
}
