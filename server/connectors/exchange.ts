// The exchange between the outbox and another system for one message: it is handed over, or looked at. After a failure by which it was surely not
// taken its row stands as before, so that no person has to find out its outcome.

import { SECOND_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { Answer, Message, Seen } from '../../shared/connectors/message.ts';
import type { Store } from '../store/store.ts';
import { ClaimLostError, keepClaim, LAST_CHANGE_MS, putRow, type OutboxRow } from './connector-rows.ts';
import { SystemFailureError, type OtherSystem } from './other-system.ts';

/** A process that stood still for so long between writing a message down and handing it over does not hand it over. */
const STALE_MS: Millis = 20 * SECOND_MS;
/** A message that was sent so often, and never answered by a system that is there otherwise, is one for a person. */
export const MOST_TRIES = 8;

/** A message with its row of the outbox. */
export type AskedMessage = {
  readonly row: OutboxRow;
  readonly message: Message;
  /** When it was about to be written down, on the clock that never goes back. */
  readonly takenAt: Millis;
};

type ExchangeParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly system: OtherSystem;
  readonly claiming: () => { readonly name: string; readonly owner: string; readonly now: Instant };
  /** How many messages a second the system bears; null = any number. */
  readonly perSecond: number | null;
};

export type Exchange = {
  /**
   * Hands a message over that is written down. `before`: its row until then.
   * @throws SystemFailureError when the system could not be asked, ClaimLostError when another process may have it by now.
   */
  readonly tell: (asked: AskedMessage, before: OutboxRow) => Promise<Answer>;
  /** The state there; null = that is not to be known. Throws as `tell` does. */
  readonly look: (asked: Pick<AskedMessage, 'row' | 'message'>) => Promise<Seen | null>;
};

/** The exchange with one system, at the pace that it bears. */
export function createExchange({ store, clock, system, claiming, perSecond }: ExchangeParts): Exchange {
  const paceMs = perSecond === null ? 0 : SECOND_MS / perSecond;
  let sentAt = -Infinity;
  const put = (row: OutboxRow): Promise<void> =>
    store.write(async (tx) => {
      await keepClaim(tx, claiming());
      await putRow(tx, row);
    });

  return {
    tell: async ({ message, row, takenAt }, before) => {
      const wait = sentAt + paceMs - clock.mono();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      sentAt = clock.mono();
      if (clock.mono() - takenAt > STALE_MS + paceMs) throw new ClaimLostError(claiming().name);
      const beforeChange = (): void => {
        if (clock.mono() - takenAt > LAST_CHANGE_MS)
          throw new SystemFailureError('not-reached', 'it answers too slowly', { counts: true });
      };
      try {
        return await system.tell(message, beforeChange);
      } catch (error) {
        if (!(error instanceof SystemFailureError) || error.is === 'lost') throw error;
        if (error.is === 'not-answered' || (error.counts && row.tries >= MOST_TRIES))
          return { is: 'refused', why: 'not-answered', text: '' };
        await put({ ...before, tries: error.counts ? row.tries : before.tries });
        throw error;
      }
    },

    look: async ({ message, row }) => {
      try {
        return await system.look(message);
      } catch (error) {
        if (!(error instanceof SystemFailureError)) throw error;
        // The system was reached before this question: one that it never answers must not keep all others.
        if (error.is === 'not-answered' || row.tries >= MOST_TRIES) return null;
        await put({ ...row, tries: row.tries + 1 });
        throw error;
      }
    },
  };
}
