// A hold as the title fold goes through the acts.

import { actId, deskId, streamId, type ItemId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { ActOf } from '../acts.ts';
import type { Hold } from '../model/hold.ts';

export type HoldRun = {
  readonly act: ActOf<'openHold' | 'placeHold'>;
  readonly placedIndex: number;
  state: 'live' | 'filled' | 'cancelled' | 'expired';
  filledBy: ItemId | null;
  endedAt: Instant | null;
  /** The copy that was taken off the shelf after the end of its wait. */
  takenOff: { readonly itemId: ItemId; readonly until: Instant } | null;
};

/** A hold that had ended before all acts. */
export function runOfSettled(hold: Hold, placedIndex: number): HoldRun {
  const { id, state, capturedItem, placedAt: at, endedAt } = hold;
  const { patronId, titleId, itemId, pickup, suspended, suspendedUntil, expiresAt } = hold;
  const none = { desk: deskId(''), stream: streamId(''), seq: 0, uncertaintyMs: 0, clockSuspect: false, saw: null };
  return {
    act: {
      kind: 'openHold',
      ...none,
      patronId,
      titleId,
      itemId,
      pickup,
      suspended,
      ...(suspendedUntil === undefined ? {} : { suspendedUntil }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      id: actId(id),
      hold: id,
      at,
      stated: true,
      branch: null,
      trapped: null,
    },
    placedIndex,
    state: state === 'waiting' || state === 'captured' ? 'live' : state,
    filledBy: capturedItem,
    endedAt: endedAt ?? null,
    takenOff: null,
  };
}
