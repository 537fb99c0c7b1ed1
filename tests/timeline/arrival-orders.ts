// Orders in which the acts of a case can reach a server: each desk's acts stay in the order of their seq.

import type { Act } from '../../shared/circ/acts.ts';

/**
 * Arrival orders of the same acts: each desk's queue at once (both ways round), one act of each in turn, mixed ones by seed, and one
 * in which acts come twice. When there are few orders they are all tried, and the one with repeats.
 */
export function arrivalOrders(acts: readonly Act[], mixed = 12): Act[][] {
  const queues = [...Map.groupBy(acts, (act) => act.desk).values()].map((queue) =>
    queue.toSorted((a, b) => a.seq - b.seq),
  );
  const repeated = withRepeats(queues.flat());
  if (countOrders(queues) <= 5 * mixed) return [...allOrders(queues), repeated];
  return [
    queues.flat(),
    queues.toReversed().flat(),
    inTurn(queues),
    ...Array.from({ length: mixed }, (_, index) => mix(queues, index + 1)),
    repeated,
  ];
}

/** How many ways there are to merge the queues. */
function countOrders(queues: readonly (readonly Act[])[]): number {
  let ways = 1;
  let taken = 0;
  for (const queue of queues) {
    for (let nth = 1; nth <= queue.length; nth += 1) {
      taken += 1;
      ways = (ways * taken) / nth;
    }
  }
  return ways;
}

function allOrders(queues: readonly (readonly Act[])[]): Act[][] {
  const left = queues.filter((queue) => queue.length > 0);
  if (left.length === 0) return [[]];
  return left.flatMap(([first, ...rest], index) =>
    first === undefined ? [] : allOrders(left.with(index, rest)).map((order) => [first, ...order]),
  );
}

function inTurn(queues: readonly Act[][]): Act[] {
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, index) => queues.flatMap((queue) => queue[index] ?? [])).flat();
}

/** Draws the next act from a queue chosen by a small generator, so that a failing order can be named by its seed. */
function mix(queues: readonly Act[][], seed: number): Act[] {
  const left = queues.map((queue) => queue.toReversed());
  const order: Act[] = [];
  let state = seed * 2_654_435_761;
  while (left.some((queue) => queue.length > 0)) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const nonEmpty = left.filter((queue) => queue.length > 0);
    const next = nonEmpty[state % nonEmpty.length]?.pop();
    if (next !== undefined) order.push(next);
  }
  return order;
}

/** Every act twice, the repeat some acts later: a resend changes nothing. */
function withRepeats(acts: readonly Act[]): Act[] {
  return acts.flatMap((act, index) => [act, ...acts.slice(Math.max(0, index - 1), index + 1)]);
}
