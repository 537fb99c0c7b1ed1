// How the items of a demo library are laid out by their numbers: equipment first, then course readings, then everything else. The number alone
// gives an item's kind and the part it plays, so that a library of any size is made piece by piece.

import { modelCounts } from './demo-equipment.ts';
import { CAST } from './demo-patrons.ts';

/** The size of a demo library. */
export type DemoSize = { readonly patrons: number; readonly items: number };

/** Where each part begins, and how many of each model there are. */
export type DemoPlan = DemoSize & {
  readonly models: readonly number[];
  /** Numbers of the first reading and the first item of the general collection. */
  readonly readings: number;
  readonly general: number;
};

/** The least that the parts to play need. */
const LEAST_ITEMS = 180;

/** The plan for a size. Smaller than the least it is not made. */
export function demoPlan(size: DemoSize): DemoPlan {
  const patrons = Math.max(Math.floor(size.patrons), CAST);
  const items = Math.max(Math.floor(size.items), LEAST_ITEMS);
  const models = modelCounts(clamp(Math.round(items * 0.02), 40, 2_000));
  const readings = models.reduce((sum, count) => sum + count, 0);
  const general = readings + clamp(Math.round(items * 0.03), 30, 3_000);
  return { patrons, items, models, readings, general };
}

/** Numbers of the first copy of each model. */
export function firstOfModels(plan: DemoPlan): readonly number[] {
  let next = 0;
  return plan.models.map((count) => {
    const first = next;
    next += count;
    return first;
  });
}

/** Parts that items of the general collection play, counted from its first. */
export const GENERAL_CAST = {
  /** Books on the shelf, free to borrow. */
  shelved: 24,
  looseBinding: 24,
  discsToCount: 25,
  billed: 26,
  overdue: [27, 28],
  atLimit: [29, 30, 31, 32, 33, 34, 35, 36, 37, 38],
  holdReady: 39,
  inTransit: 40,
  missing: 41,
  /** Items from here on are left to chance. */
  end: 42,
} as const;

/** Readings that are in. */
export const SHELVED_READINGS = 6;
/** Copies of each model that are in. */
export const SHELVED_COPIES = 2;

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
