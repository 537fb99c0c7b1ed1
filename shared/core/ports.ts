// The ports through which the pure core reaches the world. Only composition roots make real ones.

import type { Instant, Millis } from './instant.ts';

/** The one clock of a program. */
export type Clock = {
  /** Now, with the configured shift applied. */
  now(): Instant;
  /** Milliseconds since an arbitrary start; never goes back within a boot of the machine, nor between two runs of the program in it. */
  mono(): Millis;
};

/** Randomness: ids, salts, jitter. */
export type Random = {
  bytes(count: number): Uint8Array;
  /** A number in [0, 1). */
  fraction(): number;
};

/** Work that a program leaves for later. */
export type Timers = {
  /** Runs the work once, after a while. Returns a function that cancels it. */
  after(ms: Millis, work: () => void): () => void;
  /** Resolves when everything else that is ready to run had its turn. */
  turn(): Promise<void>;
};
