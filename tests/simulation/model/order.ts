// The order of the acts on one item, and which of them had seen which. sync.md 3

import type { Act } from '../../../shared/circ/acts.ts';
import { byClock, byDesk, type ItemAct } from './plain-world.ts';

/** Again and again the smallest by clock among the acts that wait for nothing any more. */
export function orderOfItem(acts: readonly ItemAct[]): ItemAct[] {
  const waiting = acts.toSorted(byClock);
  const order: ItemAct[] = [];
  while (waiting.length > 0) {
    // Acts that wait for each other in a ring cannot be honest; they go by the clock.
    const ready = waiting.findIndex((act) => !waiting.some((other) => waitsFor(act, other)));
    order.push(...waiting.splice(Math.max(ready, 0), 1));
  }
  return order;
}

/** A stated time waits for nothing; every other act for the one it saw and for earlier acts of its own stream by its clock. */
function waitsFor(act: Act, other: Act): boolean {
  if (act === other || act.stated) return false;
  return act.saw === other.id || (!other.stated && isEarlierOfStream(other, act));
}

function isEarlierOfStream(earlier: Act, later: Act): boolean {
  return earlier.desk === later.desk && earlier.stream === later.stream && earlier.seq < later.seq;
}

/** Whether an act knew of another: `saw` and the stream's own earlier acts on the item lead to it. */
export function knewOf(act: Act, known: Act, acts: readonly Act[]): boolean {
  const reached = new Set<Act>([act]);
  // A set that grows while it is walked: each act that is reached is walked in its turn.
  for (const one of reached) {
    for (const other of acts) if (one.saw === other.id || isEarlierOfStream(other, one)) reached.add(other);
  }
  return act !== known && reached.has(known);
}

/** An act with the moment that it counts at among the acts of other items. */
export type Placed<T extends Act> = { readonly act: T; readonly counts: number };

/** An act that had to wait counts at the time of the one it waited for, which is the latest that stands before it. */
export function withCountingTimes<T extends Act>(order: readonly T[]): Placed<T>[] {
  let latest = Number.NEGATIVE_INFINITY;
  return order.map((act) => {
    latest = Math.max(latest, act.at);
    return { act, counts: latest };
  });
}

/** One order of several: each keeps its own, and among their first ones the smallest goes next. */
export function mergeOrders<T extends Act>(orders: readonly (readonly Placed<T>[])[]): T[] {
  const left = orders.map((order) => [...order]);
  const merged: T[] = [];
  for (;;) {
    const [queue] = left
      .filter((order) => order.length > 0)
      .toSorted(([a], [b]) => (a === undefined || b === undefined ? 0 : a.counts - b.counts || byDesk(a.act, b.act)));
    const next = queue?.shift();
    if (next === undefined) return merged;
    merged.push(next.act);
  }
}
