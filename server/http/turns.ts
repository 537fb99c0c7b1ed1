// Turns of requests: those of one key take turns, few run at once, some wait, and the rest are asked at once to come again. So many desks that
// come back together wait in memory and not on database connections, of which there are few; and reports are made one after the other. [I29]

import type { ErrorCode } from '../../shared/core/codes/errors.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Millis } from '../../shared/core/instant.ts';

export type Turns = {
  /**
   * Runs work when it is its turn; `whose`: the stream, or the desk. Throws the code of its limits when too many wait, when the turn does not come
   * in time, and when `isGone` reports by then that the client is gone.
   */
  readonly run: <T>(whose: string, isGone: () => boolean, work: () => Promise<T>) => Promise<T>;
};

export type TurnLimits = {
  /** Requests that run at once. */
  readonly atOnce: number;
  /** Requests that wait, in all. */
  readonly mostWaiting: number;
  /** Requests that wait, of one stream or desk: a desk sends one at a time, and again when an answer was lost. */
  readonly mostOfOne: number;
  readonly longestWaitMs: Millis;
  /** The error for a request that gets no turn. */
  readonly refusal: ErrorCode;
};

/** Of commands: twelve of a server's twenty database connections; waits end before a desk gives its request up after 30 s. */
export const COMMAND_TURNS: TurnLimits = {
  atOnce: 12,
  mostWaiting: 600,
  mostOfOne: 4,
  longestWaitMs: 20_000,
  refusal: 'HF-SERVER-010',
};

/** Of reports: one at a time, in a thread of its own, so that one core of two is left for all else. */
export const REPORT_TURNS: TurnLimits = {
  atOnce: 1,
  mostWaiting: 12,
  mostOfOne: 3,
  longestWaitMs: 20_000,
  refusal: 'HF-SERVER-023',
};

type Waiting = { readonly whose: string; readonly start: () => void };

export function createTurns(limits: TurnLimits): Turns {
  const busy = () => new HoldfastError(limits.refusal);
  const running = new Set<string>();
  const waiting: Waiting[] = [];
  const startNext = () => {
    while (running.size < limits.atOnce) {
      const index = waiting.findIndex(({ whose }) => !running.has(whose));
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (next === undefined) return;
      running.add(next.whose);
      next.start();
    }
  };
  const turnOf = async (whose: string) => {
    const ofOne = waiting.filter((one) => one.whose === whose).length;
    if (waiting.length >= limits.mostWaiting || ofOne >= limits.mostOfOne) throw busy();
    const turn = Promise.withResolvers<void>();
    const one = { whose, start: turn.resolve };
    waiting.push(one);
    const tooLong = setTimeout(() => {
      waiting.splice(waiting.indexOf(one), 1);
      turn.reject(busy());
    }, limits.longestWaitMs);
    startNext();
    await turn.promise.finally(() => clearTimeout(tooLong));
  };
  return {
    run: async (whose, isGone, work) => {
      await turnOf(whose);
      try {
        if (isGone()) throw busy();
        return await work();
      } finally {
        running.delete(whose);
        startNext();
      }
    },
  };
}
