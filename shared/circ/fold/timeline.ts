// The order of an item's acts: again and again the smallest (at, desk, stream, seq) among the acts with all of `saw`, and
// their stream's earlier act on the item, placed already. Stated acts wait for neither, and their stream does not
// wait for them: a stated time is of no clock, so it says nothing of the desk's acts after it. [I24]

import type { ActId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { Act, ActHeader } from '../acts.ts';
import type { ItemBase } from '../model/item.ts';

/** An act in its place. */
export type Placed<A extends Act> = {
  readonly act: A;
  /** The time it counts at in orders across items: its own, or that of the latest act it had to wait for. */
  readonly keyAt: Instant;
};

/** Compares by (at, desk, stream, seq). */
export function compareActs(a: ActHeader, b: ActHeader): number {
  return a.at - b.at || compareText(a.desk, b.desk) || compareText(a.stream, b.stream) || a.seq - b.seq;
}

/** Compares text by code units: the same on every machine, in any locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Acts without repeats of an id; the first in the order of acts counts. */
export function distinctActs<A extends Act>(acts: readonly A[]): A[] {
  const byId = new Map<ActId, A>();
  for (const act of acts.toSorted(compareActs)) if (!byId.has(act.id)) byId.set(act.id, act);
  return [...byId.values()];
}

/** Puts the acts of one item in their order. Total: acts that wait for each other in a circle are taken by their time. */
export function orderTimeline<A extends Act>(acts: readonly A[]): Placed<A>[] {
  const waiting = distinctActs(acts);
  const waitsFor = dependencies(waiting);
  const placed = new Map<ActId, Placed<A>>();
  const order: Placed<A>[] = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex((act) => (waitsFor.get(act.id) ?? []).every((id) => placed.has(id)));
    const [act] = waiting.splice(Math.max(ready, 0), 1);
    if (act === undefined) break;
    const keyAt = (waitsFor.get(act.id) ?? []).reduce((at, id) => Math.max(at, placed.get(id)?.keyAt ?? at), act.at);
    const entry = { act, keyAt };
    placed.set(act.id, entry);
    order.push(entry);
  }
  return order;
}

/** The last scan before the acts that are kept, and its witnesses among those that are not. */
export type SeenBefore = NonNullable<ItemBase['lastSeen']>;

/** Whether an act had seen another: its `saw`, and its stream's earlier acts on the item, lead to it. */
export function sawChain(acts: readonly Act[], before?: SeenBefore): (act: ActId, other: ActId) => boolean {
  const byId = new Map(acts.map((act) => [act.id, act]));
  const [by, streams] = [new Set(before?.by), new Set(before?.in)];
  const reaches = (act: Act | undefined) =>
    act !== undefined && ((act.saw !== null && by.has(act.saw)) || streams.has(act.stream));
  const earlier = earlierInStream(acts);
  return (act, other) => {
    const seen = new Set<ActId>();
    const pending = [act];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const known = byId.get(id);
      if (other === before?.scan && reaches(known)) return true;
      for (const next of [known?.saw ?? null, ...(earlier.get(id) ?? [])]) {
        if (next === other) return true;
        if (next !== null && byId.has(next)) pending.push(next);
      }
    }
    return false;
  };
}

function dependencies(acts: readonly Act[]): Map<ActId, readonly ActId[]> {
  const known = new Set(acts.map((act) => act.id));
  const earlier = earlierInStream(acts.filter((act) => !act.stated));
  return new Map(
    acts.map((act) => {
      if (act.stated) return [act.id, []];
      const saw = act.saw !== null && act.saw !== act.id && known.has(act.saw) ? [act.saw] : [];
      return [act.id, [...saw, ...(earlier.get(act.id) ?? [])]];
    }),
  );
}

/** For each act its stream's act before it, and the last one before it without a stated time: only that one can have been moved. */
function earlierInStream(acts: readonly Act[]): Map<ActId, readonly ActId[]> {
  const streams = Map.groupBy(
    acts.filter((act) => act.stream !== ''),
    (act) => `${act.desk}\n${act.stream}`,
  );
  const earlier = new Map<ActId, readonly ActId[]>();
  for (const stream of streams.values()) {
    let previous: Act | null = null;
    let previousUnstated: Act | null = null;
    for (const act of stream.toSorted((a, b) => a.seq - b.seq)) {
      earlier.set(act.id, idsOf(previous, previousUnstated));
      previous = act;
      if (!act.stated) previousUnstated = act;
    }
  }
  return earlier;
}

/** Each once. Written out: every fold asks this of every act. */
function idsOf(previous: Act | null, previousUnstated: Act | null): readonly ActId[] {
  if (previous === null) return [];
  if (previousUnstated === null || previousUnstated === previous) return [previous.id];
  return [previous.id, previousUnstated.id];
}
