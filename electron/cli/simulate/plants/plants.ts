// Faults that are planted on purpose, to show that the simulation catches them. Each is a faulty part put around a sound one, here and nowhere
// else: the program itself knows nothing of them.

import type { Plant } from '../world/world.ts';

/** The planted faults by name. */
export const PLANTS: Readonly<Record<string, Plant>> = {};

/** A world as it is. */
export const NO_PLANT: Plant = {};
