// Faults that are planted on purpose, to show that the simulation catches them. Each is a faulty part put around a sound one, here and nowhere
// else: the program itself knows nothing of them.

import type { Fault } from '../steps/faults.ts';
import type { Plant } from '../world/world.ts';
import { acknowledgeBeforeSync, ignoreEpoch, reuseSeq, statusFromSocket, wedgedPush } from './desk-plants.ts';
import { dropDel, pullOverPending, sequenceCursor } from './feed-plants.ts';
import { doubleFee, forgetSaw, lengthenDue, orderByArrival, skipLastBump, swallowPoison } from './server-plants.ts';

/** A planted fault, and how soon it must be found. */
export type Planted = {
  /** Makes it anew, with nothing of an earlier run. */
  readonly make: () => Plant;
  /** Further faults that are needed for it to matter; null = those of the seed. */
  readonly faults: readonly Fault[] | null;
  /** It is found within so many seeds of 150 steps. */
  readonly within: number;
};

const planted = (make: () => Plant, within: number, faults: readonly Fault[] | null = null): Planted => ({
  make,
  within,
  faults,
});

/** The planted faults by name. */
export const PLANTS: Readonly<Record<string, Planted>> = {
  'skip-last-bump': planted(skipLastBump, 3),
  'pull-over-pending': planted(pullOverPending, 4, ['lines', 'messages']),
  'sequence-cursor': planted(sequenceCursor, 3),
  'acknowledge-before-sync': planted(acknowledgeBeforeSync, 3, ['power', 'kills']),
  'drop-del': planted(dropDel, 4),
  'ignore-epoch': planted(ignoreEpoch, 3, ['restore']),
  'order-by-arrival': planted(orderByArrival, 3),
  'forget-saw': planted(forgetSaw, 3),
  'swallow-poison': planted(swallowPoison, 3),
  'wedged-push': planted(wedgedPush, 3, ['lines', 'messages']),
  'reuse-seq': planted(reuseSeq, 3, ['old-image', 'kills']),
  'status-from-socket': planted(statusFromSocket, 3, ['lines']),
  'double-fee': planted(doubleFee, 3, ['sleep', 'lines']),
  'lengthen-due': planted(lengthenDue, 3),
};

/** A world as it is. */
export const noPlant = (): Plant => ({});
