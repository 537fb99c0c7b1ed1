// The time of a simulation: everything that happens later waits here and happens in the order of its moment, one thing after the other.
// Between two of them all promises that are ready are run to their end, so that a run depends on nothing but its seed.

import type { Instant, Millis } from '../../../shared/core/instant.ts';

type Due = { readonly at: Instant; readonly order: number; work: (() => void) | null };

/** Most events of one wait: a program that asks for ever without time passing would never end. */
const MOST_EVENTS = 200_000;

/** Turns of one task while no time passes: a task written in slices lets others have theirs in between. */
const TURNS_IN_NO_TIME = 20;

/** Longest simulated wait for an answer: a longer call has not ended and never will. */
const LONGEST_WAIT_MS = 15 * 60_000;

/** Simulated time. */
export class Kernel {
  #now: Instant;
  #order = 0;
  #leapt: Millis = 0;
  #heap: Due[] = [];
  /** Number of events: the cost of a run. */
  events = 0;

  constructor(start: Instant) {
    this.#now = start;
  }

  get now(): Instant {
    return this.#now;
  }

  /** A time that stands still while computers sleep: anything that waits by it has had the chance to happen. */
  get awake(): Millis {
    return this.#now - this.#leapt;
  }

  /** Does something after a while. Returns a function that cancels it. */
  after(ms: Millis, work: () => void): () => void {
    const due: Due = { at: this.#now + Math.max(0, Math.ceil(ms)), order: (this.#order += 1), work };
    push(this.#heap, due);
    return () => {
      due.work = null;
    };
  }

  /** Lets time pass. */
  async pass(ms: Millis): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let left = MOST_EVENTS; (this.#heap[0]?.at ?? Infinity) <= until; left -= 1) {
      if (left === 0) throw new Error(`more than ${MOST_EVENTS} events in ${ms} ms`);
      await this.#next();
    }
    this.#now = until;
  }

  /** Moves time without any event: timers due meanwhile are late, as after a computer slept. */
  leap(ms: Millis): void {
    this.#now += ms;
    this.#leapt += ms;
  }

  /**
   * Lets time pass until something is done; throws when it never is, or when its program was killed meanwhile. Work of the machine that lasts
   * (a thread, a file that is read while others go on) has no place in a simulation: how long it takes is decided by no seed.
   */
  async until<T>(promise: Promise<T>, isKilled: () => boolean = () => false): Promise<T> {
    let isDone = false;
    const done = promise.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    const latest = this.#now + LONGEST_WAIT_MS;
    for (let turn = 0; turn < TURNS_IN_NO_TIME && !isDone; turn += 1) await settle();
    while (!isDone) {
      if (isKilled()) throw new Error('its program was killed');
      if (this.#heap.length === 0 || this.#now > latest) throw new Error('what was waited for has not ended');
      await this.#next();
    }
    return done;
  }

  async #next(): Promise<void> {
    const due = pop(this.#heap);
    if (due?.work === null || due === undefined) return;
    this.#now = Math.max(this.#now, due.at);
    this.events += 1;
    due.work();
    await settle();
  }
}

/** Runs every promise that is ready, and those that become ready by it. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Due[], due: Due): void {
  let index = heap.push(due) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!swapIfBefore(heap, index, parent)) return;
    index = parent;
  }
}

function pop(heap: Due[]): Due | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  heap[0] = last;
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    const smaller = isSmaller(heap, left + 1, left) ? left + 1 : left;
    if (!swapIfBefore(heap, smaller, index)) return first;
    index = smaller;
  }
}

function isSmaller(heap: readonly Due[], a: number, b: number): boolean {
  const [one, other] = [heap[a], heap[b]];
  return one !== undefined && other !== undefined && isBefore(one, other);
}

function swapIfBefore(heap: Due[], index: number, other: number): boolean {
  const [a, b] = [heap[index], heap[other]];
  if (a === undefined || b === undefined || !isBefore(a, b)) return false;
  heap[index] = b;
  heap[other] = a;
  return true;
}
