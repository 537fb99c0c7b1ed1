// The work of people at the desks of a simulation. Act, desk, item and patron are chance.

import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import {
  cancelHold,
  checkin,
  checkout,
  insist,
  lentBarcode,
  pay,
  placeHold,
  recordUse,
  resolveException,
  resolveItem,
  someBarcode,
  someCard,
  undo,
  waive,
  workException,
} from './acts.ts';
import { mayDoEverything } from '../world/template.ts';
import { lendOnWord } from './on-word.ts';
import { tellStory } from './stories.ts';

/** Acts by how often they are done. */
const WEIGHTS = {
  checkout: 30,
  checkin: 26,
  renew: 8,
  undo: 6,
  recordUse: 2,
  rivals: 8,
  doubleScan: 3,
  resolveItem: 4,
  resolveException: 3,
  workException: 2,
  placeHold: 5,
  cancelHold: 2,
  pay: 4,
  waive: 2,
  story: 4,
  lendOnWord: 2,
} as const;

type ActName = keyof typeof WEIGHTS;

/** Does some act at some desk. Returns its name, for the trace. */
export async function someAct(world: World, desks: readonly SimDesk[]): Promise<string> {
  const { chance } = world;
  const desk = chance.pick(desks);
  const name = chance.weighted<ActName>(WEIGHTS);
  await PERFORM[name](world, desk, desks);
  return `${name} ${desk.name}`;
}

type Perform = (world: World, desk: SimDesk, desks: readonly SimDesk[]) => Promise<unknown>;

const PERFORM: Readonly<Record<ActName, Perform>> = {
  checkout: (world, desk) => checkout(world, desk, someCard(world), someBarcode(world)),
  checkin: (world, desk) => checkin(world, desk, someBarcode(world)),
  renew: (world, desk) => insist(world, desk, 'circ.renew', { item: lentBarcode(world, desk) }),
  undo: (world, desk) => undo(world, desk),
  recordUse: async (world, desk) => {
    await recordUse(world, desk);
    // It stands on no timeline: only its own undo takes it back.
    if (world.chance.oneIn(3)) await undo(world, desk);
  },
  rivals: async (world, desk, desks) => {
    const barcode = someBarcode(world);
    const other = world.chance.pick(desks);
    await checkout(world, desk, someCard(world), barcode);
    if (world.chance.oneIn(2)) await world.pass(world.chance.between(1, 3_000));
    if (world.chance.oneIn(3)) await checkin(world, other, barcode);
    else await checkout(world, other, someCard(world), barcode);
  },
  doubleScan: async (world, desk) => {
    const [card, barcode] = [someCard(world), someBarcode(world)];
    await checkout(world, desk, card, barcode);
    await world.pass(world.chance.between(1, 400));
    await checkout(world, desk, card, barcode);
  },
  resolveItem: (world, desk) => resolveItem(world, desk),
  resolveException: (world, desk) => resolveException(world, desk),
  workException: (world, desk) => workException(world, desk),
  placeHold: (world, desk) => placeHold(world, desk),
  cancelHold: (world, desk) => cancelHold(world, desk),
  pay: (world, desk) => pay(world, desk),
  waive: (world, desk) => waive(world, desk),
  story: tellStory,
  lendOnWord: async (world, desk, desks) => {
    // Desks whose staff lack rights.
    const lacking = desks.filter((one) => !mayDoEverything(one.index));
    if (lacking.length > 0) await lendOnWord(world, lacking.includes(desk) ? desk : world.chance.pick(lacking));
  },
};
