// The work of people at the desks of a simulation. Act, desk, item and patron are chance.

import { OF_DEPARTMENT, SIMULATED } from '../acts/all.ts';
import type { SimDesk } from '../world/desk.ts';
import { workBills } from './billing.ts';
import type { Mix, World } from '../world/world.ts';

const DONE = new Map(
  Object.entries(SIMULATED).flatMap(([name, how]) => (typeof how === 'string' ? [] : [[name, how]])),
);
/**
 * How often each is done: at a desk that lends most of the day, in a department that does all else as well, and on a long day, where accounts are
 * joined as seldom as in a library. By the weights of a desk, thousands of acts would leave one account for all patrons.
 */
const WEIGHTS: Readonly<Record<Mix, Readonly<Record<string, number>>>> = {
  desk: weightsBy(() => 1),
  'long day': weightsBy((name) => (name === 'mergePatrons' ? 1 : 20)),
  department: weightsBy((name) => (OF_DEPARTMENT.has(name) ? 5 : 1)),
};

function weightsBy(times: (name: string) => number): Readonly<Record<string, number>> {
  return Object.fromEntries([...DONE].map(([name, { weight }]) => [name, weight * times(name)]));
}

/** The acts after which an office is sent its bills. */
const BILLED: ReadonlySet<string> = new Set(['pay', 'waive', 'addFee', 'useCredit', 'declareLost', 'claimReturned']);

/** Does some act at some desk. Returns its name, for the trace. */
export async function someAct(world: World, desks: readonly SimDesk[]): Promise<string> {
  const { chance } = world;
  const desk = chance.pick(desks);
  const name = chance.weighted(WEIGHTS[world.mix]);
  await DONE.get(name)?.perform(world, desk, desks);
  // Last in the step, so that every step draws the same as before there were bills.
  if (BILLED.has(name) || chance.oneIn(4)) await workBills(world);
  return `${name} ${desk.name}`;
}
