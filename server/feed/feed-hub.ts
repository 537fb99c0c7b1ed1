// Wakes everything that waits for the feed to move. One per server process.

import type { Millis } from '../../shared/core/instant.ts';
import type { Timers } from '../../shared/core/ports.ts';
import type { Store } from '../store/store.ts';
import { readHead } from './read-head.ts';

export type FeedHub = {
  /** The newest known head. */
  readonly head: () => number;
  /** Resolves when the head is beyond a position, at the latest after `withinMs` or when the signal is given. */
  readonly beyond: (position: number, withinMs: Millis, signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openFeedHub(store: Store, after: Timers['after'] = systemAfter): Promise<FeedHub> {
  let head = (await store.read(readHead)).position;
  const waiting = new Set<{ readonly position: number; readonly wake: () => void }>();
  const wakeBeyond = () => {
    for (const one of waiting) if (head > one.position) one.wake();
  };
  const stop = await store.watchHead((position) => {
    if (position <= head) return;
    head = position;
    wakeBeyond();
  });
  return {
    head: () => head,
    beyond: async (position, withinMs, signal) => {
      if (head > position || signal.aborted) return;
      const woken = Promise.withResolvers<void>();
      const wake = () => woken.resolve();
      const one = { position, wake };
      const cancel = after(withinMs, wake);
      waiting.add(one);
      signal.addEventListener('abort', wake);
      await woken.promise;
      cancel();
      signal.removeEventListener('abort', wake);
      waiting.delete(one);
    },
    close: async () => {
      for (const { wake } of waiting) wake();
      await stop();
    },
  };
}

const systemAfter: Timers['after'] = (ms, work) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};
