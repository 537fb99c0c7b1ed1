// Marks the feed while a server runs.

import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../shared/core/ports.ts';
import { MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import { markFeed } from './feed-marks.ts';

/** A night has enough rounds in it, whenever the server started. */
const EVERY_MS = 20 * MINUTE_MS;

export type MarkParts = {
  readonly store: Store;
  readonly clock: Clock;
  /** A round that failed; the next one tries again. */
  readonly faulted: (code: string, error: unknown) => void;
};

/** Begins to; returns a function that ends it. */
export function keepMarks({ store, clock, faulted }: MarkParts): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    try {
      const [library] = await store.read((tx) => readAllRows(tx, 'library'));
      if (library !== undefined) await markFeed(store, clock.now(), hourAt(clock.now(), library.zone));
    } catch (error) {
      faulted('feed-mark', error);
    }
  };
  const timer = setInterval(() => {
    running = running.then(round);
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

function hourAt(at: Instant, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).hour;
}
