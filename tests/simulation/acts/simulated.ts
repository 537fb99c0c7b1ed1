// The form of a simulated act: how often people do it, and how.

import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

export type Perform = (world: World, desk: SimDesk, desks: readonly SimDesk[]) => Promise<unknown>;

export type Simulated = { readonly weight: number; readonly perform: Perform };

/** An act by how often it is done. */
export function act(weight: number, perform: Perform): Simulated {
  return { weight, perform };
}
