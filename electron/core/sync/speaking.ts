// What a desk says when it has nothing to send: now and then that it is there and holds nothing back, and at the end that it closes.
// A desk that says neither is silent to the server, and what waits for it waits.

import { MINUTE_MS } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import type { PushQueue } from '../link/push-queue.ts';
import type { ServerClient } from '../link/server-client.ts';

/** A server knows of a desk that runs no older moment than this. */
export const SPEAKS_EVERY_MS = 10 * MINUTE_MS;
const closingMs = 1_000;

export type Speaking = {
  /** The server has heard this desk. */
  readonly spoke: () => void;
  /** Asks the queue to speak when the server has not heard the desk for long; whether it did. */
  readonly speakUp: () => boolean;
  /** Says that the desk closes, when nothing is left to send. */
  readonly close: () => Promise<void>;
};

export function createSpeaking(
  clock: Clock,
  queue: Pick<PushQueue, 'askAgain' | 'closing'>,
  client: Pick<ServerClient, 'push'>,
): Speaking {
  let lastMono = -Infinity;
  return {
    spoke: () => {
      lastMono = clock.mono();
    },
    speakUp: () => {
      if (clock.mono() - lastMono < SPEAKS_EVERY_MS) return false;
      queue.askAgain();
      return true;
    },
    close: async () => {
      const request = queue.closing();
      if (request !== null) await client.push(request, closingMs);
    },
  };
}
