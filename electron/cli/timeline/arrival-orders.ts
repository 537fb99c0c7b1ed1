// Orders in which the acts of a case can reach a server: each desk's acts stay in the order of their seq.

import type { Act } from '../../../shared/circ/acts.ts';

/** Several arrival orders of the same acts: each desk's queue at once (both ways round), one act of each in turn, and mixed ones by seed. */
export function arrivalOrders(acts: readonly Act[], mixed = 12): Act[][] {
  const queues = [...Map.groupBy(acts, (act) => act.desk).values()].map((queue) =>
    queue.toSorted((a, b) => a.seq - b.seq),
  );
  return [
    queues.flat(),
    queues.toReversed().flat(),
    inTurn(queues),
    ...Array.from({ length: mixed }, (_, index) => mix(queues, index + 1)),
    withRepeats(queues.flat()),
  ];
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
