// Faults on the network of a branch, last in a step and with a random source of their own: so every step draws the same as without them.

import type { World } from '../world/world.ts';

/** Now and then the network of the branches falls apart, is silent for a desk, or is whole again. */
export function changeNetwork(world: World): void {
  const { neighbors, chance, desks } = world;
  if (neighbors === null || !chance.oneIn(8)) return;
  const what = chance.weighted({ heal: 5, part: 3, deaf: 2 });
  if (what === 'heal') {
    neighbors.heal();
    world.covered('network of a branch whole again');
  } else if (what === 'part') {
    neighbors.part(new Map(desks.map(({ index }) => [index, chance.between(0, 1)])));
    world.covered('network of a branch in parts');
  } else {
    neighbors.deafen(chance.pick(desks).index);
    world.covered('desk that the others do not reach');
  }
}
