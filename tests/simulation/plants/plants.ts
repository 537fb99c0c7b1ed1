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
};

const planted = (make: () => Plant, faults: readonly Fault[] | null = null): Planted => ({ make, faults });

/** The planted faults by name. */
export const PLANTS: Readonly<Record<string, Planted>> = {
  'skip-last-bump': planted(skipLastBump),
  'pull-over-pending': planted(pullOverPending, ['lines', 'messages']),
  'sequence-cursor': planted(sequenceCursor),
  'acknowledge-before-sync': planted(acknowledgeBeforeSync, ['power', 'kills']),
  'drop-del': planted(dropDel),
  'ignore-epoch': planted(ignoreEpoch, ['restore']),
  'order-by-arrival': planted(orderByArrival),
  'forget-saw': planted(forgetSaw),
  'swallow-poison': planted(swallowPoison),
  'wedged-push': planted(wedgedPush, ['lines', 'messages']),
  'reuse-seq': planted(reuseSeq, ['old-image', 'kills']),
  'status-from-socket': planted(statusFromSocket, ['lines']),
  'double-fee': planted(doubleFee, ['sleep', 'lines']),
  'lengthen-due': planted(lengthenDue),
};

/** A world as it is. */
export const noPlant = (): Plant => ({});
