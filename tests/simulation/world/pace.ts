// The pace of a program. While its disk takes its time, or its computer sleeps, the program stands still: its timers fire late, messages to it are
// read late, and its own leave late. All other programs go on meanwhile.

import type { Instant, Millis } from '../../../shared/core/instant.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import type { Kernel } from './kernel.ts';

/** The pace of the programs of one computer. */
export class Pace {
  readonly #kernel: Kernel;
  #goesOnAt: Instant = Number.NEGATIVE_INFINITY;
  #goesOnAwake: Millis = Number.NEGATIVE_INFINITY;
  #slept: Millis = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** The moment at which the program is: that of the world, or the one up to which it is held up. */
  get now(): Instant {
    return Math.max(this.#kernel.now, this.#goesOnAt);
  }

  /** The latest time up to which it was held up, by the time that computers are awake: a sleeping computer's program goes on only after it. */
  get goesOnAwake(): Millis {
    return this.#goesOnAwake;
  }

  /** For how long it is still held up. */
  get waitMs(): Millis {
    return this.now - this.#kernel.now;
  }

  /** For how long its computer slept in all: a clock that stands still in sleep has missed that. */
  get sleptMs(): Millis {
    return this.#slept;
  }

  /** Holds it up, as by a disk: its clocks go on. */
  holdUp(ms: Millis): void {
    this.#goesOnAt = this.now + ms;
    this.#goesOnAwake = this.#kernel.awake + this.waitMs;
  }

  /** Its computer sleeps. */
  sleep(ms: Millis): void {
    this.holdUp(ms);
    this.#slept += ms;
  }

  /** Does something once it gets on, after a while of its own time. Returns a function that cancels it. */
  after(ms: Millis, work: () => void): () => void {
    let cancel = this.#kernel.after(ms + this.waitMs, () => onTime());
    const onTime = () => {
      if (this.waitMs === 0) work();
      else cancel = this.#kernel.after(this.waitMs, onTime);
    };
    return () => cancel();
  }

  /** Timers of its programs, of one that runs as long as `isAlive` returns true; those of one that was killed never fire. */
  timers(isAlive: () => boolean): Timers {
    return {
      after: (ms, work) => this.after(ms, () => (isAlive() ? work() : undefined)),
      turn: () => new Promise((resolve) => void this.after(0, resolve)),
    };
  }
}
