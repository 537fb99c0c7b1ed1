// Hands in the rest of the queue at the end of a desk that turned out to be a copy.

import { kindOfError } from '../../../shared/core/error-place.ts';
import type { PushQueue } from '../link/push-queue.ts';
import type { SyncEngineOptions } from './engine-options.ts';

/** Within the time that a program has to end. */
const HAND_OVER_MS = 2_500;

/** Hands over a clone's acts before it stops for ever; the server keeps them aside. Never rejects. */
export async function handOverRest({ client, clock, log }: SyncEngineOptions, queue: PushQueue): Promise<void> {
  const until = clock.mono() + HAND_OVER_MS;
  try {
    for (let rest = queue.rest(); rest !== null && clock.mono() < until;) {
      const exchange = await client.push(rest, Math.max(1, until - clock.mono()));
      if (!exchange.ok) return;
      queue.take(rest, exchange.value.value);
      const next = queue.rest();
      if (next !== null && next.envelopes[0]?.body === rest.envelopes[0]?.body) return;
      rest = next;
    }
  } catch (error) {
    log('sync.hand-over', { error: kindOfError(error) });
  }
}
