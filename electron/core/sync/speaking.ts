// Messages of a desk with nothing to send: now and then that it is there and holds nothing back, and at the end that it
// closes. Without them the desk is silent to the server, and work that waits for it waits.

import { MINUTE_MS, type Millis } from '../../../shared/core/instant.ts';
import { silentAfterMs, type ContactTerms } from '../../../shared/circ/model/contact-terms.ts';
import { contactTerms } from '../../../db/ledger/contact-terms.ts';
import type { PushQueue } from '../link/push-queue.ts';
import type { ServerClient } from '../link/server-client.ts';
import type { SyncEngineOptions } from './engine-options.ts';

/** The desk's last contact at the server is no older than this while it runs. */
export const SPEAKS_EVERY_MS = 10 * MINUTE_MS;
const closingMs = 1_000;

export type Speaking = {
  /** A message of this desk reached the server. */
  readonly spoke: () => void;
  /** Asks the queue to send a sign of life when the last one is long ago; returns whether it did. */
  readonly speakUp: () => boolean;
  /** Sends the closing message, when nothing is left to send. */
  readonly close: () => Promise<void>;
};

export function createSpeaking(
  {
    clock,
    ledger,
    client,
  }: Pick<SyncEngineOptions, 'clock' | 'ledger'> & { readonly client: Pick<ServerClient, 'push'> },
  queue: Pick<PushQueue, 'askAgain' | 'closing'>,
): Speaking {
  let lastMono = -Infinity;
  return {
    spoke: () => {
      lastMono = clock.mono();
    },
    speakUp: () => {
      if (clock.mono() - lastMono < speaksEveryMs(contactTerms(ledger))) return false;
      queue.askAgain();
      return true;
    },
    close: async () => {
      const request = queue.closing();
      if (request !== null) await client.push(request, closingMs);
    },
  };
}

/** Often enough that an answer may get lost before the desk counts as silent. */
function speaksEveryMs(terms: ContactTerms): Millis {
  return Math.min(SPEAKS_EVERY_MS, silentAfterMs(terms) / 3);
}
