// Who may hand in commands when: requests of one stream take turns, few run at once, some wait, and the rest are told at once to send again.
// So many desks that come back together wait in memory and not on database connections, of which there are few. [I29]

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Millis } from '../../shared/core/instant.ts';

export type CommandTurns = {
  /**
   * Runs work when it is its turn. Throws HF-SERVER-010 when too many wait, when the turn does not come in time, and when `isGone` says then that
   * nobody waits for the answer any more: the same bytes come again.
   */
  readonly run: <T>(stream: string, isGone: () => boolean, work: () => Promise<T>) => Promise<T>;
};

export type TurnLimits = {
  /** Requests that run at once. */
  readonly atOnce: number;
  /** Requests that wait, of all streams together. */
  readonly mostWaiting: number;
  /** Requests that wait, of one stream: a desk sends one at a time, and again when an answer was lost. */
  readonly mostOfStream: number;
  readonly longestWaitMs: Millis;
};

/** Twelve of a server's twenty database connections; waits end before a desk gives its request up after 30 s. */
export const TURN_LIMITS: TurnLimits = { atOnce: 12, mostWaiting: 600, mostOfStream: 4, longestWaitMs: 20_000 };

type Waiting = { readonly stream: string; readonly start: () => void };

export function createCommandTurns(limits: TurnLimits = TURN_LIMITS): CommandTurns {
  const running = new Set<string>();
  const waiting: Waiting[] = [];
  const startNext = () => {
    while (running.size < limits.atOnce) {
      const index = waiting.findIndex(({ stream }) => !running.has(stream));
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (next === undefined) return;
      running.add(next.stream);
      next.start();
    }
  };
  const turnOf = async (stream: string) => {
    const ofStream = waiting.filter((one) => one.stream === stream).length;
    if (waiting.length >= limits.mostWaiting || ofStream >= limits.mostOfStream) throw busy();
    const turn = Promise.withResolvers<void>();
    const one = { stream, start: turn.resolve };
    waiting.push(one);
    const tooLong = setTimeout(() => {
      waiting.splice(waiting.indexOf(one), 1);
      turn.reject(busy());
    }, limits.longestWaitMs);
    startNext();
    await turn.promise.finally(() => clearTimeout(tooLong));
  };
  return {
    run: async (stream, isGone, work) => {
      await turnOf(stream);
      try {
        if (isGone()) throw busy();
        return await work();
      } finally {
        running.delete(stream);
        startNext();
      }
    },
  };
}

function busy(): HoldfastError {
  return new HoldfastError('HF-SERVER-010');
}
