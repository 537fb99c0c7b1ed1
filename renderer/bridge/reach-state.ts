// Whether the desk core can be reached: one value, who wants to know, and a way to wait for it.

import type { Reach } from './desk-link.ts';

export type ReachState = {
  readonly current: () => Reach;
  readonly set: (reach: Reach) => void;
  /** Resolves at once when it can be reached, else when it next can. */
  readonly whenUp: () => Promise<void>;
  readonly subscribe: (listener: (reach: Reach) => void) => () => void;
};

/** Starts as reachable: the page itself came from there a moment ago. */
export function createReachState(): ReachState {
  let reach: Reach = 'up';
  const listeners = new Set<(reach: Reach) => void>();
  const subscribe = (listener: (reach: Reach) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    current: () => reach,
    set(next) {
      if (next === reach) return;
      reach = next;
      for (const listener of listeners) listener(next);
    },
    whenUp: () =>
      reach === 'up'
        ? Promise.resolve()
        : new Promise((resolve) => {
            const stop = subscribe((next) => {
              if (next !== 'up') return;
              stop();
              resolve();
            });
          }),
    subscribe,
  };
}
