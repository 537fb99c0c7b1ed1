// Whether the desk core can be reached: one value, its listeners, a way to wait for it, and how long to wait before trying again.

/**
 * Whether the desk core answers. `down` is the core starting again or the page cut off from it; this is independent of the network.
 * `refused`: the program was started anew and does not take this page's token any more.
 */
export type Reach = 'up' | 'down' | 'refused';

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

const FIRST_MS = 150;
const LONGEST_MS = 2_000;

/** The core is on this machine and restarts within a second, so the wait is short and soon steady: the one before attempt `attempt` (0 = first), in milliseconds. */
export function backOffMs(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
}
