// The work of people at the desks of a simulation. Act, desk, item and patron are chance.

import { SIMULATED } from '../acts/all.ts';
import type { SimDesk } from '../world/desk.ts';
import { workBills } from './billing.ts';
import type { World } from '../world/world.ts';

const DONE = new Map(
  Object.entries(SIMULATED).flatMap(([name, how]) => (typeof how === 'string' ? [] : [[name, how]])),
);
const WEIGHTS: Readonly<Record<string, number>> = Object.fromEntries(
  [...DONE].map(([name, { weight }]) => [name, weight]),
);

/** The acts after which an office is sent its bills. */
const BILLED: ReadonlySet<string> = new Set(['pay', 'waive', 'addFee', 'useCredit', 'declareLost', 'claimReturned']);

/** Does some act at some desk. Returns its name, for the trace. */
export async function someAct(world: World, desks: readonly SimDesk[]): Promise<string> {
  const { chance } = world;
  const desk = chance.pick(desks);
  const name = chance.weighted(WEIGHTS);
  await DONE.get(name)?.perform(world, desk, desks);
  // Last in the step, so that every step draws the same as before there were bills.
  if (BILLED.has(name) || chance.oneIn(4)) await workBills(world);
  return `${name} ${desk.name}`;
}
