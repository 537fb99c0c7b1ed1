// The work of people at the desks of a simulation. Act, desk, item and patron are chance.

import { SIMULATED } from '../acts/all.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

const DONE = new Map(
  Object.entries(SIMULATED).flatMap(([name, how]) => (typeof how === 'string' ? [] : [[name, how]])),
);
const WEIGHTS: Readonly<Record<string, number>> = Object.fromEntries(
  [...DONE].map(([name, { weight }]) => [name, weight]),
);

/** Does some act at some desk. Returns its name, for the trace. */
export async function someAct(world: World, desks: readonly SimDesk[]): Promise<string> {
  const { chance } = world;
  const desk = chance.pick(desks);
  const name = chance.weighted(WEIGHTS);
  await DONE.get(name)?.perform(world, desk, desks);
  return `${name} ${desk.name}`;
}
