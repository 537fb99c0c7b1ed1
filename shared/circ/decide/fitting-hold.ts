// Which hold a copy fills: the one it stands for already, else the first that waits, is not suspended and could take it.

import type { PatronId } from '../../core/ids.ts';
import { chooseHold, QUEUE_ORDER } from '../../rules/holds/choose-hold.ts';
import type { ItemFacts } from '../facts.ts';
import type { Instant } from '../../core/instant.ts';
import { isDueToExpire, type Hold } from '../model/hold.ts';
import { takesHolds } from '../model/takes-holds.ts';

/** Whether a waiting hold could take this copy. One that another copy stands for does not wait, nor one whose copy waited for it in vain. */
export function canFill(copy: Pick<ItemFacts, 'item' | 'location'>, hold: Hold): boolean {
  const { item } = copy;
  if (!takesHolds(copy) || hold.suspended || hold.takenOff !== undefined) return false;
  return hold.state === 'waiting' && (hold.itemId === null || hold.itemId === item.id);
}

/**
 * The hold that a copy is put aside for when it comes in. One whose wait on the shelf is over does not get it again: a person takes it off the shelf
 * for the next in the queue. It stays without a copy until the server ends it.
 */
export function fittingHold(facts: Pick<ItemFacts, 'item' | 'location' | 'holds'>, at: Instant): Hold | null {
  const { item, holds } = facts;
  const candidates = holds.flatMap((hold, position) => {
    const isHere = hold.id === item.state.hold || hold.capturedItem === item.id;
    const isReady = isHere && isLive(hold) && !isDueToExpire(hold, at);
    return isReady || canFill(facts, hold)
      ? [{ id: hold.id, isReady, isSuspended: hold.suspended, keys: { position } }]
      : [];
  });
  const chosen = chooseHold(candidates, QUEUE_ORDER);
  return holds.find(({ id }) => id === chosen?.id) ?? null;
}

/** The waiting patrons: this patron, others only, or none. Only a copy that no hold keeps can be waited for. */
export function waitsFor(facts: ItemFacts, patronId: PatronId | null): 'nobody' | 'this-patron' | 'another' {
  const waiting = facts.holds.filter((hold) => canFill(facts, hold));
  if (waiting.length === 0) return 'nobody';
  return waiting.some((hold) => hold.patronId === patronId) ? 'this-patron' : 'another';
}

/** Whether another person waits for this copy. The holds of this patron are not looked at. */
export function othersWait(facts: ItemFacts, patronId: PatronId | null): boolean {
  return facts.holds.some((hold) => hold.patronId !== patronId && canFill(facts, hold));
}

function isLive(hold: Hold): boolean {
  return hold.state === 'waiting' || hold.state === 'captured';
}
