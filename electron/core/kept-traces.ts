// The traces of the latest answers, so that no scan waits for words that are read only after Why?.

import type { Instant } from '../../shared/core/instant.ts';
import type { Trace } from '../../shared/rules/trace.ts';

/** A trace, and when its decision was taken. */
export type KeptTrace = { readonly trace: Trace; readonly at: Instant };

export type KeptTraces = {
  /** Keeps one under a key of its own; the oldest goes. */
  keep(kept: KeptTrace): string;
  /** Null where it is no longer kept. */
  find(key: string): KeptTrace | null;
  /** Forgets all: they are of patrons that the next person has not seen. */
  drop(): void;
};

/** More than staff scroll back through; one holds a line for each rule. */
const MOST_KEPT = 300;

/** `run`: tells this run of the desk from an earlier one, whose keys a page may still have. */
export function keptTraces(run: string): KeptTraces {
  const kept = new Map<string, KeptTrace>();
  let count = 0;
  return {
    keep: (trace) => {
      const key = `${run}-${(count += 1)}`;
      kept.set(key, trace);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return key;
    },
    find: (key) => kept.get(key) ?? null,
    drop: () => kept.clear(),
  };
}
