// Holds on titles.

import { branchId, holdId, patronId, titleId } from '../../../shared/core/ids.ts';
import { HOUR_MS } from '../../../shared/core/instant.ts';
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

export const suspendHold = act(1, (world, desk) => changeOne(world, desk, 'suspendHold'));
export const resumeHold = act(1, (world, desk) => changeOne(world, desk, 'resumeHold'));
export const changePickup = act(1, (world, desk) => changeOne(world, desk, 'changePickup'));

type Change = 'suspendHold' | 'resumeHold' | 'changePickup';

async function changeOne(world: World, desk: SimDesk, name: Change): Promise<void> {
  const { chance, library, kernel } = world;
  const titles = library.titles.slice(0, 4);
  const live = look(world, desk, (sight) => titles.flatMap((title) => sight.holdsOfTitle(titleId(title))), []);
  if (live.length === 0) return;
  const { id, patronId: patron, titleId: title } = chance.pick(live);
  const named = { holdId: id, patronId: patron, titleId: title };
  const until = chance.oneIn(2) ? null : kernel.now + chance.between(1, 48) * HOUR_MS;
  if (name === 'suspendHold') await record(world, desk, { name, args: { ...named, until }, told: done });
  else if (name === 'resumeHold') await record(world, desk, { name, args: named, told: done });
  else await record(world, desk, { name, args: { ...named, pickup: branchId(chance.pick(BRANCHES)) }, told: done });
}

async function cancelOne(world: World, desk: SimDesk): Promise<void> {
  const titles = world.library.titles.slice(0, 4);
  const live = look(world, desk, (sight) => titles.flatMap((title) => sight.holdsOfTitle(titleId(title))), []);
  if (live.length === 0) return;
  const hold = world.chance.pick(live);
  const args = { holdId: hold.id, patronId: hold.patronId, titleId: hold.titleId, reason: 'no longer wanted' };
  await record(world, desk, { name: 'cancelHold', args, told: done });
}
